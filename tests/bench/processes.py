"""A program that is measured: how long it takes, how much work it is, and the memory of all its processes together."""

from __future__ import annotations

import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from acts import ENVIRONMENT
from turns import of_programs


@dataclass(frozen=True, slots=True)
class Ran:
    """The seconds of a clock and of processors that a program took, the most memory of its processes (MB), and what it said."""

    seconds: float
    work: float
    megabytes: float
    said: str


def put_away(folder: Path, to: Path | None = None) -> None:
    """Move what was built before to a folder that nobody looks at (in `to`, or beside the root), so that a build begins with nothing.

    It is not deleted: for minutes ext4 gives out no inode of a deleted file, and looks at each of those again for every
    file that is made. Fifteen thousand deleted pages made a build three times as slow in the system.
    """
    if folder.exists():
        folder.rename(Path(tempfile.mkdtemp(prefix="eerder-", dir=to or folder.parents[1])) / folder.name)


def measured(command: Sequence[str]) -> Ran:
    """Run a program to its end. Raises `AssertionError` where it fails."""
    seconds, megabytes, said = 0.0, 0.0, ""

    def act() -> None:
        nonlocal seconds, megabytes, said
        began = time.perf_counter()
        process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)
        memory = _Memory(process.pid)
        said, _ = process.communicate()
        seconds = time.perf_counter() - began
        megabytes = memory.most()
        assert process.returncode == 0, said

    work = of_programs(act)
    return Ran(seconds, work, megabytes, said)


class _Memory(threading.Thread):
    """Looks ten times a second at the memory of all processes of a session; what processes share is counted once."""

    def __init__(self, session: int):
        super().__init__(daemon=True)
        self._session, self._most, self._is_over = session, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._is_over.wait(0.1):
            self._most = max(self._most, sum(map(_proportional, _members(self._session))))

    def most(self) -> float:
        self._is_over.set()
        self.join()
        return self._most


def _members(session: int) -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                yield folder
        except OSError:
            continue


def _proportional(folder: Path) -> float:
    """Return the memory of a process in MB; a part that n processes share counts for an n-th."""
    try:
        return int(re.findall(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.M)[0]) / 1024
    except (OSError, IndexError):
        return 0.0
