"""Sentences and their words, in Dutch with its abbreviations, initials, ordinals and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

# A full stop after one of these ends no sentence, even where a capital or a figure follows.
_SHORT = frozenset(
    "art afb bijl bijv blz bv ca dhr dr drs ds excl fig hfst incl ing ir jl jr max mevr min mr mw nr nrs par p prof sr st tel vgl zgn".split()
)
# These do end one when a capital follows: "… en zo verder. De school …".
_MAY_END = frozenset(("e.a", "e.d", "o.i.d", "m.m"))
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_LETTER = re.compile(r"\w")
_SIGN = re.compile(r"\S")
_APART = re.compile(" ([.,;:!?…)])")  # a sign that markup stood before
# What stands before a mark is looked at no further back than this: a last word that is longer is no abbreviation.
_NEAR = 80
_QUOTE = re.compile(r"[\"“„][^\"”“„]*[\"”]|(?<!\w)['‘][^'’]*['’](?!\w)")
# Where a long sentence may be cut, best first: before a word that begins a new thought, else at a comma.
_CUTS = (
    re.compile(r"[;:–]\s|,?\s(?=(?:want|maar|dus|omdat|zodat|terwijl|waarbij|waardoor|doordat|hoewel|tenzij)\s)"),
    re.compile(r",\s|\s(?=(?:en|of|als|die|dat)\s)"),
)


class Zin(Struct, frozen=True):
    """One sentence with single spaces; `start` is where it begins in the passage."""

    text: str
    start: int

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(_words(self.text))

    def count(self, names: Iterable[str] = ()) -> int:
        """Return the number of words; a quotation, or an official name of `names`, counts as one."""
        text = _QUOTE.sub("x", self.text)
        for name in names:
            text = text.replace(name, "x")
        return len(_words(text))

    def short(self, length: int = 70) -> str:
        """Return the sentence for in a message: its begin and its end."""
        if len(self.text) <= length:
            return self.text
        return f"{self.text[: length * 2 // 3].rstrip()} … {self.text[-length // 3 :].lstrip()}"

    def cut(self) -> str:
        """Return the words before which the sentence may best be cut, or an empty text."""
        for cuts in _CUTS:
            middle = len(self.text) // 2
            best = min((cut.end() for cut in cuts.finditer(self.text)), key=lambda at: abs(at - middle), default=0)
            if middle // 3 <= best <= len(self.text) - middle // 3:
                return " ".join(self.text[best:].split()[:3])
        return ""


def _words(text: str) -> list[str]:
    """A search for "signs, a letter, signs" would try a long row of dashes from every dash anew."""
    return [word for word in text.split() if _LETTER.search(word)]


def without_quotes(text: str) -> str:
    """Return a text in which quotations are blanked; its length stays the same."""
    return _QUOTE.sub(lambda quote: re.sub(r"[^\n]", " ", quote[0]), text)


def sentences(text: str) -> Iterator[Zin]:
    """Yield the sentences of a passage, in order; every word of the text is in one of them."""
    start = 0
    for end in _END.finditer(text):
        following = _SIGN.search(text, end.end())
        if not following or _is_end(text[max(start, end.start() - _NEAR) : end.start()], end[0], following[0]):
            yield from _zin(text, start, end.end())
            start = end.end()
    yield from _zin(text, start, len(text))


def _is_end(before: str, mark: str, following: str) -> bool:
    if following.islower():
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    last = before.rstrip().rpartition(" ")[2].lstrip("(\"'‘“„[").lower()
    if last in _MAY_END:
        return True
    is_number_of_list = last.isdigit() and before.strip() == last
    return not (last in _SHORT or _DOTTED.fullmatch(last) or is_number_of_list)


def _zin(text: str, start: int, end: int) -> Iterator[Zin]:
    part = text[start:end]
    if _LETTER.search(part):
        shown = _APART.sub(r"\1", " ".join(part.split()).replace("( ", "("))
        yield Zin(shown, start + len(part) - len(part.lstrip()))
