"""How much each word of a text tells of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from .analysis import MIN_PART, drop_stop_words, split_compound, to_term

MAX_WEIGHT = 15
# A word inside a compound tells less than the word itself.
PART = 0.5


Parts = Mapping[str, tuple[str, ...]]


def find_parts(words: Collection[str]) -> Parts:
    """Return for each word the terms of its parts, as far as those are among the words as well; () for one that is no compound."""
    known = frozenset(words)
    ends = known | {to_term(word) for word in words}

    def is_known_end(end: str) -> bool:
        return end in known or to_term(end) in ends

    def parts_of(word: str) -> tuple[str, ...]:
        return tuple(map(to_term, split_compound(word, known.__contains__, is_known_end)))

    return {word: parts_of(word) if len(word) >= 2 * MIN_PART else () for word in words}


class Text:
    """The words of one document, by field. Its weights hang on these and on what parts its words have among the words of all documents."""

    def __init__(self, fields: Iterable[tuple[int, Sequence[str]]]):
        self._fields = [(weight, len(words), drop_stop_words(words)) for weight, words in fields]
        self.words = tuple(dict.fromkeys(word for *_, words in self._fields for word in words))
        self._parts: tuple[tuple[str, ...], ...] | None = None
        self._weights: dict[str, int] = {}

    def weights(self, parts_of: Parts) -> dict[str, int]:
        """Return how much each term tells, 1 to `MAX_WEIGHT`."""
        parts = tuple([parts_of[word] for word in self.words])
        if parts != self._parts:
            self._parts, self._weights = parts, self._weigh(parts_of)
        return self._weights

    def _weigh(self, parts_of: Parts) -> dict[str, int]:
        weights: dict[str, float] = defaultdict(float)
        for weight, length, words in self._fields:
            counts: dict[str, float] = defaultdict(float)
            for word in words:
                counts[to_term(word)] += 1
                for part in parts_of[word]:
                    counts[part] += PART
            for term, count in counts.items():
                # A word counts less with every repeat, and less in a long text.
                weights[term] += weight * count / (count + 0.4 + length / 250)
        return {term: max(1, min(MAX_WEIGHT, round(weight))) for term, weight in weights.items()}


def weigh(texts: Sequence[Text], parts_of: Parts) -> dict[str, dict[int, int]]:
    """Return term -> {number of a text: how much the term tells of it}."""
    postings: dict[str, dict[int, int]] = defaultdict(dict)
    for number, text in enumerate(texts):
        for term, weight in text.weights(parts_of).items():
            postings[term][number] = weight
    return dict(postings)
