"""A piece of text as a reader meets it: one paragraph, heading, row of a list, cell of a table or field of a record."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..finding import Location

Soort = Literal["kop", "alinea", "punt", "cel", "citaat"]


class Passage(Struct, frozen=True):
    """One piece of text, of the page or record that `owner` names.

    `text` is what a reader sees; markup is blanked, so that every character keeps its place. `lines` says where each
    line of it begins (line and column, from 1). In YAML a text may be folded or quoted, so there only the begin of the
    value is known (`is_exact` is False). `niveau` is the depth of a heading, 0 for what is none; `links` are (offset,
    text) of every link.
    """

    owner: str
    path: str
    soort: Soort
    text: str
    lines: tuple[tuple[int, int], ...]
    voor: str = "iedereen"
    niveau: int = 0
    links: tuple[tuple[int, str], ...] = ()
    is_exact: bool = True
    is_easy: bool = False
    states_terms: bool = False

    def place(self, offset: int = 0) -> Location:
        """Return where a character of the text stands in the file."""
        number = min(self.text.count("\n", 0, offset), len(self.lines) - 1)
        line, column = self.lines[number]
        inside = offset - (self.text.rfind("\n", 0, offset) + 1) if self.is_exact else 0
        return Location(self.path, line, column + inside)
