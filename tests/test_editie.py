"""An edition: records of several portals in one, each clearly from whom, and nothing of them written down again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from miniature import MINIATURE, REGION_DAY, REPO
from portaal import pipeline
from portaal.editie import other_roots, verband_of
from portaal.lastbuild import LastBuild
from portaal.load import load
from portaal.model import BY_ID, KINDS, REFS, Portal, Record
from portaal.plekken import collect_facets, collect_plekken
from portaal.urls import resolve
from portaal.validate import build_portal

STEUNPUNT = REPO / "examples" / "steunpunt"
FILES = tuple(file for file, _ in KINDS.values())


def read(root: Path) -> Portal:
    portal, _ = build_portal(load(root, FILES)[0])
    assert portal is not None
    return portal


@pytest.fixture(scope="module")
def editie() -> Portal:
    return read(STEUNPUNT)


@pytest.fixture(scope="module")
def regions() -> dict[str, Portal]:
    return {"haarlemmermeer": read(REPO), "haaglanden": read(REPO / "examples" / "haaglanden")}


def test_the_example_is_good() -> None:
    portal, _, _, findings = pipeline.read_portal(STEUNPUNT, REGION_DAY)
    assert [verband.id for verband in portal.samenwerkingsverbanden] == ["haarlemmermeer", "haaglanden"]
    assert findings == []
    assert pipeline.read_taal(STEUNPUNT) == []


@pytest.mark.parametrize("kind", ["school", "bestuur", "voorziening", "routekaart", "onderdeel", "document"])
def test_everything_of_each_region_is_there_and_is_from_it(editie: Portal, regions: dict[str, Portal], kind: str) -> None:
    own = {id_: [found for found in editie.records(kind) if (verband := verband_of(editie, kind, found)) and verband.id == id_] for id_ in regions}
    for id_, region in regions.items():
        prefix = "" if kind == "school" else f"{id_}-"
        assert own[id_] == [f"{prefix}{found}" for found in region.records(kind)]
    assert sum(map(len, own.values())) == len(editie.records(kind)) > 0


def test_nothing_of_a_region_is_written_down_again() -> None:
    assert {path.name for path in (STEUNPUNT / "data").iterdir()} == {"organisatie.yaml", "mededelingen.yaml"}


def inside(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield (field, text) of every text in a value."""
    if isinstance(value, Record):
        for field in type(value).model_fields:
            yield from inside(getattr(value, field), field)
    elif isinstance(value, tuple):
        for item in value:
            yield from inside(item, name)
    elif isinstance(value, str) and value:
        yield name, value


def loose_ends(portal: Portal) -> list[str]:
    """Return every reference in the records of a portal that leads nowhere."""

    def leads(name: str, value: str) -> bool:
        if name in REFS:
            return value.startswith(("woord:", "organisatie:")) or resolve(portal, value) is not None
        return name not in BY_ID or value in portal.records(BY_ID[name])

    texts = ((kind, id_, name, value) for kind, id_, record in portal.all_records() for name, value in inside(record))
    return [f"{kind}:{id_} {name} {value}" for kind, id_, name, value in texts if BY_ID.get(name) != kind and not leads(name, value)]


def test_every_reference_leads_somewhere(editie: Portal) -> None:
    assert loose_ends(editie) == []
    toegang = editie.voorzieningen["haarlemmermeer-sbo-de-klimboom"].toegang
    assert toegang.routekaart == "haarlemmermeer-tlv"
    assert {ref for entry in editie.zoektaal for ref in entry.vindt} >= {"voorziening:haarlemmermeer-internationale-taalklas", "hulpvraag:autisme"}


def test_a_reference_to_what_stayed_behind_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portaal.editie._without_loose_ends", lambda raw: raw)
    assert any("pagina:ouders/niet-eens" in end for end in loose_ends(read(STEUNPUNT)))


def test_a_title_says_from_whom_where_the_title_alone_does_not(editie: Portal, regions: dict[str, Portal]) -> None:
    assert editie.routekaarten["haarlemmermeer-ccp"].titel == f"{regions['haarlemmermeer'].routekaarten['ccp'].titel} (Haarlemmermeer)"
    afspraken = {id_: regel for id_, regel in regions["haarlemmermeer"].regels.items() if regel.soort != "wet"}
    assert afspraken
    for id_, regel in afspraken.items():
        assert editie.regels[f"haarlemmermeer-{id_}"].titel == f"{regel.titel} (Haarlemmermeer)"
    wetten = {id_ for region in regions.values() for id_, regel in region.regels.items() if regel.soort == "wet"}
    assert wetten == {id_ for id_, regel in editie.regels.items() if regel.soort == "wet"}


def test_the_finder_says_from_whom(editie: Portal) -> None:
    plekken = collect_plekken(editie)
    assert {plek.waarom[-1] for plek in plekken} == {"van: Haarlemmermeer", "van: Haaglanden"}
    facet = next(facet for facet in collect_facets(editie, plekken) if facet.id == "samenwerkingsverband")
    assert {waarde.titel: waarde.aantal for waarde in facet.waarden} == {"Haarlemmermeer": 67, "Haaglanden": 193}


def test_any_other_portal_is_of_one_partnership(regions: dict[str, Portal]) -> None:
    region = regions["haarlemmermeer"]
    assert region.samenwerkingsverbanden == ()
    assert not any(facet.id == "samenwerkingsverband" for facet in collect_facets(region, collect_plekken(region)))
    assert resolve(region, "pagina:samenwerkingsverband") is None
    assert other_roots(REPO) == ()


# Small editions of copies of the fictional region


def make(folder: Path, rows: str, *roots: str) -> Path:
    """Write an edition with the rows of its settings, beside copies of tests/portaal."""
    for name in roots:
        shutil.copytree(MINIATURE, folder / name, ignore=shutil.ignore_patterns("build", "leestalen", "vertalingen"))
    editie = folder / "editie"
    shutil.copytree(STEUNPUNT, editie, ignore=shutil.ignore_patterns("build"))
    settings = (editie / "mkdocs.yml").read_text(encoding="utf-8")
    before, after = settings.split("  samenwerkingsverbanden:\n")
    (editie / "mkdocs.yml").write_text(f"{before}  samenwerkingsverbanden:\n{rows}{after[after.index('  kleuren:'):]}", encoding="utf-8")
    return editie


def row(id_: str, to: str = "") -> str:
    return f"    - {{id: {id_}, naam: Verband {id_}, kort: {id_.title()}, map: {to or f'../{id_}'}}}\n"


def test_two_regions_with_the_same_keys_stay_apart(tmp_path: Path) -> None:
    """Both copies hold the same keys; only the schools, which are the same in the whole country, are one."""
    portal = read(make(tmp_path, row("a") + row("b"), "a", "b"))
    one = read(MINIATURE)
    assert list(portal.voorzieningen) == [f"{verband}-{id_}" for verband in "ab" for id_ in one.voorzieningen]
    assert list(portal.schools) == list(one.schools)
    assert list(portal.hulpvragen) == list(one.hulpvragen)
    assert len(portal.zoektaal) <= 2 * len(one.zoektaal)
    assert [end for end in loose_ends(portal) if not end.startswith("mededeling:")] == []


@pytest.mark.parametrize(("rows", "says"), [
    ("    - {id: a, naam: A}\n", "heeft een id, naam, kort en map nodig"),
    ("    - a\n", "heeft een id, naam, kort en map nodig"),
    ("    zomaar: tekst\n", "heeft een id, naam, kort en map nodig"),
    (row("a") + row("a"), "is er al, of wordt geen goed webadres"),
    (row("A B", "../a"), "is er al, of wordt geen goed webadres"),
    (row("a", "../nergens"), "staat geen portaal van een samenwerkingsverband"),
    (row("a", "."), "staat geen portaal van een samenwerkingsverband"),
])  # fmt: skip
def test_wrong_settings_are_told(tmp_path: Path, rows: str, says: str) -> None:
    findings = load(make(tmp_path, rows, "a"), FILES)[1]
    assert [finding.where.path for finding in findings if finding.rule == "samenwerkingsverbanden" and says in finding.message] == ["mkdocs.yml"]


def test_an_edition_of_editions_is_refused(tmp_path: Path) -> None:
    inner = make(tmp_path, row("a"), "a")
    inner.rename(tmp_path / "binnen")
    findings = load(make(tmp_path, row("binnen")), FILES)[1]
    assert any("is zelf een editie" in finding.message for finding in findings)


def test_a_file_that_cannot_be_read_is_told_with_its_folder(tmp_path: Path) -> None:
    editie = make(tmp_path, row("a"), "a")
    (tmp_path / "a" / "data" / "schools.yaml").write_text("- brin: [\n", encoding="utf-8")
    assert "../a/data/schools.yaml" in {finding.where.path for finding in load(editie, FILES)[1]}


def test_a_school_that_changes_in_its_own_portal_is_noticed(tmp_path: Path) -> None:
    """A build that has nothing to do must look at all that an edition is made of."""
    editie = make(tmp_path, row("a"), "a")
    assert [os.path.realpath(other) for other in other_roots(editie)] == [os.path.realpath(tmp_path / "a")]

    def last() -> LastBuild:
        return LastBuild(editie, editie / "build" / "site", REGION_DAY, editie / "build" / "cache")

    (editie / "build" / "cache").mkdir(parents=True)
    last().keep(1, [])
    assert last().result() == (1, ())
    schools = tmp_path / "a" / "data" / "schools.yaml"
    schools.write_text(schools.read_text(encoding="utf-8") + "\n# later\n", encoding="utf-8")
    assert last().result() is None
