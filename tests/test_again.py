"""A site that is made again, or on two cores, is the same to the byte as one that is made at once from nothing."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kills import manifest
from miniature import MINIATURE, TODAY, Portaal
from portaal import lanes, pipeline
from portaal.finding import Refused, format_text

EDITS = 8


# --- random edits ----------------------------------------------------------------------------------------------------


def records_of(path: Path) -> list[str]:
    return re.split(r"^(?=- )", path.read_text(encoding="utf-8"), flags=re.M)


def change_a_value(path: Path, chance: random.Random) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if re.search(r"^ +(naam|titel|telefoon|toelichting|straat|kort|uitleg): \w", line)]
    if places:
        number = chance.choice(places)
        lines[number] += " anders"
    path.write_text("\n".join(lines), encoding="utf-8")


def swap_two_records(path: Path, chance: random.Random) -> None:
    head, *records = records_of(path)
    if len(records) > 1:
        at = chance.randrange(len(records) - 1)
        records[at : at + 2] = [records[at + 1].rstrip("\n") + "\n\n", records[at]]
    path.write_text(head + "".join(records), encoding="utf-8")


def drop_a_record(path: Path, chance: random.Random) -> None:
    head, *records = records_of(path)
    if len(records) > 1:
        del records[chance.randrange(len(records))]
    path.write_text(head + "".join(records), encoding="utf-8")


def push_all_down(path: Path, chance: random.Random) -> None:
    path.write_text("# een opmerking\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")


KINDS: tuple[Callable[[Path, random.Random], None], ...] = (change_a_value, change_a_value, change_a_value, swap_two_records, drop_a_record, push_all_down)


def outcome(root: Path, workshop: pipeline.Workshop) -> dict[str, bytes] | str:
    """Return the files of a site, or what was refused."""
    try:
        return dict(pipeline.make_site(root, today=TODAY, workshop=workshop).files)
    except Refused as refused:
        return format_text(refused.findings)


def test_after_random_edits_the_site_is_as_if_made_from_nothing(warm_root: Path, tmp_path: Path, portaal: Portaal) -> None:
    chance = random.Random(20261122)
    workshop = pipeline.Workshop.of(warm_root)
    outcome(warm_root, workshop)
    good = 0
    for number in range(EDITS):
        path = chance.choice([path for path in sorted((warm_root / "data").rglob("*.yaml")) if ".schema" not in path.parts])
        before = path.read_bytes()
        chance.choice(KINDS)(path, chance)
        again = outcome(warm_root, workshop)
        clean = tmp_path / f"schoon-{number}"
        shutil.copytree(warm_root, clean, ignore=shutil.ignore_patterns("build"))
        done = portaal("build", "--root", clean)
        if isinstance(again, str):
            assert done.returncode == 1 and again in done.stderr, (number, path)
            path.write_bytes(before)
        else:
            made = {name.relative_to(clean / "build/site").as_posix(): name.read_bytes() for name in (clean / "build/site").rglob("*") if name.is_file()}
            assert made == again, (number, path, [name for name in made.keys() | again.keys() if made.get(name) != again.get(name)])
            good += 1
    assert good >= EDITS // 2, "nearly every edit was refused, so little was compared"


# --- pages that are written as they are made ---------------------------------------------------------------------------


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page counts as one of many."""
    monkeypatch.setattr(lanes, "MANY", 1)


@pytest.mark.usefixtures("always")
def test_two_lanes_make_the_same_site(_prose: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop, out = pipeline.Workshop(_prose), tmp_path / "site"
    built = pipeline.build(MINIATURE, out, today=TODAY, workshop=workshop)
    first = manifest(out)
    again = pipeline.build(MINIATURE, out, today=TODAY, workshop=workshop)
    assert (built.changed, again.changed) == (len(first), 0)
    monkeypatch.setattr(lanes, "MANY", 10**6)
    whole = pipeline.build(MINIATURE, tmp_path / "heel", today=TODAY, workshop=workshop)
    assert (whole.pages, whole.changed, whole.addresses) == (built.pages, built.changed, built.addresses)
    assert manifest(tmp_path / "heel") == manifest(out) == first


@pytest.mark.usefixtures("always")
def test_a_mistake_in_a_page_that_was_written_already_leaves_the_old_site(_prose: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop, out = pipeline.Workshop(_prose), tmp_path / "site"
    pipeline.build(MINIATURE, out, today=TODAY, workshop=workshop)
    before = manifest(out)
    read = lanes.read_facts

    def broken(path: str, content: bytes, base: str) -> lanes.PageFacts:
        return read(path, content.replace(b'href="../../begrippen/"', b'href="../../weg/"') if path.startswith("school/") else content, base)

    monkeypatch.setattr(lanes, "read_facts", broken)
    with pytest.raises(Refused) as refused:
        pipeline.build(MINIATURE, out, today=TODAY, workshop=workshop)
    assert {finding.rule for finding in refused.value.findings} == {"dode-link"}
    assert manifest(out) == before
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".site.slot"}
