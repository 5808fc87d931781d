"""Work on the second core gives what it would give here, or says why not; and it never changes a byte."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from miniature import REPO, TODAY
from portaal import pipeline
from portaal.aside import Aside
from portaal.finding import Finding, Location, Refused

forks = pytest.mark.skipif(sys.platform != "linux", reason="work is only copied on Linux")


@forks
def test_work_is_done_by_another_process_and_its_result_comes_back() -> None:
    work = Aside(lambda: (os.getpid(), "x" * 1_000_000))
    pid, text = work.result()
    assert pid != os.getpid()
    assert len(text) == 1_000_000
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)  # nothing is left of it


def _refuse() -> None:
    raise Refused([Finding(Location("data/x.yaml", 3, 4), "proef", "Dit kan niet.", "Doe iets anders.")])


def test_what_the_work_refuses_is_refused_here() -> None:
    with pytest.raises(Refused) as refused:
        Aside(_refuse).result()
    assert [str(finding.where) for finding in refused.value.findings] == ["data/x.yaml:3:4"]


@forks
def test_work_that_is_killed_is_no_result() -> None:
    with pytest.raises(ChildProcessError):
        Aside(lambda: os.kill(os.getpid(), signal.SIGKILL)).result()


@forks
def test_work_that_nobody_needs_any_more_is_ended() -> None:
    with Aside(lambda: signal.pause()) as work:
        pid = work._pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@forks
def test_threads_of_a_library_count_too(tmp_path: Path) -> None:
    """A copy of a process in which Typst has worked would wait for ever for threads that it does not have."""
    source = tmp_path / "a.typ"
    source.write_text("Een\n#pagebreak()\nTwee", encoding="utf-8")
    program = """
import os, sys, typst
from portaal.aside import Aside
typst.compile(sys.argv[1])
assert len(os.listdir("/proc/self/task")) > 1, "Typst keeps no threads any more: this test and the rule can go"
assert Aside(lambda: os.getpid()).result() == os.getpid()
"""
    subprocess.run([sys.executable, "-c", program, str(source)], check=True, timeout=60, env=os.environ | {"PYTHONPATH": str(REPO / "tools")})


def test_a_process_with_threads_is_not_copied_and_makes_the_same_site(warm_root: Path) -> None:
    def build() -> dict[str, bytes]:
        return dict(pipeline.make_site(warm_root, today=TODAY, workshop=pipeline.Workshop.of(warm_root)).files)

    stop = threading.Event()
    alone = build()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert Aside(os.getpid).result() == os.getpid()
        assert build() == alone
    finally:
        stop.set()
        thread.join()
