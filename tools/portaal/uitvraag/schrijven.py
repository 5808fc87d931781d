"""A form as a spreadsheet that is pleasant to fill in, or as CSV. The same form gives the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .opmaak import ANSWER_WIDTH, FORMULA, Opmaak, as_text, explain
from .vragen import REST, VERSIE, Formulier, Vraag

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FORM, LISTS, UITLEG = "Formulier", "Lijsten", "Uitleg"
HEADER_ROW = 5
# Where the list of questions begins on the hidden sheet, and its columns.
FIRST_QUESTION = 6
COLUMNS = ("sleutel", "blad", "cel", "vraag", "verstuurd")
_STAMP = dt.datetime(2026, 1, 1)


def write_xlsx(formulier: Formulier, organisatie: Any) -> bytes:
    """Return the spreadsheet of a form; answers go to `organisatie`."""
    from openpyxl import Workbook
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook()
    intro = book.active
    intro.title = UITLEG
    bladen = dict.fromkeys(vraag.blad for vraag in formulier.vragen if vraag.blad != REST) | {REST: None}
    places: dict[str, tuple[str, str]] = {}
    opmaak = Opmaak(book)
    lists = book.create_sheet(LISTS)
    for blad in bladen:
        places |= _sheet(book, opmaak, lists, formulier, blad)
    explain(opmaak, intro, formulier, organisatie, _counted(formulier, places))
    _hidden(book, formulier, places)
    # Lists and keys go behind what people read.
    book.move_sheet(lists, len(book.sheetnames))
    lists.sheet_state = "hidden"
    for sheet in (lists, book[FORM]):
        sheet.protection.sheet = True
    book.security = WorkbookProtection(lockStructure=True)
    book.calculation.fullCalcOnLoad = True
    book.properties.creator, book.properties.title = organisatie.naam, f"Uitvraag {formulier.schooljaar} {formulier.school.naam}"
    book.properties.created = _STAMP
    return _stable(book)


def _sheet(book: Workbook, opmaak: Opmaak, lists: Worksheet, formulier: Formulier, blad: str) -> dict[str, tuple[str, str]]:
    """Fill one sheet of questions; return question -> (sheet, cell) of its answer."""
    sheet = book.create_sheet(blad)
    vragen = [vraag for vraag in formulier.vragen if vraag.blad == blad]
    titels = list(dict.fromkeys(vraag.titel for vraag in vragen))
    opmaak.head(sheet, f"{blad} – schooljaar {formulier.schooljaar}", formulier.school.naam)
    uitleg = "Wat ouders hierover lezen" if blad != REST else "Uitleg"
    opmaak.columns(sheet, HEADER_ROW, [("Vraag" if blad == REST else "Onderdeel", 34), (uitleg, 46), *((titel, ANSWER_WIDTH[titel]) for titel in titels)])
    places: dict[str, tuple[str, str]] = {}
    row, groep, onderwerp = HEADER_ROW, "", ""
    for vraag in vragen:
        if vraag.groep != groep:
            row, groep, onderwerp = row + 1, vraag.groep, ""
            opmaak.group(sheet, row, groep, 2 + len(titels))
        if vraag.onderwerp != onderwerp or len(titels) == 1:
            row, onderwerp = row + 1, vraag.onderwerp
            opmaak.label(sheet, row, onderwerp, vraag.uitleg)
        cell = sheet.cell(row, 3 + titels.index(vraag.titel))
        opmaak.answer(cell, vraag, shown(vraag, formulier.antwoorden.get(vraag.sleutel, "")), lists)
        places[vraag.sleutel] = (blad, cell.coordinate)
    opmaak.finish(sheet, HEADER_ROW, is_wide=blad != REST)
    return places


def shown(vraag: Vraag, antwoord: str) -> str:
    """Return an answer as a form shows it: in words."""
    return vraag.keuzes.get(antwoord, antwoord)


def _counted(formulier: Formulier, places: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return the cells that count for progress, as formulas name them."""
    return [f"'{places[vraag.sleutel][0]}'!{places[vraag.sleutel][1]}" for vraag in formulier.vragen if vraag.telt]


def _hidden(book: Workbook, formulier: Formulier, places: Mapping[str, tuple[str, str]]) -> None:
    sheet = book.create_sheet(FORM)
    sheet.sheet_state = "hidden"
    head = [("versie", str(VERSIE)), ("school", formulier.school.id), ("naam", formulier.school.naam), ("schooljaar", formulier.schooljaar), COLUMNS]
    rows = [(vraag.sleutel, *places[vraag.sleutel], vraag.label, formulier.antwoorden.get(vraag.sleutel, "")) for vraag in formulier.vragen]
    for number, row in enumerate([*head, *rows], start=1):
        for column, text in enumerate(row, start=1):
            as_text(sheet.cell(number, column), text)


def _stable(book: Workbook) -> bytes:
    """Return the file with nothing in it that depends on the moment."""
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + _STAMP.isoformat().encode() + b"Z", content)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


CSV_COLUMNS = ("sleutel", "vraag", "antwoord", "verstuurd", "kies uit")


def write_csv(formulier: Formulier) -> bytes:
    """Return the form as CSV that a Dutch Excel opens: semicolons, UTF-8 with a byte order mark."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(CSV_COLUMNS)
    for name, text in (("versie", str(VERSIE)), ("school", formulier.school.id), ("schooljaar", formulier.schooljaar)):
        rows.writerow((name, "Verander deze regel niet", text, text, ""))
    for vraag in formulier.vragen:
        antwoord = formulier.antwoorden.get(vraag.sleutel, "")
        rows.writerow((vraag.sleutel, vraag.label, guarded(shown(vraag, antwoord)), guarded(antwoord), " / ".join(vraag.keuzes.values())))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `unguarded` gives it back."""
    return f"'{text}" if text.startswith(FORMULA) or (text[:1] == "'" and text[1:2] in (*FORMULA, "'")) else text


def unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in (*FORMULA, "'") else text
