"""Explains jargon where it stands: marks the first use of each term in a piece of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

_TAG = re.compile(r"(<(?:!--.*?--|[^>]++)>)", re.S)
_TAG_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_START = re.compile(r"(?<![\w-])\w+")
_WORDS = re.compile(r"\w+").findall
_SHORT = 300
_MOST = 10_000
# A link in a link is invalid, a heading stays clean, and what is in a form or a drawing is no running text.
_SKIP = frozenset("a h1 h2 h3 h4 h5 h6 button label select summary script style svg code pre dt dfn title nav".split())


@lru_cache(maxsize=4096)
def _deeper(tag: str) -> int:
    """Return 1 for a tag that opens what is skipped, -1 for one that closes it, 0 for any other."""
    name = _TAG_NAME.match(tag)
    if name is None or name[1].lower() not in _SKIP:
        return 0
    return -1 if tag.startswith("</") else 1


class Word(Struct, frozen=True):
    """A term as a reader meets it: `id` of the begrip, its title and its one-sentence explanation."""

    id: str
    titel: str
    uitleg: str


# Where a term stands in a text (from, up to), and which one.
_Hit = tuple[int, int, Word]


class Glossary:
    """All terms with every form in which they are written."""

    def __init__(self, entries: Iterable[tuple[Word, Iterable[str]]]):
        self._words: dict[str, Word] = {}
        for word, forms in entries:
            for form in forms:
                self._words.setdefault(_key(form), word)
        # By first word: an alternation of hundreds of forms is tried anew at every letter, a lookup is not.
        self._by_start: dict[str, list[str]] = {}
        for form in sorted(self._words, key=lambda form: (-len(form), form)):
            # A form that begins with a bracket or quote has no first word here, and no reader looks for one.
            if start := _START.match(form):
                self._by_start.setdefault(start[0].lower(), []).append(form)
        # Most pieces of text are a few words, without a term, and stand on many pages.
        self._known: dict[str, tuple[_Hit, ...]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Glossary) and self._words == other._words

    __hash__ = None  # type: ignore[assignment]

    def mark(self, html: str) -> tuple[str, tuple[Word, ...]]:
        """Return the HTML with the first use of each term linked to `#woord-<id>`, and the words used, in order."""
        used: dict[str, Word] = {}
        parts, known = _TAG.split(html), self._known
        # A text, a tag, a text and so on: how deep each text stands in what is skipped follows from the tags before it.
        for number, depth in enumerate(accumulate(map(_deeper, parts[1::2]), initial=0)):
            if depth == 0:
                text = parts[2 * number]
                hits = known.get(text)
                if hits is None:
                    hits = self._look(text)
                if hits:
                    parts[2 * number] = _marked(text, hits, used)
        return "".join(parts), tuple(used.values())

    def _look(self, text: str) -> tuple[_Hit, ...]:
        """Return every place in a text where a term stands."""
        hits: list[_Hit] = []
        if not self._by_start.keys().isdisjoint(_WORDS(text.lower())):
            for start in _START.finditer(text):
                forms = self._by_start.get(start[0].lower())
                if forms is not None and (form := _form_at(text, start.start(), forms)) is not None:
                    hits.append((start.start(), start.start() + len(form), self._words[form]))
        if len(text) < _SHORT:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[text] = tuple(hits)
        return tuple(hits)


def _marked(text: str, hits: Iterable[_Hit], used: dict[str, Word]) -> str:
    """Return a text with the first use of each term linked, and note which terms were used."""
    pieces, at = [], 0
    for start, end, word in hits:
        if start >= at and word.id not in used:
            used[word.id] = word
            pieces += (text[at:start], f'<a class="woord" href="#woord-{word.id}">{text[start:end]}</a>')
            at = end
    return "".join(pieces) + text[at:] if pieces else text


def _form_at(text: str, at: int, forms: Iterable[str]) -> str | None:
    """Return the first of the forms (the longest come first) that stands at a place as a whole word."""
    for form in forms:
        found = text[at : at + len(form)]
        if _key(found) in (form, form.lower()) and (form == found or not form.isupper()):
            after = text[at + len(form) : at + len(form) + 1]
            if not (after.isalnum() or after in ("-", "_")) or not after:
                return form
    return None


def _key(form: str) -> str:
    # Capitals tell an abbreviation (SO, PO) from an ordinary word, so those match to the letter only.
    return form if form.isupper() else form.lower()
