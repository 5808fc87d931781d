"""A form goes out, a school fills it in, and only what it answered changes."""

from __future__ import annotations

import difflib
import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from miniature import MINIATURE, REPO, TODAY, Portaal
from portaal.facts import read_facts
from portaal.model.school import Aanbod
from portaal.uitvraag import apply, judge, make_formulier, write_xlsx
from portaal.uitvraag.antwoorden import changed_entry
from portaal.uitvraag.lezen import read
from portaal.uitvraag.vragen import antwoorden_of, clean, entries

from .conftest import WHO, YEAR, fill, make_form, places


def changed_lines(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


def test_every_onderdeel_is_asked_with_every_field(root: Path) -> None:
    portal = read_facts(root, TODAY)
    asked = {vraag.sleutel for vraag in make_formulier(portal, portal.schools["99AA01"], YEAR).vragen}
    for onderdeel in portal.onderdelen.values():
        name = "hb" if onderdeel.soort == "hb" else "aanbod"
        assert {f"{name}/{onderdeel.id}/{field}" for field in Aanbod.model_fields if field != "onderdeel"} <= asked
    assert {"bron", "vindplaats", "grenzen/1", "contact/telefoon", "bevestigd/door", "bevestigd/op"} <= asked


def test_a_new_onderdeel_is_a_new_question(root: Path) -> None:
    file = root / "data" / "ondersteuning.yaml"
    before = places(make_form(root, "99AA01"))
    file.write_text(file.read_text() + "\n- {id: nieuw-deel, titel: Nieuw deel, soort: extra, uitleg: Verzonnen., bron: [{id: testregister}]}\n")
    after = places(make_form(root, "99AA01"))
    assert set(after) - set(before) == {"aanbod/nieuw-deel/staat", "aanbod/nieuw-deel/toelichting", "aanbod/nieuw-deel/sinds"}


def test_the_same_form_has_the_same_bytes(root: Path) -> None:
    assert make_form(root, "99AA00") == make_form(root, "99AA00")


def test_only_answers_can_be_changed_and_choices_come_from_a_list(root: Path) -> None:
    content = make_form(root, "99AA00")
    book = load_workbook(io.BytesIO(content))
    answers = set(places(content).values())
    for sheet in book:
        assert sheet.protection.sheet
        open_cells = {(sheet.title, cell.coordinate) for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        assert open_cells == {place for place in answers if place[0] == sheet.title}
    lists = [rule for sheet in book for rule in sheet.data_validations.dataValidation]
    assert lists and all(rule.type == "list" for rule in lists)
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["Formulier", "Lijsten"]
    assert book["Uitleg"]["A3"].value.startswith('="U heeft "&(')


def test_answers_of_last_year_stand_in_the_form_but_not_its_confirmation(root: Path) -> None:
    content = make_form(root, "99AA00", "2027-2028")
    book, where = load_workbook(io.BytesIO(content)), places(content)
    shown = {key: book[sheet][cell].value for key, (sheet, cell) in where.items()}
    assert shown["aanbod/test-rekenen/staat"] == "Op aanvraag" and shown["hb/hb-test-voltijds/staat"] == "Nee, dat kan hier niet"
    assert shown["grenzen/2"].startswith("Ons gebouw heeft een trap")
    assert shown["bevestigd/door"] is shown["bevestigd/op"] is shown["vindplaats"] is None


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("school", ["99AA00", "99AA01"])
def test_a_form_that_comes_back_as_it_went_changes_no_byte(ronde: SimpleNamespace, ending: str, school: str) -> None:
    text = ronde.schools.read_text().replace("Twee keer per week leest", "Twee keer  per week\n            leest") + "# einde \r\n"
    ronde.schools.write_text(text, newline="")
    form = make_form(ronde.root, school, as_csv=ending == "csv")
    ronde.send(f"a.{ending}", form if ending == "csv" else fill(form, {}))
    said, is_good = ronde.read(write=True)
    assert is_good and "Niets veranderd (1)" in said
    assert ronde.schools.read_bytes() == text.encode()


def test_one_answer_changes_one_line(ronde: SimpleNamespace) -> None:
    old = ronde.schools.read_text()
    form = make_form(ronde.root, "99AA00")
    ronde.send("a.xlsx", fill(form, {"aanbod/test-rekenen/staat": "In opbouw", "bevestigd/op": "20-11-2026"}))
    said, is_good = ronde.read()
    assert is_good and ronde.schools.read_text() == old and "Dit is een proef" in said
    assert f"Ondersteuning!{places(form)['aanbod/test-rekenen/staat'][1]}  Rekenen, stand: Op aanvraag → In opbouw" in said
    said, is_good = ronde.read(write=True)
    assert changed_lines(old, ronde.schools.read_text()) == [
        "-       bevestigd: {op: 2026-10-30, door: intern begeleider}",
        "+       bevestigd: {op: 2026-11-20, door: intern begeleider}",
        "-         - {onderdeel: test-rekenen, staat: op_aanvraag, toelichting: De rekencoach komt als u erom vraagt.}",
        "+         - {onderdeel: test-rekenen, staat: in_opbouw, toelichting: De rekencoach komt als u erom vraagt.}",
    ]
    assert ronde.read(write=True)[0].count("Niets veranderd") == 1


def test_a_first_form_is_a_new_year_in_the_record(ronde: SimpleNamespace) -> None:
    old = ronde.schools.read_text()
    answers = WHO | {"aanbod/voorbeeld-lezen/staat": "Ja, dat biedt de school nu", "grenzen/3": "= geen lift: nooit", "contact/telefoon": "020-1234567"}
    ronde.send("a.xlsx", fill(make_form(ronde.root, "99AA01"), answers))
    said, is_good = ronde.read(write=True)
    assert is_good and "Nieuw schooljaar (1)" in said
    assert changed_lines(old, ronde.schools.read_text()) == [
        "+   ondersteuningsaanbod:", "+     - schooljaar: 2026-2027", "+       bron: schoolgids",
        "+       bevestigd:", "+         op: 2026-10-30", "+         door: directeur",
        "+       aanbod:", "+         - {onderdeel: voorbeeld-lezen, staat: nu}",
        '+       grenzen:', '+         - "= geen lift: nooit"', "+       contact:", '+         telefoon: "020-1234567"',
    ]


def test_what_changed_here_meanwhile_is_told_and_not_lost(ronde: SimpleNamespace) -> None:
    form = make_form(ronde.root, "99AA00")
    ronde.schools.write_text(ronde.schools.read_text().replace("De rekencoach komt als u erom vraagt.", "De redactie schreef dit.")
                             .replace("staat: met_partner", "staat: niet"))
    ronde.send("a.xlsx", fill(form, {"aanbod/extra-test/staat": "Op aanvraag", "bevestigd/op": "20-11-2026"}))
    said, is_good = ronde.read(write=True)
    assert not is_good
    assert "Sinds het formulier wegging, is dit hier veranderd in 'niet'. De school zegt 'op_aanvraag'." in said
    assert "Het portaal zegt nu 'De redactie schreef dit.'" in said
    new = ronde.schools.read_text()
    assert "De redactie schreef dit." in new and "extra-test, staat: op_aanvraag" in new


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"aanbod/test-rekenen/toelichting": "Met de tafels."}, "Ik neem 'onbekend'"),
        ({"grenzen/1": "Geen\u200b lift."}, "onzichtbare tekens"),
        ({"bevestigd/door": "rekenjuf"}, "'rekenjuf' is geen bekende functie"),
        ({"contact/telefoon": "06-12345678"}, "Dit is een mobiel nummer"),
        ({"contact/email": "a.voorbeeld@school.invalid"}, "lijkt van een persoon"),
        ({"grenzen/1": "Lang. " * 120}, "Dit antwoord is lang"),
        ({"bevestigd/op": "12-01-2026"}, "ligt lang voor schooljaar"),
    ],
)
def test_a_doubtful_answer_is_read_and_told(ronde: SimpleNamespace, answers: dict[str, str], words: str) -> None:
    ronde.send("a.xlsx", fill(make_form(ronde.root, "99AA01"), WHO | answers))
    said, is_good = ronde.read()
    assert not is_good and "Nieuw schooljaar (1)" in said and words in said


def test_a_note_in_the_margin_is_told(ronde: SimpleNamespace) -> None:
    def spoil(book) -> None:
        book["Ondersteuning"]["H12"] = "Zie de mail"

    ronde.send("a.xlsx", fill(make_form(ronde.root, "99AA01"), WHO, spoil))
    said, is_good = ronde.read()
    assert not is_good and "Ondersteuning!H12: 'Zie de mail'" in said


def test_numbers_and_days_that_a_spreadsheet_made_are_text_again(ronde: SimpleNamespace) -> None:
    answers = WHO | {"bevestigd/op": TODAY, "contact/telefoon": 201234567, "grenzen/1": 2.0}
    ronde.send("a.xlsx", fill(make_form(ronde.root, "99AA01"), answers))
    said, _ = ronde.read()
    assert "Over uw school!C19: '201234567' is geen telefoonnummer" in said
    ronde.send("a.xlsx", fill(make_form(ronde.root, "99AA01"), answers | {"contact/telefoon": "0201234567"}))
    said, is_good = ronde.read(write=True)
    assert is_good and "op: 2026-11-21" in ronde.schools.read_text()


NAUGHTY = [
    "=1+1", "'=1+1", "''x", "-5", "@a", "+31", "#REF!", "null", "ja", "no", "~", "05E1", "12:30", "- x", "a: b", "a #b", "{{ x }}", "{% x %}",
    "<script>alert(1)</script>", "&amp;", '"', "'", "\\", "\\n", "%s", "日本語", "😀", "e\u0301", "a;b", "a,b", "a\tb", "x" * 500, "_x0041_", "1e5",
    "!tag", "*ref", "&anker", "[a", "{a", "? a", "| a", "> a", "---", "...", "\u00a0x\u00a0", "onbekend",
]
TEXT = st.one_of(st.sampled_from(NAUGHTY), st.text(st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufffe\uffff"), max_size=30))
STAAT = st.sampled_from(["nu", "op_aanvraag", "met_partner", "in_opbouw", "niet", "onbekend"])
ANSWERS = st.fixed_dictionaries({}, optional={
    "aanbod/voorbeeld-lezen/staat": STAAT, "aanbod/test-rekenen/staat": STAAT, "hb/hb-voorbeeld/staat": STAAT,
    "aanbod/voorbeeld-lezen/toelichting": TEXT, "hb/hb-voorbeeld/toelichting": TEXT, "aanbod/voorbeeld-lezen/sinds": st.just("2020-2021"),
    "grenzen/1": TEXT, "grenzen/2": TEXT, "grenzen/5": TEXT, "contact/toelichting": TEXT,
})
PORTAL = read_facts(MINIATURE, TODAY)
SCHOOLS = (MINIATURE / "data" / "schools.yaml").read_bytes()


@pytest.mark.parametrize("school", ["99AA00", "99AA01"])
@settings(max_examples=8, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.too_slow])
@given(answers=ANSWERS)
@example(answers={f"grenzen/{number}": text for number, text in enumerate(NAUGHTY[:5], start=1)})
@example(answers={})
def test_what_a_school_answers_is_what_the_file_says(school: str, answers: dict[str, str]) -> None:
    formulier = make_formulier(PORTAL, PORTAL.schools[school], YEAR)
    words = {vraag.sleutel: vraag.keuzes for vraag in formulier.vragen}
    typed = WHO | {key: words[key].get(text, text) for key, text in answers.items()}
    retour = read("a.xlsx", fill(write_xlsx(formulier, PORTAL.organisatie), typed))
    meant = {cel.sleutel: clean(typed.get(cel.sleutel, words[cel.sleutel].get(cel.verstuurd, cel.verstuurd))) for cel in retour.cellen}
    uitslag = judge(PORTAL, retour, TODAY)
    new = yaml.load(apply(SCHOOLS, "data/schools.yaml", [uitslag]), Loader=yaml.BaseLoader)
    record = next(record for record in new if record["brin"] + record["vestiging"] == school)
    year = next(year for year in record["ondersteuningsaanbod"] if year["schooljaar"] == YEAR)
    stored = {key: words[key].get(text, text) for key, text in antwoorden_of(year, formulier.vragen).items()}
    # Limits close up, and an explanation without a word on how far it is gets one.
    limits = [text for key, text in sorted(meant.items()) if key.startswith("grenzen/") and text]
    assert year.get("grenzen", []) == limits
    expected = {key: text for key, text in meant.items() if text and not key.startswith("grenzen/")}
    for key in [key for key in expected if re.fullmatch(r"(aanbod|hb)/.*/(toelichting|sinds)", key)]:
        expected.setdefault(key.rpartition("/")[0] + "/staat", words["aanbod/voorbeeld-lezen/staat"]["onbekend"])
    expected["bevestigd/op"] = "2026-10-30"
    assert {key: text for key, text in stored.items() if not key.startswith("grenzen/")} == {
        key: text for key, text in expected.items() if text != "onbekend" or key.endswith("staat")}


def test_an_entry_without_changes_is_the_same_text() -> None:
    (_, entry) = entries(PORTAL, "99AA00")
    formulier = make_formulier(PORTAL, PORTAL.schools["99AA00"], YEAR)
    assert changed_entry(entry, {}, formulier.vragen, YEAR) == entry


def test_the_command_line(root: Path, portaal: Portaal, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    made = portaal("uitvraag", "--root", root, "--school", "99aa01", "--school", "de-voorbeeldboom", "--out", out)
    assert made.returncode == 0 and "2 formulieren voor schooljaar 2026-2027" in made.stdout, made.stderr
    read_back = portaal("inlezen", "--root", root, out)
    assert read_back.returncode == 0 and "Niets veranderd (2)" in read_back.stdout
    for words, said in (
        (("uitvraag", "--school", "99AA1"), "Bedoelt u '99AA01'?"), (("uitvraag",), "--school"), (("inlezen",), "BESTANDEN"),
        (("uitvraag", "--alle", "--schooljaar", "2026"), "geen schooljaar"), (("inlezen", tmp_path / "nergens"), "bestaat niet"),
    ):
        wrong = portaal(*words, "--root", root)
        assert wrong.returncode == 2 and said in wrong.stderr and "Traceback" not in wrong.stderr


def test_forms_of_the_region_can_be_made() -> None:
    portal = read_facts(REPO, TODAY, "school", "onderdeel")
    school = next(iter(portal.schools.values()))
    formulier = make_formulier(portal, school, YEAR)
    assert len({vraag.sleutel for vraag in formulier.vragen}) == len(formulier.vragen) > 40
