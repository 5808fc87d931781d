"""Explains jargon where it stands: marks the first use of each term in a piece of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TAG = re.compile(r"(<!--.*?-->|<[^>]+>)", re.S)
# A link in a link is invalid, a heading stays clean, and what is in a form or a drawing is no running text.
_SKIP = frozenset("a h1 h2 h3 h4 h5 h6 button label select summary script style svg code pre dt dfn title nav".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A term as a reader meets it: `id` of the begrip, its title and its one-sentence explanation."""

    id: str
    titel: str
    uitleg: str


class Glossary:
    """All terms with every form in which they are written."""

    def __init__(self, entries: Iterable[tuple[Word, Iterable[str]]]):
        self._words: dict[str, Word] = {}
        for word, forms in entries:
            for form in forms:
                self._words.setdefault(self._key(form), word)
        longest_first = sorted(self._words, key=lambda form: (-len(form), form))
        pattern = "|".join(re.escape(form) for form in longest_first)
        self._pattern = re.compile(rf"(?<![\w-])({pattern})(?![\w-])", re.I) if pattern else None

    @staticmethod
    def _key(form: str) -> str:
        return form if form.isupper() else form.lower()

    def _find(self, text: str) -> Word | None:
        # Capitals tell an abbreviation (SO, PO) from an ordinary word, so those match to the letter only.
        return self._words.get(text) or self._words.get(text.lower())

    def mark(self, html: str) -> tuple[str, tuple[Word, ...]]:
        """Return the HTML with the first use of each term linked to `#woord-<id>`, and the words used, in order."""
        if not self._pattern:
            return html, ()
        used: dict[str, Word] = {}
        depth = 0

        def replace(match: re.Match[str]) -> str:
            word = self._find(match[1])
            if word is None or word.id in used:
                return match[0]
            used[word.id] = word
            return f'<a class="woord" href="#woord-{word.id}">{match[1]}</a>'

        parts = _TAG.split(html)
        for number, part in enumerate(parts):
            if number % 2:
                name = re.match(r"</?([a-zA-Z0-9]+)", part)
                if name and name[1].lower() in _SKIP:
                    depth += -1 if part.startswith("</") else 1
            elif depth == 0 and part.strip():
                parts[number] = self._pattern.sub(replace, part)
        return "".join(parts), tuple(used.values())
