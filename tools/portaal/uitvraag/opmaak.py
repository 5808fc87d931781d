"""How the spreadsheet looks: colours, widths, lists to choose from, and paper."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .vragen import STANDEN, Formulier, Vraag, date_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_GREEN, _PALE, _YELLOW, _GREY = "0F4640", "E3EFEC", "FFF8DC", "5A666B"
# The width of a column with answers, in characters; what is not named here is a sentence.
ANSWER_WIDTH: dict[str, int] = defaultdict(lambda: 52, {"Stand": 30, "Sinds schooljaar": 13, "Antwoord": 60})
_LINE = 15
# A text that begins so is taken for a sum.
FORMULA = ("=", "+", "-", "@")
_TOP = Alignment(wrap_text=True, vertical="top", horizontal="left")
_MEANING = {
    "nu": "Uw school doet dit. Ouders kunnen erop rekenen.",
    "op_aanvraag": "Uw school doet dit als een kind het nodig heeft.",
    "met_partner": "U doet dit samen met een andere school of organisatie.",
    "in_opbouw": "U bent begonnen. Het is er nog niet helemaal.",
    "niet": "Uw school doet dit niet.",
    "onbekend": "U weet het nog niet. Ouders lezen dan: nog niet opgegeven.",
}


def _font(**options: Any) -> Font:
    return Font(name="Calibri", **({"size": 11} | options))


def as_text(cell: Any, text: str) -> None:
    """Put a text in a cell, also where it begins like a formula or looks like a number."""
    cell.value = text
    cell.data_type, cell.number_format = "s", "@"
    cell.quotePrefix = text.startswith(FORMULA)


class Opmaak:
    """Dresses the sheets of one workbook, and keeps its lists of choices."""

    def __init__(self, book: Workbook):
        self.book = book
        self._lists: dict[tuple[str, ...], str] = {}
        self._validations: dict[tuple[str, str], DataValidation] = {}
        edge = Side(style="thin", color="B9C4C1")
        self._border = Border(left=edge, right=edge, top=edge, bottom=edge)

    def head(self, sheet: Worksheet, titel: str, naam: str) -> None:
        """Put the title on top, and what to do under it."""
        sheet["A1"], sheet["A3"] = titel, "Vul alleen de gele vakken in."
        as_text(sheet["A2"], naam)
        sheet["A1"].font, sheet["A2"].font = _font(size=16, bold=True, color=_GREEN), _font(size=12, bold=True)
        sheet["A3"].font = _font(color=_GREY)

    def columns(self, sheet: Worksheet, row: int, columns: list[tuple[str, int]]) -> None:
        """Write the headings of a table, with the widths of its columns."""
        for number, (titel, width) in enumerate(columns, start=1):
            cell = sheet.cell(row, number, titel)
            cell.font, cell.fill, cell.alignment = _font(bold=True, color="FFFFFF"), PatternFill("solid", _GREEN), _TOP
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.row_dimensions[row].height = 2 * _LINE

    def group(self, sheet: Worksheet, row: int, titel: str, columns: int) -> None:
        """Write a heading over some rows."""
        sheet.cell(row, 1, titel)
        for number in range(1, columns + 1):
            cell = sheet.cell(row, number)
            cell.font, cell.fill = _font(bold=True, color=_GREEN), PatternFill("solid", _PALE)

    def label(self, sheet: Worksheet, row: int, onderwerp: str, uitleg: str) -> None:
        """Write what is asked, and make the row as high as its text."""
        for number, text, font in ((1, onderwerp, _font(bold=True)), (2, uitleg, _font(color=_GREY))):
            cell = sheet.cell(row, number)
            cell.value, cell.data_type, cell.alignment, cell.font, cell.border = text, "s", _TOP, font, self._border
        self._grow(sheet, row, onderwerp, 34)
        self._grow(sheet, row, uitleg, 46)

    def answer(self, cell: Cell, vraag: Vraag, text: str, lists: Worksheet) -> None:
        """Open a cell for an answer, with the answer that is known and the list to choose from."""
        day = date_of(text) if vraag.is_datum else None
        if day:
            cell.value = day
        elif text:
            as_text(cell, text)
        cell.number_format = "DD-MM-YYYY" if vraag.is_datum else "@"
        cell.fill, cell.border, cell.alignment, cell.font = PatternFill("solid", _YELLOW), self._border, _TOP, _font()
        cell.protection = Protection(locked=False)
        self._grow(cell.parent, cell.row, text, ANSWER_WIDTH[vraag.titel])
        if vraag.keuzes:
            self._validation(cell.parent, vraag, lists).add(cell)

    def _validation(self, sheet: Worksheet, vraag: Vraag, lists: Worksheet) -> DataValidation:
        words = tuple(vraag.keuzes.values())
        if words not in self._lists:
            column = len(self._lists) + 1
            for row, word in enumerate(words, start=1):
                lists.cell(row, column, word)
            letter = get_column_letter(column)
            self._lists[words] = f"{lists.title}!${letter}$1:${letter}${len(words)}"
        source = self._lists[words]
        if (sheet.title, source) not in self._validations:
            rule = DataValidation("list", formula1=source, allow_blank=True, errorStyle="stop" if vraag.is_streng else "warning")
            rule.errorTitle, rule.promptTitle = "Kies uit de lijst", vraag.titel[:32]
            rule.error = "Dit antwoord staat niet in de lijst. Klik op het pijltje naast het vak en kies."
            rule.prompt = "Klik op het pijltje en kies een antwoord. Weet u het nog niet? Laat het vak dan leeg."
            rule.showErrorMessage = rule.showInputMessage = True
            sheet.add_data_validation(rule)
            self._validations[sheet.title, source] = rule
        return self._validations[sheet.title, source]

    def finish(self, sheet: Worksheet, header_row: int, *, is_wide: bool = False) -> None:
        """Lock what is not an answer, keep the headings in view, and fit the sheet to A4."""
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        if header_row:
            sheet.freeze_panes = sheet.cell(header_row + 1, 2)
            sheet.print_title_rows = f"{header_row}:{header_row}"
        sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape" if is_wide else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "bladzijde &P van &N"
        sheet.sheet_view.showGridLines = False

    def _grow(self, sheet: Worksheet, row: int, text: str, width: int) -> None:
        lines = math.ceil(len(text) * 1.12 / width)
        sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or 2 * _LINE, min(lines * _LINE, 400))


def explain(opmaak: Opmaak, sheet: Any, formulier: Formulier, organisatie: Any, counted: list[str]) -> None:
    """Fill the first sheet: what this is, how far one is, and where it goes."""
    answered = "+".join(f"(LEN({cell})>0)" for cell in counted)
    opmaak.head(sheet, f"Welke hulp biedt uw school in {formulier.schooljaar}?", formulier.school.naam)
    sheet["A3"] = f'="U heeft "&({answered})&" van de {len(counted)} hoofdvragen beantwoord."'
    sheet["A3"].font = _font(bold=True, color=_GREEN, size=12)
    to = organisatie.email or organisatie.naam
    before = f"Uw antwoorden over {formulier.eerder} staan er al in. Verbeter wat niet meer klopt." if formulier.eerder else ""
    steps = [
        "Ga onderaan naar het volgende blad. Vul alleen de gele vakken in.",
        "Kies bij 'Stand' een antwoord uit de lijst. Wat de woorden betekenen, leest u hieronder.",
        "Schrijf bij 'Toelichting' in één of twee zinnen wat een ouder hiervan merkt.",
        before,
        "Schrijf geen namen van kinderen of medewerkers. Noem een functie, zoals intern begeleider.",
        "Zeg op het laatste blad wie dit bevestigt en op welke dag. Zonder dat kunnen wij uw antwoorden niet plaatsen.",
        f"Bewaar dit bestand als Excel-werkmap (.xlsx) en stuur het naar {to}.",
    ]
    row = _paragraphs(sheet, 5, "Waarom deze vragen?", [
        f"Ouders lezen uw antwoorden op het portaal van {organisatie.naam}.",
        "U krijgt er ook een tekst bij voor uw schoolgids. Zo staat overal hetzelfde.",
    ])
    row = _paragraphs(sheet, row + 1, "Zo vult u dit in", [f"{number}. {step}" for number, step in enumerate(filter(None, steps), start=1)])
    row = _paragraphs(sheet, row + 1, "Wat betekent 'Stand'?", [])
    for code, words in STANDEN.items():
        sheet.cell(row, 1, words).font = _font(bold=True)
        sheet.cell(row, 2, _MEANING.get(code, "")).font = _font()
        row += 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 62
    opmaak.finish(sheet, 0)


def _paragraphs(sheet: Any, row: int, titel: str, texts: list[str]) -> int:
    sheet.cell(row, 1, titel).font = _font(bold=True, color=_GREEN, size=13)
    for number, text in enumerate(texts, start=row + 1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)
        sheet.cell(number, 1, text).alignment, sheet.cell(number, 1).font = _TOP, _font()
        sheet.row_dimensions[number].height = _LINE * math.ceil(len(text) / 92) + 3
    return row + len(texts) + 1
