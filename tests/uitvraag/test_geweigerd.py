"""Forms that cannot be trusted are refused with a word why, and never stop the others."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from miniature import REPO
from portaal.yamlshape import lines

from .conftest import WHO, fill, make_form, places

SPOIL: dict[str, tuple[Callable[[Any], None], str]] = {
    "formule": (lambda book: _set(book, "Ondersteuning", "D7", "=1+1"), "In cel D7 van blad 'Ondersteuning' staat een formule"),
    "twee antwoorden": (lambda book: _set(book, "Ondersteuning", "C7", "Op aanvraag / In opbouw"), "Ondersteuning!C7: Hier staan twee antwoorden"),
    "eigen woord": (lambda book: _set(book, "Ondersteuning", "C7", "op aanvraagg"), "Ondersteuning!C7: 'op aanvraagg' staat niet in de lijst. Bedoelt u 'Op aanvraag'?"),
    "vraag veranderd": (lambda book: _set(book, "Ondersteuning", "A7", "Iets anders"), "Bij cel C7 van blad 'Ondersteuning' hoort de vraag 'Lezen | Stand'"),
    "kolom erbij": (lambda book: book["Ondersteuning"].insert_cols(3), "Bij cel C7 van blad 'Ondersteuning'"),
    "rij weg": (lambda book: book["Ondersteuning"].delete_rows(7), "Bij cel C7 van blad 'Ondersteuning'"),
    "blad erbij": (lambda book: book.copy_worksheet(book["Ondersteuning"]), "Er is een blad 'Ondersteuning Copy' bijgekomen"),
    "blad weg": (lambda book: book.remove(book["Hoogbegaafd"]), "Het blad 'Hoogbegaafd' is weg"),
    "geen formulier": (lambda book: book.remove(book["Formulier"]), "Dit is geen formulier van 'portaal uitvraag'"),
    "andere school": (lambda book: _set(book, "Formulier", "B2", "99AA03"), "De school '99AA03' staat niet in data/schools.yaml. Bedoelt u '99AA"),
    "gesloten school": (lambda book: _set(book, "Formulier", "B2", "99AE00"), "De Oude Testschool is gesloten"),
    "oude versie": (lambda book: _set(book, "Formulier", "B1", "0"), "Dit formulier heeft versie '0'. Nu geldt versie 1"),
    "ander schooljaar": (lambda book: _set(book, "Formulier", "B4", "2024-2025"), "Dit formulier is voor schooljaar '2024-2025'. Het is nu 2026-2027"),
    "vraag vervallen": (lambda book: _set(book, "Formulier", "A6", "aanbod/weg/staat"), "De vragen zijn veranderd sinds dit formulier is gemaakt"),
    "naam": (lambda book: _set(book, "Over uw school", "C24", "mevrouw Verzonnen"), "Over uw school!C24: 'mevrouw Verzonnen' lijkt de naam van een persoon"),
    "niemand": (lambda book: _set(book, "Over uw school", "C24", None), "Over uw school!C24: Hier staat niet wie dit bevestigt"),
    "morgen": (lambda book: _set(book, "Over uw school", "C25", "22-11-2027"), "Over uw school!C25: Deze datum moet nog komen"),
    "geen dag": (lambda book: _set(book, "Over uw school", "C25", "31-02-2026"), "Over uw school!C25: '31-02-2026' is geen datum"),
    "geen webadres": (lambda book: _set(book, "Over uw school", "C8", "onze site"), "Over uw school!C8: 'onze site' is geen webadres"),
}


def _set(book: Any, sheet: str, cell: str, value: Any) -> None:
    book[sheet][cell].value = value


def repack(content: bytes, add: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, add.pop(name, b"") or old.read(name))
        for name, extra in add.items():
            new.writestr(name, extra)
    return out.getvalue()


FILES: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "macro's": ("a.xlsx", lambda form: repack(form, {"xl/vbaProject.bin": b"x"}), "Dit bestand bevat macro's"),
    "macro's toegestaan": ("a.xlsm", lambda form: repack(form, {"[Content_Types].xml": b"<Types>macroEnabled</Types>"}), "Dit bestand kan macro's bevatten"),
    "link naar buiten": ("a.xlsx", lambda form: repack(form, {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "haalt gegevens uit een ander bestand"),
    "verborgen bestand": ("a.xlsx", lambda form: repack(form, {"xl/embeddings/oleObject1.bin": b"x"}), "In dit bestand zit een ander bestand"),
    "documenttype": ("a.xlsx", lambda form: repack(form, {"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><sst/>'}), "niet door Excel gemaakt"),
    "bom": ("a.xlsx", lambda form: repack(form, {"xl/media/a.xml": b"0" * 21_000_000}), "wordt bij het openen veel te groot"),
    "te groot": ("a.xlsx", lambda form: b"PK" + b"x" * 5_000_001, "groter dan 5 MB"),
    "leeg": ("a.xlsx", lambda form: b"", "Dit bestand is leeg"),
    "afgebroken": ("a.xlsx", lambda form: form[: len(form) // 2], "kapot of geen Excel-werkmap"),
    "kapot vanbinnen": ("a.xlsx", lambda form: repack(form, {"xl/workbook.xml": b"<workbook"}), "Dit bestand is niet te lezen"),
    "wachtwoord": ("a.xlsx", lambda form: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "heeft een wachtwoord"),
    "oude Excel": ("a.xls", lambda form: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oude Excel (.xls)"),
    "foto": ("a.png", lambda form: b"\x89PNG", "Dit soort bestand kan ik niet lezen"),
    "csv in latin-1": ("a.csv", lambda form: "sleutel;één".encode("latin-1"), "niet in UTF-8 bewaard"),
    "csv zonder kolommen": ("a.csv", lambda form: b"naam;antwoord\n", "De kolommen zijn veranderd"),
    "csv twee antwoorden": ("a.csv", lambda form: b"sleutel;vraag;antwoord;verstuurd\ngrenzen/1;;a;\ngrenzen/1;;b;\n", "Op 'grenzen/1' staan twee antwoorden, ook op regel 2"),
    "csv formule": ("a.csv", lambda form: b"sleutel;vraag;antwoord;verstuurd\ngrenzen/1;;=1+1;\n", "Op regel 2 staat een formule"),
}


@pytest.mark.parametrize("name", SPOIL)
def test_a_spoilt_answer_refuses_the_form_with_its_cell(ronde: SimpleNamespace, name: str) -> None:
    spoil, words = SPOIL[name]
    old = ronde.schools.read_bytes()
    ronde.send("bedorven.xlsx", fill(make_form(ronde.root, "99AA01"), WHO | {"aanbod/test-rekenen/staat": "Op aanvraag"}, spoil))
    said, is_good = ronde.read(write=True)
    assert not is_good and "Geweigerd (1)" in said and "bedorven.xlsx:" in said
    assert words in said
    assert ronde.schools.read_bytes() == old


@pytest.mark.parametrize("name", FILES)
def test_a_dangerous_or_broken_file_is_refused(ronde: SimpleNamespace, name: str) -> None:
    file, make, words = FILES[name]
    ronde.send(file, make(make_form(ronde.root, "99AA01")))
    said, is_good = ronde.read(write=True)
    assert not is_good and "Geweigerd (1)" in said and words in said and f"{file}:" in said


def test_a_million_merged_cells_cost_nothing(ronde: SimpleNamespace) -> None:
    form = make_form(ronde.root, "99AA01")
    name = "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        sheet = package.read(name).replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ronde.send("a.xlsx", repack(form, {name: sheet}))
    assert "Niets veranderd (1)" in ronde.read()[0]


def fictional_region(file: Path, number: int) -> list[str]:
    """Write `number` fictional schools in the form of the real file, and return their ids."""
    records = []
    for place in range(number):
        brin = f"{50 + place // 26}{'Z'}{chr(65 + place % 26)}"
        records.append({"brin": brin, "vestiging": "00", "slug": f"verzonnen-{place}", "naam": f"Verzonnen school {place}", "soort": "bao",
                        "adres": {"straat": "Testlaan", "huisnummer": str(place), "postcode": "9981 AB", "plaats": "Voorbeelddorp"},
                        "bron": [{"id": "testregister"}]})
    text = "# verzonnen\n" + "\n".join("- " + "\n".join(line for key, value in record.items() for line in lines(key, value, 2)).lstrip() + f"\n  # na {record['slug']}\n"
                                       for record in records)
    file.write_text(text)
    return [record["brin"] + "00" for record in records]


def test_fifty_four_forms_of_which_five_are_spoilt(ronde: SimpleNamespace) -> None:
    chance = random.Random(54)
    count = (REPO / "data" / "schools.yaml").read_text(encoding="utf-8").count("\n- brin:")
    assert count == 54
    ids = fictional_region(ronde.schools, count)
    old = ronde.schools.read_text()
    spoilt = dict(zip(chance.sample(ids, 5), ["formule", "twee antwoorden", "ander schooljaar", "rij weg", "naam"], strict=True))
    words = ["Ja, dat biedt de school nu", "Op aanvraag", "Samen met een partner", "In opbouw", "Nee, dat kan hier niet"]
    meant: dict[str, tuple[str, str]] = {}
    blank = make_form(ronde.root, ids[0])
    cells = places(blank)
    for number, id_ in enumerate(ids):
        stand, sentence = chance.choice(words), f"Verzonnen zin {number}: met 'tekens' & #{number}."

        def one(book: Any, id_: str = id_) -> None:
            book["Formulier"]["B2"] = id_
            if id_ in spoilt:
                SPOIL[spoilt[id_]][0](book)

        ronde.send(f"{number:02}.xlsx", fill(blank, WHO | {"aanbod/test-rekenen/staat": stand, "grenzen/1": sentence}, one))
        if id_ not in spoilt:
            meant[id_] = (stand, sentence)
    assert cells["aanbod/test-rekenen/staat"] == ("Ondersteuning", "C8")
    said, is_good = ronde.read()
    assert not is_good and ronde.schools.read_text() == old
    assert "Nieuw schooljaar (49)" in said and "Geweigerd (5)" in said and "54 bestanden gelezen" in said
    said, _ = ronde.read(write=True)
    new = ronde.schools.read_text()
    kept = iter(new.splitlines())
    assert all(line in kept for line in old.splitlines()), "every line of before is there, in its order"
    found = {record["brin"] + record["vestiging"]: record.get("ondersteuningsaanbod") for record in yaml.load(new, Loader=yaml.BaseLoader)}
    assert {id_ for id_, years in found.items() if not years} == set(spoilt)
    stored = {"nu": words[0], "op_aanvraag": words[1], "met_partner": words[2], "in_opbouw": words[3], "niet": words[4]}
    assert {id_: (stored[years[0]["aanbod"][0]["staat"]], years[0]["grenzen"][0]) for id_, years in found.items() if years} == meant
    # The five, mended and sent again, finish the round.
    for number, id_ in enumerate(ids):
        if id_ not in spoilt:
            (ronde.box / f"{number:02}.xlsx").unlink()
        else:
            ronde.send(f"{number:02}.xlsx", fill(blank, WHO, lambda book, id_=id_: _set(book, "Formulier", "B2", id_)))
    said, is_good = ronde.read(write=True)
    assert is_good and "Nieuw schooljaar (5)" in said


def test_two_files_of_one_school_are_both_refused(ronde: SimpleNamespace) -> None:
    form = make_form(ronde.root, "99AA01")
    ronde.send("a.xlsx", fill(form, WHO))
    ronde.send("b.xlsx", fill(form, WHO | {"grenzen/1": "Geen lift."}))
    ronde.send("c.xlsx", fill(make_form(ronde.root, "99AB00"), WHO))
    said, is_good = ronde.read(write=True)
    assert not is_good and "Geweigerd (2)" in said and "Er is nog een formulier van deze school: b.xlsx" in said
    assert "Nieuw schooljaar (1)" in said


def test_a_file_that_cannot_be_edited_is_left_alone(ronde: SimpleNamespace) -> None:
    from portaal.finding import Refused

    ronde.send("a.xlsx", fill(make_form(ronde.root, "99AA01"), WHO))
    ronde.schools.write_text(ronde.schools.read_text().replace("- brin: 99AB\n", "-\n  brin: 99AB\n"))
    old = ronde.schools.read_bytes()
    with pytest.raises(Refused) as wrong:
        ronde.read(write=True)
    assert wrong.value.findings[0].rule == "uitvraag-schrijven" and ronde.schools.read_bytes() == old
