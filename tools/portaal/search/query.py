"""Answers a question in a visitor's words: which documents, in which order, and why.

All arithmetic is on whole numbers, so that the browser (theme/js/zoek/zoek.js, which mirrors this module) comes to the
same scores. A change here is a change there; the tests compare the two on every golden query.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from .analysis import RULES, drop_stop_words, split_words, to_term, typo_distance
from .documents import KINDS
from .index import SearchIndex

MAX_WORDS = 24
# How sure we are that a word means a term, in percent.
EXACT, STEM, JOINED, SYNONYM, PART_OF_KNOWN, PART, PREFIX = 100, 95, 100, 85, 45, 70, 75
TYPO = {1: 80, 2: 60}
PREFIX_TERMS, TYPO_TERMS = 12, 3
# What a whole phrase or name counts for, beside the words in it; and what it gives to the provisions of a need.
PHRASE, LIFT = 16, 45
# A phrase counts when more than half of its words are said (this share); a hit counts from this share of the best hit on (percent).
PHRASE_SHARE, CUT_OFF = 51, 12

_STOP_WORDS = frozenset(RULES["stop"])


class Meaning(Struct, frozen=True):
    """What a typed word was taken for: the terms that count (the best one per document), and how it was found."""

    typed: str
    how: str
    terms: Mapping[str, int]
    shown: str = ""


class Reason(Struct, frozen=True):
    """Why a hit is a hit: the typed word, how it matched, the word it matched, and the points it brought."""

    typed: str
    how: str
    shown: str
    points: int


class Hit(Struct, frozen=True):
    """One result; `id` is unique within `type`."""

    type: str
    id: str
    titel: str
    url: str
    score: int
    why: tuple[Reason, ...] = ()


def search(index: SearchIndex, words: str, limit: int = 10, *, literal: bool = False) -> list[Hit]:
    """Return the best hits, best first; [] for a question without words or without an answer.

    Args:
        index: see `build_index`.
        words: anything that anybody may type.
        limit: how many hits at most.
        literal: take every word as it is typed, without mending typos.
    """
    return rank(index, interpret(index, words, literal=literal))[:limit]


def corrections(index: SearchIndex, words: str) -> list[tuple[str, str]]:
    """Return (typed, taken for) of every word that was mended: the stuff of "Bedoelde u …?"."""
    return [(m.typed, m.shown) for m in interpret(index, words) if m.how == "typefout"]


def interpret(index: SearchIndex, text: str, *, literal: bool = False) -> list[Meaning]:
    """Return what the words of a question may mean, in the order of the question."""
    typed = split_words(text)[:MAX_WORDS]
    joined, inside = _join(index, typed)
    meanings = joined
    asked = drop_stop_words(typed)
    for number, word in enumerate(asked):
        found = list(_known(index, word))
        if not found and word not in inside:
            found = _unknown(index, word, is_last=number == len(asked) - 1, literal=literal)
        meanings += found
    return meanings + _synonyms(index, meanings)


def _join(index: SearchIndex, typed: list[str]) -> tuple[list[Meaning], set[str]]:
    """Find words that were typed apart: "hoog begaafd". Return their meanings and the words that they used up."""
    found, used = [], set()
    for size in (2, 3):
        for start in range(len(typed) - size + 1):
            pieces = typed[start : start + size]
            word = "".join(pieces)
            if len(word) >= 5 and not word.isdecimal() and (word in index.terms or to_term(word) in index.known_terms):
                found.append(Meaning(" ".join(pieces), "aaneen", {to_term(word): JOINED}, word))
                used.update(pieces)
    return found, used


def _known(index: SearchIndex, word: str) -> Iterator[Meaning]:
    """A word of our own texts, or another form of one; and, less sure, its parts if it is a compound."""
    term = to_term(word)
    if word in index.terms:
        yield Meaning(word, "precies", {term: EXACT}, word)
    elif term in index.known_terms:
        yield Meaning(word, "woordvorm", {term: STEM}, word)
    else:
        return
    yield from _parts(index, word, PART_OF_KNOWN)


def _parts(index: SearchIndex, word: str, sure: int) -> Iterator[Meaning]:
    for part in index.split(word):
        if (term := to_term(part)) in index.known_terms:
            yield Meaning(word, "deel", {term: sure}, part)


def _unknown(index: SearchIndex, word: str, *, is_last: bool, literal: bool) -> list[Meaning]:
    """A word that none of our texts has: a new compound, a word half typed, or a typo."""
    if found := list(_parts(index, word, PART)):
        return found
    if is_last and len(word) >= 3 and (terms := _prefixed(index, word)):
        return [Meaning(word, "begin", {index.terms[w]: PREFIX for w in reversed(terms)}, terms[0])]
    if not literal and (near := _near(index, word)):
        return [Meaning(word, "typefout", {index.terms[w]: TYPO[d] for d, w in reversed(near)}, near[0][1])]
    return []


def _prefixed(index: SearchIndex, word: str) -> list[str]:
    start = bisect_left(index.words, word)
    found = []
    for candidate in index.words[start : start + PREFIX_TERMS]:
        if not candidate.startswith(word):
            break
        found.append(candidate)
    return found


def _near(index: SearchIndex, word: str) -> list[tuple[int, str]]:
    """Return the (distance, word) of the nearest words: one edit from four letters on, two from eight."""
    limit = 0 if len(word) < 4 or word.isdecimal() else 1 if len(word) < 8 else 2
    best: list[tuple[int, str]] = []
    for candidate in index.words if limit else ():
        # People hardly ever miss the first letter and another one; asking for it keeps strangers out.
        if len(candidate) < 4 or (candidate[0] != word[0] and abs(len(candidate) - len(word)) > 1):
            continue
        distance = typo_distance(word, candidate, limit if candidate[0] == word[0] else 1)
        if distance <= limit and (candidate[0] == word[0] or distance == 1):
            best.append((distance, candidate))
    if not best:
        return []
    nearest = min(distance for distance, _ in best)
    near = [(distance, candidate) for distance, candidate in best if distance == nearest]
    # Of equals, the word that leads to most is the likeliest.
    return sorted(near, key=lambda pair: (index.rarity[index.terms[pair[1]]], pair[1]))[:TYPO_TERMS]


def _synonyms(index: SearchIndex, meanings: list[Meaning]) -> list[Meaning]:
    """Words that `zoektaal` puts beside a phrase (`woord:…`), where the whole phrase was asked for."""
    said = {term for meaning in meanings if meaning.how != "deel" for term in meaning.terms}
    found = []
    for number in sorted({n for term in said for n in index.phrase_postings.get(term, ())}):
        frase = index.phrases[number]
        if frase.words and said.issuperset(frase.terms):
            found += [Meaning(frase.said, "zelfde betekenis", {to_term(word): SYNONYM}, word) for word in frase.words]
    return found


def rank(index: SearchIndex, meanings: Iterable[Meaning]) -> list[Hit]:
    """Return all hits for the meanings, best first; equal scores keep the order of the documents."""
    meanings = list(meanings)
    reasons: dict[int, list[Reason]] = defaultdict(list)
    for meaning in meanings:
        points: dict[int, int] = {}
        for term, sure in meaning.terms.items():
            for number, weight in index.postings.get(term, {}).items():
                worth = index.rarity[term] * weight * sure // 100
                points[number] = max(points.get(number, 0), worth)
        for number, worth in points.items():
            reasons[number].append(Reason(meaning.typed, meaning.how, meaning.shown, worth))
    for number, reason in _phrase_reasons(index, meanings).items():
        reasons[number].append(reason)
    scores = {number: _score(index, number, found) for number, found in reasons.items()}
    least = max(scores.values(), default=0) * CUT_OFF // 100
    best = sorted((number for number in scores if scores[number] > least), key=lambda number: (-scores[number], number))
    return [_hit(index, number, scores[number], reasons[number]) for number in best]


def _score(index: SearchIndex, number: int, reasons: Iterable[Reason]) -> int:
    return sum(reason.points for reason in reasons) * KINDS[index.documents[number].type][1] // 100


def _hit(index: SearchIndex, number: int, score: int, reasons: list[Reason]) -> Hit:
    document = index.documents[number]
    return Hit(document.type, document.id, document.titel, document.url, score, tuple(reasons))


def _phrase_reasons(index: SearchIndex, meanings: Iterable[Meaning]) -> dict[int, Reason]:
    """Return for each document the phrase or name that fits the question best."""
    found: dict[int, Reason] = {}

    def offer(number: int, points: int, how: str, words: str) -> None:
        if points > 0 and (number not in found or found[number].points < points):
            found[number] = Reason(words, how, words, points)

    for number, said in sorted(_said(index, meanings).items()):
        frase = index.phrases[number]
        whole = sum(index.rarity[term] for term in frase.terms)
        share = said // whole
        if share < PHRASE_SHARE:
            continue
        points = PHRASE * whole * share * share * share // 1_000_000
        for target in frase.targets:
            offer(target, points, "frase", frase.said)
            for lifted in index.lifts.get(target, ()):
                offer(lifted, points * LIFT // 100, "hulpvraag", frase.said)
    return found


def _said(index: SearchIndex, meanings: Iterable[Meaning]) -> dict[int, int]:
    """Return for each phrase that shares a word with the question what those words tell, in percents of rarity."""
    sure: dict[str, int] = {}
    for meaning in meanings:
        for term, percent in meaning.terms.items():
            sure[term] = max(sure.get(term, 0), percent)
    said: dict[int, int] = defaultdict(int)
    for term, percent in sure.items():
        for number in index.phrase_postings.get(term, ()):
            said[number] += index.rarity[term] * percent
    return said
