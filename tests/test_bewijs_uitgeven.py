"""What `make bewijs` says of publishing, seen to fail on a program that writes over the site itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bewijs import uitgeven
from kills import Outcome, kill_builds
from miniature import MINIATURE

# Writes page after page over the old site; where it is killed, its scaffolding stays.
CARELESS = """
import sys, time
from pathlib import Path
root, out = (Path(sys.argv[sys.argv.index(word) + 1]) for word in ("--root", "--out"))
out.mkdir(parents=True, exist_ok=True)
mark = out.parent / f".site.nieuw-{time.monotonic_ns()}"
time.sleep(.05)
mark.mkdir()
for number in range(30):
    (out / f"{number}.html").write_text((root / "data/organisatie.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    time.sleep(.003)
mark.rmdir()
"""


def test_kills_find_a_program_that_writes_over_the_site(tmp_path: Path) -> None:
    outcome = kill_builds(MINIATURE, tmp_path, moments=10, program=("-c", CARELESS))
    assert outcome.wrecks and outcome.left_behind
    assert uitgeven.judge_kills(outcome).voldoet is False


@pytest.mark.parametrize(("outcome", "good"), [
    (Outcome(50, (), (), 20), True), (Outcome(50, ("index.html",), (), 20), False), (Outcome(50, (), (".site.nieuw-1",), 20), False), (Outcome(50, (), (), 0), False),
])  # fmt: skip
def test_half_sites_leftovers_and_kills_that_prove_nothing_fall_short(outcome: Outcome, good: bool) -> None:
    assert uitgeven.judge_kills(outcome).voldoet is good


@pytest.mark.parametrize(("code", "changed", "good"), [(1, set(), True), (0, set(), False), (-9, set(), False), (1, {"index.html"}, False)])
def test_a_fault_that_is_not_told_or_harms_the_site_falls_short(code: int, changed: set[str], good: bool) -> None:
    assert uitgeven.judge_fault("iets", code, changed).voldoet is good


@pytest.mark.parametrize(("codes", "changed", "good"), [([0, 0], set(), True), ([0, 1], set(), True), ([1, 1], set(), False), ([-9, 0], set(), False), ([0, 0], {"index.html"}, False)])
def test_two_builds_that_hinder_each_other_fall_short(codes: list[int], changed: set[str], good: bool) -> None:
    assert uitgeven.judge_two(codes, changed).voldoet is good


def test_a_site_that_differs_elsewhere_falls_short() -> None:
    assert [uitgeven.judge_elsewhere(different).voldoet for different in (set(), {"index.html"})] == [True, False]
