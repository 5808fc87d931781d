"""Forms as a school fills them in."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from miniature import TODAY
from portaal.facts import read_facts
from portaal.uitvraag import make_formulier, write_csv, write_xlsx
from portaal.uitvraag.ronde import read_round

YEAR = "2026-2027"
WHO = {"bron": "In de schoolgids", "bevestigd/door": "directeur", "bevestigd/op": "30-10-2026"}


def places(content: bytes) -> dict[str, tuple[str, str]]:
    """Return question -> (sheet, cell) of a form."""
    rows = load_workbook(io.BytesIO(content))["Formulier"].iter_rows(min_row=6, values_only=True)
    return {row[0]: (row[1], row[2]) for row in rows}


def fill(content: bytes, answers: Mapping[str, Any], spoil: Callable[[Any], None] = lambda book: None) -> bytes:
    """Return the form with answers typed in as a school does, and saved anew."""
    book, out = load_workbook(io.BytesIO(content)), io.BytesIO()
    where = places(content)
    for key, text in answers.items():
        cell = book[where[key][0]][where[key][1]]
        cell.value = text
        if isinstance(text, str) and text:  # as Excel keeps what is typed in a cell for text
            cell.data_type = "s"
    spoil(book)
    book.save(out)
    return out.getvalue()


def make_form(root: Path, school: str, year: str = YEAR, *, as_csv: bool = False) -> bytes:
    portal = read_facts(root, TODAY)
    formulier = make_formulier(portal, portal.schools[school], year)
    return write_csv(formulier) if as_csv else write_xlsx(formulier, portal.organisatie)


@pytest.fixture
def ronde(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """A round in a copy of the fictional portal: `send(name, bytes)`, then `read()` gives (report, is all well)."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    box = tmp_path / "retour"
    box.mkdir()

    def send(name: str, content: bytes) -> None:
        (box / name).write_bytes(content)

    def read(*, write: bool = False) -> tuple[str, bool]:
        return read_round(root, sorted(box.iterdir()), write=write, progress=lambda step: None)

    return SimpleNamespace(root=root, send=send, read=read, box=box, schools=root / "data" / "schools.yaml")
