"""A returned form becomes answers, each with the cell it stands in. What is not our form is refused with a word why."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..finding import Finding, Location, Refused
from ..textfile import INVISIBLE
from .bestand import check_size, check_xlsx, refused
from .schrijven import CSV_COLUMNS, FIRST_QUESTION, FORM, HEADER_ROW, LISTS, UITLEG, unguarded
from .vragen import clean

# No form of ours comes near; beyond it nothing is read.
_ROWS, _COLUMNS = 600, 16
_SEND_AGAIN = "Maak een nieuw formulier met 'portaal uitvraag' en neem de antwoorden over."


class Cel(Struct, frozen=True):
    """One answer as it came back: `plek` as people name it, `verstuurd` what stood there when the form went out."""

    sleutel: str
    plek: str
    where: Location
    verstuurd: str
    antwoord: str


class Retour(Struct, frozen=True):
    """A form that came back; `twijfels` are about what was read but needs a look."""

    file: str
    school: str
    schooljaar: str
    versie: str
    cellen: tuple[Cel, ...]
    twijfels: tuple[Finding, ...] = ()


def read(file: str, content: bytes) -> Retour:
    """Return the answers in a file; raises Refused with every mistake that makes it unusable."""
    check_size(file, content)
    ending = file.lower().rpartition(".")[2]
    if ending == "csv":
        return _read_csv(file, content)
    if ending in ("xlsx", "xlsm", "xls", "xltx", "xltm"):
        check_xlsx(file, content)
        return _read_xlsx(file, content)
    raise refused(file, "uitvraag-soort", "Dit soort bestand kan ik niet lezen.", "Bewaar het formulier als Excel-werkmap (.xlsx).")


def _read_xlsx(file: str, content: bytes) -> Retour:
    from openpyxl import load_workbook

    try:
        # Reading row by row: a sheet that claims a million merged cells costs nothing.
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        grids = {sheet.title: _grid(sheet) for sheet in book.worksheets}
    except Exception as error:  # whatever a library says of a broken file, an editor gets the file's name
        raise refused(file, "uitvraag-kapot", f"Dit bestand is niet te lezen ({type(error).__name__}).",
                      "Open het in Excel, kies 'Opslaan als' en bewaar het als Excel-werkmap (.xlsx).") from error
    form = grids.get(FORM)
    if form is None or form.get((1, 1), ("",))[0] != "versie":
        raise refused(file, "uitvraag-geen-formulier", "Dit is geen formulier van 'portaal uitvraag'.", _SEND_AGAIN)
    text = {place: str(value) for place, (value, _) in form.items() if value is not None}
    rows = [[text.get((row, column), "") for column in range(1, 6)] for row in range(FIRST_QUESTION, _ROWS) if (row, 1) in text]
    problems = list(_strange_sheets(file, grids, {row[1] for row in rows}))
    cells, twijfels = [], []
    for sleutel, blad, cel, label, verstuurd in rows:
        try:
            cells.append(_cell(file, grids.get(blad, {}), sleutel, blad, cel, label, clean(verstuurd), twijfels))
        except Refused as wrong:
            problems += wrong.findings
    if problems:
        raise Refused(_briefly(problems))
    twijfels += _notes(file, grids, {(row[1], row[2]) for row in rows})
    return Retour(file, text.get((2, 2), ""), text.get((4, 2), ""), text.get((1, 2), ""), tuple(cells), tuple(twijfels))


def _grid(sheet: Any) -> dict[tuple[int, int], tuple[Any, str]]:
    """Return (row, column) -> (value, kind) of the cells of a sheet that hold something."""
    return {
        (cell.row, cell.column): (cell.value, cell.data_type)
        for row in sheet.iter_rows(min_row=1, max_row=_ROWS, max_col=_COLUMNS) for cell in row if cell.value is not None
    }


def _strange_sheets(file: str, grids: dict[str, Any], known: set[str]) -> Iterator[Finding]:
    for blad in sorted(set(grids) - known - {FORM, LISTS, UITLEG}):
        yield Finding(Location(file), "uitvraag-bladen", f"Er is een blad '{blad}' bijgekomen. Ik weet niet welke antwoorden tellen.",
                      "Haal het blad weg.")
    for blad in sorted(known - set(grids)):
        yield Finding(Location(file), "uitvraag-bladen", f"Het blad '{blad}' is weg.", _SEND_AGAIN)


def _briefly(problems: list[Finding]) -> list[Finding]:
    """One shifted row changes all questions below it: five of a kind are enough to see where it begins."""
    kinds: dict[str, list[Finding]] = {}
    for problem in problems:
        kinds.setdefault(problem.rule, []).append(problem)
    return [problem for found in kinds.values() for problem in found[:5]]


def _cell(
    file: str, grid: dict[tuple[int, int], tuple[Any, str]], sleutel: str, blad: str, cel: str, label: str, verstuurd: str, twijfels: list[Finding]
) -> Cel:
    place = re.fullmatch(r"([A-P])([1-9]\d{0,2})", cel)
    row, column = (int(place[2]), ord(place[1]) - 64) if place else (0, 0)
    asked, titel = label.partition(" | ")[::2]
    seen = (_words(grid.get((row, 1))), _words(grid.get((HEADER_ROW, column))))
    if seen != (clean(asked), clean(titel)):
        raise refused(file, "uitvraag-vragen", f"Bij cel {cel} van blad '{blad}' hoort de vraag '{label}', maar er staat '{seen[0]} | {seen[1]}'.",
                      f"Zet rijen, kolommen en vragen terug zoals ze waren. Of: {_SEND_AGAIN[0].lower()}{_SEND_AGAIN[1:]}", row or 1, column or 1)
    where, plek = Location(file, row, column), f"{blad}!{cel}"
    value, kind = grid.get((row, column), (None, ""))
    if kind in ("f", "e"):
        what = "een formule" if kind == "f" else f"een fout van Excel ({value})"
        raise refused(file, "uitvraag-formule", f"In cel {cel} van blad '{blad}' staat {what}.", "Typ het antwoord zelf in, als gewone tekst.", row, column)
    return Cel(sleutel, plek, where, verstuurd, _answer(_text(value), where, plek, twijfels))


def _words(cell: tuple[Any, str] | None) -> str:
    return clean(_text(cell[0])) if cell else ""


def _text(value: Any) -> str:
    """Return what a cell shows, as text: a day in our own order, a whole number without a point."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _answer(text: str, where: Location, plek: str, twijfels: list[Finding]) -> str:
    """Return an answer without what nobody can see; that something was taken out is told."""
    seen = INVISIBLE.sub("", text.replace("\r", "\n"))
    if seen != text.replace("\r", "\n"):
        twijfels.append(Finding(where, "uitvraag-onzichtbaar", f"In {plek} stonden onzichtbare tekens. Die laat ik weg.", "Lees het antwoord na.", "waarschuwing"))
    return clean(seen)


def _notes(file: str, grids: dict[str, Any], ours: set[tuple[str, str]]) -> Iterator[Finding]:
    """A note in the margin may matter: it is told, not read."""
    bladen = {blad for blad, _ in ours}
    for blad in sorted(bladen):
        used = {cel for name, cel in ours if name == blad}
        edge = max(ord(cel[0]) - 64 for cel in used)
        last = max(int(cel[1:]) for cel in used)
        for (row, column), (value, _) in sorted(grids[blad].items()):
            if column > edge or row > last:
                yield Finding(Location(file, row, column), "uitvraag-kanttekening",
                              f"Naast de vragen staat tekst, in {blad}!{chr(64 + column)}{row}: '{str(value)[:60]}'. Die lees ik niet.",
                              "Zet het in een geel vak als het een antwoord is.", "waarschuwing")


def _read_csv(file: str, content: bytes) -> Retour:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(file, "uitvraag-tekenset", "Dit bestand is niet in UTF-8 bewaard.", "Kies bij 'Opslaan als' voor 'CSV UTF-8'.") from None
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise refused(file, "uitvraag-kapot", f"Dit bestand is geen goede CSV ({error}).", "Bewaar het opnieuw als 'CSV UTF-8'.") from None
    if not rows or tuple(cell.strip() for cell in rows[0][:4]) != CSV_COLUMNS[:4]:
        raise refused(file, "uitvraag-vragen", f"De kolommen zijn veranderd. Op regel 1 hoort: {delimiter.join(CSV_COLUMNS)}.",
                      "Zet de kolommen terug zoals ze waren.")
    found: dict[str, Cel] = {}
    problems: list[Finding] = []
    twijfels: list[Finding] = []
    for number, row in enumerate(rows[1:_ROWS], start=2):
        if not any(row):
            continue
        sleutel, _, antwoord, verstuurd = [*row, "", "", "", ""][:4]
        where = Location(file, number, 3)
        if sleutel in found:
            problems.append(Finding(where, "uitvraag-dubbel", f"Op '{sleutel}' staan twee antwoorden, ook op regel {found[sleutel].where.line}.",
                                    "Houd één regel over."))
        elif antwoord.startswith("="):
            problems.append(Finding(where, "uitvraag-formule", f"Op regel {number} staat een formule.", "Typ het antwoord zelf in, als gewone tekst."))
        else:
            plek = f"regel {number}"
            found[sleutel] = Cel(sleutel, plek, where, clean(unguarded(verstuurd)), _answer(unguarded(antwoord), where, plek, twijfels))
    if problems:
        raise Refused(problems)
    # What identifies the form is read from the column that nobody fills in.
    head = {name: found.pop(name).verstuurd if name in found else "" for name in ("versie", "school", "schooljaar")}
    return Retour(file, head["school"], head["schooljaar"], head["versie"], tuple(found.values()), tuple(twijfels))
