"""What staff and the board look at: the dashboard and the table of coverage, true for any day."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.cli import main
from portaal.dekking import OVERAL, build_csv, build_dekking
from portaal.model import Portal
from portaal.overzicht import NIEMAND, build_overzicht


@pytest.fixture(scope="module")
def portal() -> Portal:
    return pipeline.read_portal(MINIATURE, TODAY)[0]


def test_coverage_counts_each_provision_where_it_belongs(portal: Portal) -> None:
    dekking = build_dekking(portal)
    rows = {hulpvraag.id: number for number, hulpvraag in enumerate(dekking.hulpvragen)}
    for voorziening in portal.voorzieningen.values():
        found = [vak for id_ in voorziening.hulpvragen for vak in dekking.per_plaats[rows[id_]] if voorziening in vak.voorzieningen]
        counts = voorziening.staat not in ("niet", "in_opbouw")
        assert len(found) == (len(voorziening.hulpvragen) if counts else 0), voorziening.id
    assert dekking.plaatsen[-1] == OVERAL
    # Nobody is lost by age: each is in a bouw or named as without.
    by_age = {v.id for row in dekking.per_bouw for vak in row for v in vak.voorzieningen} | {v.id for v in dekking.zonder_leeftijd}
    assert by_age == {v.id for row in dekking.per_plaats for vak in row for v in vak.voorzieningen}


def test_a_blank_spot_is_named(portal: Portal) -> None:
    dekking = build_dekking(portal)
    empty = [(h.id, bouw.van) for h, bouw in dekking.witte_vlekken]
    counted = [(h.id, (1, 3, 6)[number]) for h, row in zip(dekking.hulpvragen, dekking.per_bouw, strict=True) for number, vak in enumerate(row) if not vak.aantal and not vak.misschien]
    assert empty == counted and empty, "the fictional region has at least one"


def test_a_place_of_which_nobody_said_for_whom_is_no_blank_spot(portal: Portal) -> None:
    """Else the board would look for what is there."""
    silent = replace(portal, voorzieningen={id_: v.model_copy(update={"groep": None, "leeftijd": None}) for id_, v in portal.voorzieningen.items()})
    dekking = build_dekking(silent)
    needs = {id_ for v in dekking.zonder_leeftijd for id_ in v.hulpvragen}
    assert needs and {h.id for h, _ in dekking.witte_vlekken} == set(portal.hulpvragen) - needs
    assert {vak.woord for row in dekking.per_bouw for vak in row} <= {"misschien", "geen"}


def test_the_spreadsheet_says_the_same(portal: Portal) -> None:
    rows = list(csv.DictReader(io.StringIO(build_csv(portal).decode("utf-8-sig")), delimiter=";"))
    dekking = build_dekking(portal)
    assert len(rows) == len(dekking.hulpvragen) * (len(dekking.plaatsen) + 3)
    assert sum(row["witte_vlek"] == "ja" for row in rows if row["naar"] == "bouw") == len(dekking.witte_vlekken)
    assert all((row["aantal"] == row["leeftijd_onbekend"] == "0") == (row["witte_vlek"] == "ja") for row in rows)


def test_the_overview_moves_with_the_clock(portal: Portal) -> None:
    now = build_overzicht(portal, TODAY, {})
    later = build_overzicht(portal, TODAY + dt.timedelta(days=400), {})
    assert len(later.verlopen) > len(now.verlopen)
    assert not later.binnenkort
    assert sum(late for late, _ in later.per_eigenaar.values()) == len(later.verlopen)
    assert NIEMAND in later.per_eigenaar and len(later.per_eigenaar) > 1
    assert [item.dag for item in later.verlopen] == sorted(item.dag for item in later.verlopen if item.dag)


def test_heavy_files_and_long_sentences_come_first(portal: Portal) -> None:
    found = build_overzicht(portal, TODAY, {"a.jpg": 300_000, "b.pdf": 900_000, "c.svg": 2_000})
    assert found.zware_bestanden == (("b.pdf", 900_000), ("a.jpg", 300_000))
    lengths = [words for _, words in found.lange_zinnen]
    assert lengths == sorted(lengths, reverse=True) and lengths


def test_the_pages_are_there_for_staff_and_not_for_search_engines(portal: Portal, _prose: Path) -> None:
    built = pipeline.make_site(MINIATURE, today=TODAY, workshop=pipeline.Workshop(_prose))
    for url in ("beheer/overzicht/", "beheer/dekkend-aanbod/"):
        page = html.fromstring(built.files[f"{url}index.html"])
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert url.encode() not in built.files["sitemap.xml"]
    cells = html.fromstring(built.files["beheer/dekkend-aanbod/index.html"]).xpath("//table[1]/tbody/tr/td/text()")
    dekking = build_dekking(portal)
    assert cells[: len(dekking.hulpvragen) * 3] == [vak.woord for row in dekking.per_bouw for vak in row]
    assert built.files["beheer/dekkend-aanbod.csv"] == build_csv(portal)


def test_the_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert main(["overzicht", "--root", str(MINIATURE)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Stand van 17-03-2030\n\nVerlopen: ")
    assert f"({NIEMAND})" in said
    assert main(["overzicht", "--json", "--root", str(MINIATURE)]) == 0
    assert json.loads(capsys.readouterr().out)["verlopen"] > 0
