"""A site that is made again, or on two cores, is the same to the byte as one that is made at once from nothing."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kills import manifest
from miniature import MINIATURE, ON_THE_DAY, TODAY
from portaal import builder, lanes, memo, pipeline
from portaal.finding import Finding, Location, Refused, format_text
from portaal.pages import plaats, school
from portaal.preview import preview

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


def move_to_another_place(path: Path, chance: random.Random) -> None:
    text = path.read_text(encoding="utf-8")
    if names := sorted(set(re.findall(r"plaats: \w+", text))):
        at = chance.choice([found.start() for found in re.finditer(r"plaats: \w+", text)])
        path.write_text(text[:at] + re.sub(r"plaats: \w+", chance.choice(names), text[at:], count=1), encoding="utf-8")


def push_all_down(path: Path, chance: random.Random) -> None:
    path.write_text("# een opmerking\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")


KINDS: tuple[Callable[[Path, random.Random], None], ...] = (
    change_a_value, change_a_value, change_a_value, move_to_another_place, swap_two_records, drop_a_record, push_all_down,
)  # fmt: skip


# In a process of its own, which knows nothing of what was made before: the digest of each file of a site, or what was refused.
_FROM_NOTHING = """
import datetime as dt, hashlib, json, sys
from pathlib import Path
from portaal import pipeline
from portaal.finding import Refused, format_text
root = Path(sys.argv[1])
try:
    made = pipeline.make_site(root, today=dt.date.fromisoformat(sys.argv[2]), workshop=pipeline.Workshop.of(root), is_preview=True).files
    print(json.dumps({path: hashlib.sha256(content).hexdigest() for path, content in made.items()}))
except Refused as refused:
    print(json.dumps(format_text(refused.findings)))
"""


def from_nothing(root: Path) -> dict[str, str] | str:
    done = subprocess.run([sys.executable, "-c", _FROM_NOTHING, root, TODAY.isoformat()], env=os.environ | ON_THE_DAY, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def sites(root: Path, workshop: pipeline.Workshop) -> tuple[list[dict[str, str]], str]:
    """Return the digests of the sites that a preview makes after one change, and what was refused ('' where nothing was)."""
    made: list[dict[str, str]] = []
    try:
        for built in preview(root, today=TODAY, workshop=workshop):
            made.append({path: hashlib.sha256(content).hexdigest() for path, content in built.files.items()})
    except Refused as refused:
        return made, format_text(refused.findings)
    return made, ""


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the builder of a preview."""
    monkeypatch.setattr(memo, "_is_on", True)


@pytest.mark.usefixtures("remembering")
def test_after_random_edits_the_preview_is_as_if_made_from_nothing(warm_root: Path, tmp_path: Path) -> None:
    chance = random.Random(20261122)
    workshop = pipeline.Workshop.of(warm_root)
    sites(warm_root, workshop)
    good = early = 0
    for number in range(EDITS):
        path = chance.choice([path for path in sorted((warm_root / "data").rglob("*.yaml")) if ".schema" not in path.parts])
        before = path.read_bytes()
        chance.choice(KINDS)(path, chance)
        made, refused = sites(warm_root, workshop)
        clean = Path(shutil.copytree(warm_root, tmp_path / f"schoon-{number}"))
        expected = from_nothing(clean)
        if refused:
            assert refused == expected, (number, path)
            path.write_bytes(before)
            continue
        assert isinstance(expected, dict), expected
        assert differing(expected, made[-1]) == set(), (number, path)
        if len(made) == 2:
            assert not any(re.match(r"(school|plaats|bestuur|voorziening|hulpvraag|ouders)/.*html", name) for name in differing(*made)), "a page came late"
            early += 1
        good += 1
    assert good >= EDITS // 2, "nearly every edit was refused, so little was compared"
    assert early >= good // 2, "hardly ever did the pages come first"


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


@pytest.mark.usefixtures("remembering")
def test_a_school_that_changes_changes_no_page_of_another_school(warm_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason for it all: what is planned anew is what hangs on the change."""
    workshop = pipeline.Workshop.of(warm_root)
    sites(warm_root, workshop)
    planned: list[str] = []
    view = school._view
    monkeypatch.setattr(school, "_view", lambda *given: planned.append(given[1].id) or view(*given))
    view_of_place = plaats.PlaatsView
    monkeypatch.setattr(plaats, "PlaatsView", lambda *given: planned.append(given[0]) or view_of_place(*given))
    path = warm_root / "data" / "schools.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("denominatie: onbekend", "denominatie: Openbaar"), encoding="utf-8")
    sites(warm_root, workshop)
    assert planned == ["99AA01", "Testdam"]
    planned.clear()
    path.write_text(path.read_text(encoding="utf-8").replace("9983 AA, plaats: Proefhaven", "9983 AA, plaats: Testdam"), encoding="utf-8")
    sites(warm_root, workshop)
    assert planned == ["99AD00", "Proefhaven", "Testdam"]


def test_what_is_refused_after_the_pages_came_takes_them_back(warm_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", ON_THE_DAY["SOURCE_DATE_EPOCH"])
    maker = builder._Maker(warm_root)
    seen: dict[str, bytes] = {}

    def build() -> list[bool]:
        told = []
        for news in maker.build():
            for path in news.gone:
                del seen[path]
            seen.update(news.changed)
            told.append((news.is_good, news.is_whole))
        return told

    assert build() == [(True, True)]
    maker.learn()
    before = dict(seen)
    path = warm_root / "data" / "schools.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("naam: ", "naam: Proef ", 1), encoding="utf-8")

    def refuse(*_: object) -> None:
        raise Refused([Finding(Location("data/schools.yaml"), "proef", "Dit mag niet.")])

    with monkeypatch.context() as broken:
        broken.setattr("portaal.preview.make_rest", refuse)
        assert build() == [(True, False), (False, True)]
    assert seen == before
    assert build() == [(True, False), (True, True)]
    assert {name for name in seen if seen[name] != before.get(name)} >= {"zoek/index.json", "data/scholen.json"}


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
