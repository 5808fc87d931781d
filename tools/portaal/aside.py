"""Work for the second core: a function runs in a copy of this process while we go on. It never changes what comes out."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_WAITS = 10  # a tenth of a core while others want it, as `nice` does


class Aside:
    """One piece of work, started at once; `result` waits for it and gives what it returned, or raises what it raised.

    A copy of a process that has threads may stop for ever, and macOS forbids copies with system libraries in use: there,
    and where a system has no copies, the work is done here, when its result is asked for.

    Work that `can_wait` lets all other work go first: more of it at once than there are cores is slower than one by one.
    """

    def __init__(self, work: Callable[[], Any], *, can_wait: bool = False):
        self._work, self._can_wait = work, can_wait
        self._pid = 0
        self._answer: BinaryIO | None = None
        if _is_alone():
            self._start()

    @property
    def is_apart(self) -> bool:
        """Tell whether the work is being done in a copy of this process; if not, it is done here, once its result is asked for."""
        return self._answer is not None

    def _start(self) -> None:
        reader, writer = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        original = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(reader)
            if self._can_wait:
                os.nice(_WAITS)
            _answer(self._work, writer, original)
        os.close(writer)
        self._answer = os.fdopen(reader, "rb")

    def result(self) -> Any:
        """Return what the work returned; raises what it raised, or ChildProcessError when it was killed."""
        if self._answer is None:
            return self._work()
        try:
            failed, value = pickle.load(self._answer)
        except EOFError as error:
            raise ChildProcessError("Een deel van het werk werd van buiten gestopt.") from error
        finally:
            self.stop()
        if failed:
            raise value
        return value

    def stop(self) -> None:
        """End work whose result nobody needs any more; a second call does nothing."""
        if self._answer is not None:
            self._answer.close()
            self._answer = None
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def _is_alone() -> bool:
    """Tell whether this process has one thread; those of libraries (Typst keeps some) are unknown to Python, not to Linux."""
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _answer(work: Callable[[], Any], writer: int, original: int) -> None:
    """In the copy: do the work, send its result and end at once, without what the original has still to clear away."""
    code = 1
    try:
        end_with_original(original)
        try:
            said = False, work()
        except BaseException as error:
            said = True, error
        with os.fdopen(writer, "wb") as out:
            pickle.dump(said, out, protocol=pickle.HIGHEST_PROTOCOL)  # as it goes: a whole answer would stand in memory twice
        code = 0
    finally:
        os._exit(code)


def end_with_original(original: int = 0) -> None:
    """Let the system end this copy when the original ends, however it ends: nobody reads its answer, and it may hold a lock."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if original and os.getppid() != original:
        os._exit(1)
