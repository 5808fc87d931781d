"""Markdown pages as passages: what a reader reads in one go, without markup, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..markdowntext import LINK, visible_lines
from ..model import ContentPage, Portal
from .passage import Passage, Soort

_KOP = re.compile(r"(#{1,6}) +(?=\S)")
_ADMONITION = re.compile(r"\s*(?:!!!|\?\?\?)\+?[\s\w-]*")
_CITAAT = re.compile(r"\s*>[\s>]*")
# A row of a list, a definition, a footnote or the explanation of an abbreviation: each begins anew.
_PUNT = re.compile(r"\s*(?:[-*+]|\d+[.)]|:|\[\^[^\]]+\]:|\*\[[^\]]+\]:)\s+(?=\S)")
_NO_TEXT = re.compile(r"\s*(?:\{\{.*\}\}|(?:[-*_]\s*){3,}|\|?(?:\s*:?-+:?\s*\|)+[\s:-]*)?\s*$")
_CEL = re.compile(r"(?:[^|\\]|\\.)+")

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK_MARKS = re.compile(r"\[(?=[^\^])|\](?:\([^)]*\)|\[[^\]]*\])?")
# Tags, attribute lists, emphasis, strike-through, escapes and marks of footnotes.
_MARKS = re.compile(r"<(?!https?:)/?[a-zA-Z][^<>]*>|\{[:.#][^{}]*\}|\[\^[^\]]*|\*+|~~|\\(?=\W)|(?<!\w)_+|_+(?!\w)|[<>]")


def page_passages(portal: Portal) -> Iterator[Passage]:
    """Yield every passage of every Markdown page, its description first."""
    for id_, page in portal.pages.items():
        is_easy = page.path.startswith(tuple(f"content/{folder}/" for folder in portal.taal.makkelijk))
        where = portal.place("pagina", id_, "beschrijving")
        yield Passage(page.path, page.path, "alinea", page.meta.beschrijving, ((where.line, where.column),), page.meta.voor, is_exact=False)
        for part in _parts(page):
            yield part.passage(page, is_easy)


def page_texts(page: ContentPage) -> Iterator[str]:
    """Yield the text of every passage of a page, without its places."""
    return (plain(part.typed) for part in _parts(page))


@dataclass(slots=True)
class _Part:
    """A passage in the making: rows of (line, column, text as typed)."""

    soort: Soort
    rows: list[tuple[int, int, str]] = field(default_factory=list)
    niveau: int = 0

    @property
    def typed(self) -> str:
        """The text of the passage as it was typed."""
        return "\n".join(text for _, _, text in self.rows)

    def passage(self, page: ContentPage, is_easy: bool) -> Passage:
        links = tuple((link.start(), link[2]) for link in LINK.finditer(self.typed) if not link[1])
        places = tuple((line, column) for line, column, _ in self.rows)
        return Passage(page.path, page.path, self.soort, plain(self.typed), places, page.meta.voor, self.niveau, links, is_easy=is_easy)


def plain(text: str) -> str:
    """Return Markdown as a reader sees it; what is markup becomes spaces, so the length stays the same."""
    for marks in (_IMAGE, _LINK_MARKS, _MARKS):
        text = marks.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return "\n".join(" " * len(line) for line in match[0].split("\n"))


def _parts(page: ContentPage) -> Iterator[_Part]:
    open_part: _Part | None = None
    for number, line in _with_end(visible_lines(page)):
        begun = list(_begin(number, line))
        continues = open_part and begun and begun[0].soort == "alinea" and not open_part.niveau
        if continues or (open_part and begun and begun[0].soort == open_part.soort == "citaat"):
            open_part.rows += begun[0].rows
        else:
            if open_part:
                yield open_part
            yield from begun[:-1]
            open_part = begun[-1] if begun else None
        # Two spaces or a backslash at the end break the line: the reader starts anew.
        if open_part and (open_part.soort in ("kop", "cel") or re.search(r"(  |\\)$", line)):
            yield open_part
            open_part = None


def _with_end(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    yield from lines
    yield 0, ""


def _begin(number: int, line: str) -> Iterator[_Part]:
    """Yield the parts that a line begins; running text gives one of soort `alinea`, which may go on with another."""
    if _NO_TEXT.match(line):
        return
    if kop := _KOP.match(line):
        yield _part("kop", number, line, kop.end(), len(kop[1]))
    elif admonition := (_ADMONITION.match(line)):
        if admonition.end() < len(line):
            yield _part("kop", number, line, admonition.end())
    elif line.lstrip().startswith("|"):
        yield from (_part("cel", number, line[: cel.end()], cel.start()) for cel in _CEL.finditer(line) if cel[0].strip())
    else:
        for soort, marker in (("citaat", _CITAAT), ("punt", _PUNT)):
            if found := marker.match(line):
                yield _part(soort, number, line, found.end())
                return
        yield _part("alinea", number, line, 0)


def _part(soort: Soort, number: int, line: str, begin: int, niveau: int = 0) -> _Part:
    begin += len(line[begin:]) - len(line[begin:].lstrip())
    return _Part(soort, [(number, begin + 1, line[begin:].rstrip())], niveau)
