"""The builder of a preview: a process of its own, so that pages are sent while it builds.

A process with threads, as a server has, cannot make copies of itself. This one has one thread, so its first build uses both cores.
It keeps what every build learned for the next, and hands over only the files that differ.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from . import memo, pipeline
from .aside import end_with_original
from .clock import today_from_environment
from .finding import Finding, Refused
from .preview import preview

# A preview may run for days, and the command line switched the looking for garbage off.
_TIDY_AFTER = 20


class News(Struct, frozen=True):
    """How a build went: what is new in the site and what is gone from it; `is_good` is false where something was refused.

    Where a site comes in two acts, the first `is_whole` not: its pages are new, the index and what lists everything follow.
    """

    is_good: bool
    findings: tuple[Finding, ...]
    changed: Mapping[str, bytes] = {}
    gone: frozenset[str] = frozenset()
    base: str = "/"
    seconds: float = 0
    is_whole: bool = True


class Builder:
    """Builds a root whenever it is asked to. Begin one before the first thread."""

    def __init__(self, root: Path):
        # On other systems than Linux a copy of a process is not safe: there the builder starts afresh.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(root, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def build(self) -> Iterator[News]:
        """Build once, and yield how it goes up to the news that is whole.

        Raises:
            ChildProcessError: with what went wrong where that is no mistake of an editor.
        """
        is_whole = False
        while not is_whole:
            try:
                self._ours.send("verder")
                news = self._ours.recv()
            except (EOFError, BrokenPipeError) as error:
                raise ChildProcessError("Het bouwen is van buiten gestopt.") from error
            if isinstance(news, str):
                raise ChildProcessError(news)
            is_whole = news.is_whole
            yield news

    def stop(self) -> None:
        """End the builder, also in the midst of a build."""
        self._process.kill()
        self._process.join()
        self._ours.close()


def _work(root: Path, connection: Connection) -> None:
    end_with_original()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us with itself
    memo.remember()
    maker, number = _Maker(root), 0
    while True:
        try:
            connection.recv()
            for news in maker.build():
                connection.send(news)
                if not news.is_whole:
                    connection.recv()
        except EOFError:
            return
        except Exception:
            connection.send(traceback.format_exc())
            return
        maker.learn()
        number += 1
        if number % _TIDY_AFTER == 0:
            gc.collect()


class _Maker:
    """Makes the site of a preview again and again; `files` are what its reader sees."""

    def __init__(self, root: Path):
        self._root, self._workshop = root, pipeline.Workshop.of(root)
        self._files: Mapping[str, bytes] = {}
        self._is_warm = False

    def build(self) -> Iterator[News]:
        """Build once; where something is refused, all that was seen before is seen again."""
        before, began = self._files, time.perf_counter()
        try:
            for built in self._sites():
                yield self._show(built.files, News(True, built.findings, base=built.base, seconds=time.perf_counter() - began, is_whole=built.is_whole))
        except Refused as refused:
            yield self._show(before, News(False, refused.findings))

    def _sites(self) -> Iterator[pipeline.Built]:
        today = today_from_environment()
        if self._is_warm:
            yield from preview(self._root, today=today, workshop=self._workshop)
        else:
            yield pipeline.make_site(self._root, today=today, workshop=self._workshop, is_preview=True)

    def _show(self, files: Mapping[str, bytes], news: News) -> News:
        changed = {path: content for path, content in files.items() if self._files.get(path) != content}
        gone, self._files = frozenset(self._files.keys() - files.keys()), files
        return replace(news, changed=changed, gone=gone)

    def learn(self) -> None:
        """After the first good build, build once without copies of this process, while nobody waits: what a copy learns is lost with it."""
        if self._files and not self._is_warm:
            self._is_warm = True
            with contextlib.suppress(Refused):  # a mistake of this moment; the next build tells of it
                for _ in self._sites():
                    pass
