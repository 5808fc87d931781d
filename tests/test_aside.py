"""Work on the second core gives what it would give here, or says why not; and it never changes a byte."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from miniature import REPO, TODAY
from portaal import pipeline
from portaal.aside import Aside

forks = pytest.mark.skipif(sys.platform != "linux", reason="work is only copied on Linux")


def alone(program: str, *words: str) -> None:
    """Run a program in a process of its own: this one has threads by now, of a server or of a library, so it makes no copies."""
    head = "import os, signal, sys\nfrom portaal.aside import Aside\nfrom portaal.finding import Finding, Location, Refused\n"
    environment = os.environ | {"PYTHONPATH": str(REPO / "tools")}
    subprocess.run([sys.executable, "-c", head + textwrap.dedent(program), *words], check=True, timeout=60, env=environment)


@forks
def test_work_is_done_by_another_process_and_its_result_comes_back() -> None:
    alone("""
        pid, text = Aside(lambda: (os.getpid(), "x" * 1_000_000)).result()
        assert pid != os.getpid() and len(text) == 1_000_000
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            sys.exit(0)  # nothing is left of it
        sys.exit(1)
    """)


REFUSE = """
    def refuse():
        raise Refused([Finding(Location("data/x.yaml", 3, 4), "proef", "Dit kan niet.", "Doe iets anders.")])

    try:
        Aside(refuse).result()
    except Refused as refused:
        assert [str(finding.where) for finding in refused.findings] == ["data/x.yaml:3:4"]
        sys.exit(0)
    sys.exit(1)
"""


def test_what_the_work_refuses_is_refused_here() -> None:
    alone(REFUSE)


@forks
def test_work_that_is_killed_is_no_result() -> None:
    alone("""
        try:
            Aside(lambda: os.kill(os.getpid(), signal.SIGKILL)).result()
        except ChildProcessError:
            sys.exit(0)
        sys.exit(1)
    """)


@forks
def test_work_that_nobody_needs_any_more_is_ended() -> None:
    alone("""
        with Aside(lambda: signal.pause()) as work:
            pid = work._pid
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            sys.exit(0)
        sys.exit(1)
    """)


@forks
def test_threads_of_a_library_count_too(tmp_path: Path) -> None:
    """A copy of a process in which Typst has worked would wait for ever for threads that it does not have."""
    source = tmp_path / "a.typ"
    source.write_text("Een\n#pagebreak()\nTwee", encoding="utf-8")
    alone("""
        import typst
        typst.compile(sys.argv[1])
        assert len(os.listdir("/proc/self/task")) > 1, "Typst keeps no threads any more: this test and the rule can go"
        assert Aside(lambda: os.getpid()).result() == os.getpid()
    """, str(source))


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
