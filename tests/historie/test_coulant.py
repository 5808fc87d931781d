"""`portaal build --coulant`: one broken record keeps its last good version and holds up nobody else."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from gitroot import commit, edit
from miniature import TODAY
from portaal import pipeline
from portaal.finding import Refused

GOOD = "naam: De Voorbeeldtak"


@pytest.fixture
def story(warm_root: Path) -> Path:
    """The fictional portal with a history of two days; the newest is good."""
    commit(warm_root, "2026-09-01")
    edit(warm_root, "data/schools.yaml", GOOD, "naam: De Nieuwe Tak")
    edit(warm_root, "content/over-ons.md", "Wij bestaan niet echt.", "Wij bestaan heus niet.")
    commit(warm_root, "2026-10-01")
    return warm_root


def build(root: Path, *, is_lenient: bool = True) -> pipeline.Built:
    workshop = pipeline.Workshop(root / "build" / "cache")
    return pipeline.build(root, root / "build" / "site", today=TODAY, workshop=workshop, is_lenient=is_lenient)


def text_of(built: pipeline.Built, path: str) -> str:
    return " ".join(lxml.html.document_fromstring(built.files[path]).xpath("string(//main)").split())


def told(built: pipeline.Built) -> list[str]:
    assert all(finding.level == "waarschuwing" for finding in built.findings)
    return [f"{finding.where.path} {finding.rule}" for finding in built.findings]


def test_a_good_portal_is_built_as_ever(story: Path) -> None:
    strict, lenient = build(story, is_lenient=False), build(story)
    assert strict.files == lenient.files
    assert lenient.findings == ()


@pytest.mark.parametrize(("old", "new", "rule"), [
    ("naam: De Nieuwe Tak", "naam: De Nieuwe Tak\n  kleur: groen", "onbekend-veld"),
    ("adres: {straat: Takweg, huisnummer: 3, postcode: 9982 AA", "adres: {straat: Takweg, huisnummer: 3, postcode: 9982AA", "waarde"),
    ("naam: De Nieuwe Tak", 'naam: "De Nieuwe Tak', "yaml"),
    ("naam: De Nieuwe Tak", "naam: De Nieuwe Tak: nu", "yaml"),
])  # fmt: skip
def test_a_broken_record_in_a_list(story: Path, old: str, new: str, rule: str) -> None:
    edit(story, "data/schools.yaml", "telefoon: 0201234568", "telefoon: 0201234569")  # good news in the same file
    edit(story, "data/schools.yaml", old, new)
    commit(story, "2026-11-01")
    with pytest.raises(Refused):
        build(story, is_lenient=False)
    built = build(story)
    assert told(built) == [f"data/schools.yaml {rule}", "data/schools.yaml vorige-versie"]
    assert "'99AA01' de versie van 1 oktober 2026" in built.findings[1].message
    broken, other = text_of(built, "school/de-voorbeeldtak/index.html"), text_of(built, "school/de-voorbeeldboom/index.html")
    assert broken.startswith("De Nieuwe Tak")
    assert "zijn van 1 oktober 2026. Een nieuwere versie wordt nagekeken." in broken
    assert "020 - 123 45 69" in other and "nieuwere versie" not in other


def test_a_broken_page(story: Path) -> None:
    edit(story, "content/over-ons.md", "Wij bestaan heus niet.", "[Wij](bestaat-niet.md) bestaan.")
    built = build(story)  # not even committed
    assert told(built) == ["content/over-ons.md link", "content/over-ons.md vorige-versie"]
    assert "Wij bestaan heus niet." in text_of(built, "over-ons/index.html")
    assert "zijn van 1 oktober 2026" in text_of(built, "over-ons/index.html")


def test_a_version_that_was_wrong_too_is_passed_over(story: Path) -> None:
    edit(story, "content/over-ons.md", "Wij bestaan heus niet.", "[Wij](bestaat-niet.md) bestaan.")
    commit(story, "2026-11-01")
    edit(story, "content/over-ons.md", "[Wij](bestaat-niet.md) bestaan.", "[Wij](ook-niet.md) bestaan.")
    commit(story, "2026-11-02")
    assert "zijn van 1 oktober 2026" in text_of(build(story), "over-ons/index.html")


def test_what_was_never_good_is_left_out(story: Path) -> None:
    path = story / "data" / "besturen.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n- id: nieuw-bestuur\n  naam: Nieuw\n  plaats: []\n  bron: [{id: testregister}]\n", encoding="utf-8")
    (story / "content" / "nieuw.md").write_text("---\nbeschrijving: Nieuw.\n---\n# Nieuw\n\n[Weg](nergens.md)\n", encoding="utf-8")
    built = build(story)
    assert {"bestuur/nieuw-bestuur/index.html", "nieuw/index.html"}.isdisjoint(built.files)
    assert "bestuur/testbestuur/index.html" in built.files
    assert [finding.message for finding in built.findings if finding.rule == "vorige-versie"] == [
        "Van 'nieuw-bestuur' is geen goede versie; het staat niet op de site.", "Van dit bestand is geen goede versie; het staat niet op de site.",
    ]  # fmt: skip


def test_two_broken_records_at_once(story: Path) -> None:
    edit(story, "data/schools.yaml", "naam: De Nieuwe Tak", "naam: []")
    edit(story, "data/besturen.yaml", "naam: Stichting Voorbeeldbestuur", "naam: []")
    built = build(story)
    assert "zijn van 1 oktober 2026" in text_of(built, "school/de-voorbeeldtak/index.html")
    assert "zijn van 1 september 2026" in text_of(built, "bestuur/voorbeeldbestuur/index.html")


@pytest.mark.parametrize(("path", "old", "new"), [
    ("mkdocs.yml", "site_url: https://", "site_url: ftp://"),
    ("data/postcodes.csv", "pc4,", "pc5,"),
])  # fmt: skip
def test_what_no_record_owns_still_stops(story: Path, path: str, old: str, new: str) -> None:
    edit(story, path, old, new)
    with pytest.raises(Refused) as refused:
        build(story)
    assert {finding.where.path for finding in refused.value.findings} == {path}


def test_where_no_version_helps_it_stops_with_the_first_findings(story: Path) -> None:
    # The board goes, and schools go on naming it: no version of those schools is without it.
    text = (story / "data" / "besturen.yaml").read_text(encoding="utf-8")
    (story / "data" / "besturen.yaml").write_text(text[text.index("- id: testbestuur") :], encoding="utf-8")
    with pytest.raises(Refused) as refused:
        build(story)
    assert "onbekende-verwijzing" in {finding.rule for finding in refused.value.findings}


def test_without_git_it_stops(root: Path) -> None:
    edit(root, "data/schools.yaml", GOOD, "naam: []")
    with pytest.raises(Refused):
        build(root)
