"""A confirmation is one act: role and day, and not one other character."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from miniature import REPO, TODAY, Portaal
from portaal.bevestig import SOORTEN, confirm
from portaal.facts import read_facts
from portaal.finding import Refused
from portaal.rollen import ROLLEN, looks_like_a_person

from .test_uitvraag import changed_lines


def confirmed(root: Path, soort: str, id_: str = "", door: str = "directeur", op: dt.date = TODAY) -> list[str]:
    """Confirm, and return the lines that changed."""
    files = {path: path.read_bytes() for folder in ("data", "content") for path in (root / folder).rglob("*") if path.is_file()}
    path, _ = confirm(root, soort, id_, door, op, TODAY)
    assert [file for file, old in files.items() if file.read_bytes() != old] in ([root / path], [])
    return changed_lines(files[root / path].decode(), (root / path).read_text())


def test_a_school_is_confirmed_with_its_offer_of_this_year_only(root: Path) -> None:
    assert confirmed(root, "school", "99AA00") == [
        "-       bevestigd: {op: 2026-10-30, door: intern begeleider}", "+       bevestigd: {op: 2026-11-21, door: directeur}",
        "-   bevestigd: {op: 2026-11-06, door: directeur}", "+   bevestigd: {op: 2026-11-21, door: directeur}",
    ]
    assert confirmed(root, "school", "99AA00") == []


def test_a_record_without_confirmation_gets_one_behind_its_date(root: Path) -> None:
    file = root / "data" / "schools.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert confirmed(root, "school", "de-voorbeeldtak") == ["+   bevestigd:", "+     op: 2026-11-21", "+     door: directeur"]
    assert b"gecontroleerd_op: 2026-11-02\r\n  bevestigd:\r\n    op: 2026-11-21\r\n" in file.read_bytes()


@pytest.mark.parametrize("soort", SOORTEN)
def test_every_kind_that_bears_a_confirmation_can_get_one(root: Path, soort: str) -> None:
    kind = "organisatie" if soort == "steunpunt" else soort
    ids = [id_ for place, id_ in read_facts(root, TODAY).places if place == kind]
    assert ids or kind in ("planproces",)
    for id_ in ids[:2]:
        confirmed(root, soort, id_, "redactie")
        record = read_facts(root, TODAY, kind).records(kind)[id_]
        record = record.meta if soort == "pagina" else record.steunpunt if soort == "steunpunt" else record
        assert (record.bevestigd.door, record.bevestigd.op) == ("redactie", TODAY)


@pytest.mark.parametrize("name", ["Jan Verzonnen", "mevrouw Verzonnen", "J. de Test", "Verzonnen", "a@b.invalid", "Test van der Proef", "directeur Jan Verzonnen", ""])
def test_a_person_is_refused(root: Path, name: str) -> None:
    with pytest.raises(Refused) as wrong:
        confirm(root, "school", "99AA00", name, TODAY, TODAY)
    assert wrong.value.findings[0].rule == "bevestig-naam"


def test_no_usual_role_looks_like_a_person() -> None:
    assert not [role for role in (*ROLLEN, "Intern begeleider", "leerkracht van groep acht") if looks_like_a_person(role)]


def test_what_cannot_be_is_refused_and_nothing_is_written(root: Path, portaal: Portaal) -> None:
    old = (root / "data" / "schools.yaml").read_bytes()
    for words, said in (
        (("school", "99AA1"), "Bedoelt u '99AA01'?"), (("scool", "99AA00"), "Bedoelt u 'school'?"), (("school",), "Welke school bedoelt u?"),
        (("school", "99AA00", "--op", "2027-01-01"), "moet nog komen"), (("pagina", "ouders/nergens"), "Er is geen pagina"),
    ):
        wrong = portaal("bevestig", *words, "--door", "directeur", "--root", root)
        assert wrong.returncode == 2 and said in wrong.stderr and "Traceback" not in wrong.stderr, wrong.stderr
    assert (root / "data" / "schools.yaml").read_bytes() == old
    asked = portaal("bevestig", "school", "99AA00", "--door", "rekenjuf", "--root", root)
    assert asked.returncode == 0 and "geen bekende functie" in asked.stderr and "bevestigd door rekenjuf op 21 november 2026" in asked.stdout


def test_pages_and_records_of_the_region_can_be_confirmed(tmp_path: Path) -> None:
    import shutil

    root = tmp_path / "regio"
    shutil.copytree(REPO / "data", root / "data")
    shutil.copytree(REPO / "content", root / "content")
    shutil.copy(REPO / "mkdocs.yml", root)
    day = max(dt.date(2026, 11, 22), TODAY)
    portal = read_facts(root, day)
    for kind, id_ in (("school", next(iter(portal.schools))), ("routekaart", "ccp"), ("pagina", "ouders/steunpunt"), ("regel", next(iter(portal.regels)))):
        path, _ = confirm(root, kind, id_, "redactie", day, day)
        added = [line for line in changed_lines((REPO / path).read_text(), (root / path).read_text()) if line.startswith("+")]
        assert 1 <= len(added) <= 3
