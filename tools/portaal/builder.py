"""The builder of a preview: a process of its own, so that a build can use both cores while pages are being sent.

A process with threads, as a server has, cannot make copies of itself. This one has one thread, keeps what every build learned
for the next, and hands over only the files that differ.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from . import pipeline
from .aside import end_with_original
from .clock import today_from_environment
from .finding import Finding, Refused

# A preview may run for days, and the command line switched the looking for garbage off.
_TIDY_AFTER = 20


@dataclass(frozen=True)
class News:
    """How a build went: what is new in the site and what is gone from it; `is_good` is false where something was refused."""

    is_good: bool
    findings: tuple[Finding, ...]
    changed: Mapping[str, bytes] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    base: str = "/"
    seconds: float = 0


class Builder:
    """Builds a root whenever it is asked to. Begin one before the first thread."""

    def __init__(self, root: Path):
        # On other systems than Linux a copy of a process is not safe: there the builder starts afresh.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(root, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def build(self) -> News:
        """Build once; raises ChildProcessError with what went wrong where that is no mistake of an editor."""
        try:
            self._ours.send("bouw")
            news = self._ours.recv()
        except (EOFError, BrokenPipeError) as error:
            raise ChildProcessError("Het bouwen is van buiten gestopt.") from error
        if isinstance(news, str):
            raise ChildProcessError(news)
        return news

    def stop(self) -> None:
        """End the builder, also in the midst of a build."""
        self._process.kill()
        self._process.join()
        self._ours.close()


def _work(root: Path, connection: Connection) -> None:
    end_with_original()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us with itself
    workshop, files = pipeline.Workshop.of(root), {}
    number, has_learned = 0, False
    while True:
        try:
            connection.recv()
        except EOFError:
            return
        try:
            news, files = _build(root, workshop, files)
        except Exception:
            connection.send(traceback.format_exc())
            return
        connection.send(news)
        number += 1
        if news.is_good and not has_learned:
            _learn(root, workshop)
            has_learned = True
        if number % _TIDY_AFTER == 0:
            gc.collect()


def _build(root: Path, workshop: pipeline.Workshop, before: Mapping[str, bytes]) -> tuple[News, Mapping[str, bytes]]:
    began = time.perf_counter()
    try:
        built = pipeline.make_site(root, today=today_from_environment(), workshop=workshop, is_preview=True)
    except Refused as refused:
        return News(False, refused.findings), before
    changed = {path: content for path, content in built.files.items() if before.get(path) != content}
    news = News(True, built.findings, changed, frozenset(before.keys() - built.files.keys()), built.base, time.perf_counter() - began)
    return news, built.files


def _learn(root: Path, workshop: pipeline.Workshop) -> None:
    """Do once ourselves what copies do, while nobody waits: what a copy learns is lost with it, what we know every later copy knows."""
    workshop.is_alone = True
    try:
        pipeline.make_site(root, today=today_from_environment(), workshop=workshop, is_preview=True)
    except Refused:
        pass  # a mistake of this moment; the next build tells of it
    finally:
        workshop.is_alone = False
