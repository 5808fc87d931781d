"""The one analysis of Dutch text: what a word is, which words are the same word, and what a compound is made of.

The command line and the browser have to agree to the letter, so the rules that can be data are data (`RULES`): the
browser gets them with its index. Only the Snowball stemmer is code on both sides (theme/js/zoek/analyse.js), and a test
holds the two equal on the whole vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from types import MappingProxyType

from whoosh.lang.snowball.dutch import DutchStemmer

# Polish and Turkish letters that Unicode does not take apart; many people type the plain one.
_PLAIN = str.maketrans("łı", "li")
# An apostrophe inside a word is no boundary: foto's is one word. Ukrainian has a letter of its own for it.
# (What stands before it is looked at second: a search for a sign that is rare passes over all others at once.)
_APOSTROPHE = re.compile("['’`](?<=[^\\W_].)(?=[^\\W_])")
# Letters and digits are separate words, so that `1234ab` and `groep3` read like `1234 AB` and `groep 3`.
# No word of ours is longer; what is, came from somebody who leant on a key.
_WORD = re.compile("[^\\W\\d_]{1,35}|\\d{1,35}")
# What the Dutch rules know; words in another script stay as they are.
_DUTCH = re.compile("[a-z]{4,}")

# Words that carry no meaning in a question. `geen`, `niet` and `zonder` are absent on purpose: they turn a question round.
_STOP = """
    aan al als altijd ben bij dan dat de der deze die dit doen door dus een en er erg ga gaan gaat haar had hallo
    hangt heb hebben hebt heeft heel hem hen het hij hoe hun ie iemand iets ik in is ja je jij jouw jullie kan krijg
    krijgen krijgt kun kunnen maar me meer mee met mij mijn mijne moet moeten mag mogen na naar nog nu nou of om omdat
    onder ons onze ook op over s steeds t te tegen toch toen tot u uit uw vaak van vanaf veel voor waar waarom wanneer
    want waren was wat we weer wel welk welke wie wij wil willen word worden wordt ze zelf zeer zich zij zijn zo zou
    zullen a the and of to for my is in i
"""
RULES = MappingProxyType({
    "stop": sorted(set(_STOP.split())),
    # Plurals and forms that no rule reaches. Form -> word.
    "uitzonderingen": {
        "kinderen": "kind", "kids": "kind", "kinders": "kind", "kleintje": "klein", "gepest": "pest", "pester": "pest",
        "gepeste": "pest", "pesterij": "pest", "verhuisd": "verhuis", "blinde": "blind", "dyslexie": "dyslect",
        "angstig": "angst", "angstige": "angst", "geschorst": "schors", "schorsing": "schors", "geweigerd": "weiger", "weigering": "weiger",
        "steden": "stad", "aangemeld": "aanmeld", "ingeschreven": "inschrijf", "verhuizing": "verhuis",
    },
    # Endings that Snowball leaves apart, tried in this order on its stem: autisme and autistisch, epilepsie and
    # epileptisch, agressie and agressief, doofheid and doof. Ending -> what it becomes.
    "eindes": [
        ["istisch", "ist"], ["ism", "ist"], ["lexie", "lect"], ["epsie", "ept"], ["essie", "ess"], ["essief", "ess"],
        ["essiev", "ess"], ["isch", ""], ["heid", ""], ["aar", "ar"],
    ],
    # Words that close a compound even where our own documents never use them alone: concentratie-problemen.
    "hoofden": sorted({
        "aanbod", "aanval", "aanvallen", "achterstand", "achterstanden", "angst", "angsten", "apparaat", "arts",
        "begeleider", "begeleiding", "behoefte", "behoeften", "beperking", "beperkingen", "gedrag", "groep", "groepen",
        "hulp", "hulpvraag", "indicatie", "kind", "kinderen", "klachten", "klas", "klassen", "les", "lessen",
        "moeilijkheden", "ondersteuning", "onderwijs", "onderzoek", "plek", "plekken", "probleem", "problemen",
        "problematiek", "school", "scholen", "stoornis", "stoornissen", "test", "toets", "verklaring", "verlof",
        "verzuim", "vraag", "vragen", "weigering",
    }),
    "schakels": ["", "s", "en", "e", "n"],
})
MIN_PART = 4

_STOP_WORDS = frozenset(RULES["stop"])
_HEADS = frozenset(RULES["hoofden"])


def fold(text: str) -> str:
    """Return the text in lower case, without accents and without apostrophes inside words.

    Any script will do, but for letters beyond the first 65,536 signs: a browser counts such a letter as two, so that
    lengths and order would differ there.
    """
    text = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text).translate(_KEPT).lower().translate(_PLAIN)
    return _APOSTROPHE.sub("", text)


class _Kept(dict[int, str]):
    """What stays of each sign: no mark above or below a letter, and nothing that only widens or parts letters; looked up once for each."""

    def __missing__(self, number: int) -> str:
        sign = chr(number)
        if sign in "\u02bc\u0640" or unicodedata.category(sign)[0] == "M":
            self[number] = ""
        else:
            self[number] = sign if sign <= "\uffff" else " "
        return self[number]


_KEPT = _Kept()


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded, in order."""
    return _WORD.findall(fold(text))


def drop_stop_words(words: Sequence[str]) -> list[str]:
    """Return the words that carry meaning; all of them where none does, as in "over ons"."""
    return [word for word in words if word not in _STOP_WORDS] or list(words)


_snowball = cache(DutchStemmer().stem)


@cache
def to_term(word: str) -> str:
    """Return what a folded word is indexed as: the same for gedrag and gedragingen, doof and dove.

    Up to three letters a word is taken as an abbreviation and stays as it is (TLV, ASS, SO); so does another script.
    """
    if not _DUTCH.fullmatch(word):
        return word
    if exception := RULES["uitzonderingen"].get(word):
        return exception
    stem = _snowball(word)
    for ending, becomes in RULES["eindes"]:
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            stem = stem[: len(stem) - len(ending)] + becomes
            break
    if len(stem) > 4 and re.search("[bdfgklmnprv]t$", stem):
        stem = stem[:-1]  # leren, leert; beperking, beperkt
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        stem = stem[:-1]  # klas, klassen
    stem = re.sub("(^|[^aeiou])(aa|ee|oo|uu)([^aeiou])$", lambda match: match[1] + match[2][0] + match[3], stem)
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])  # doof, dove; huis, huizen


def split_compound(word: str, is_known: Callable[[str], bool], is_known_end: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the parts of a Dutch compound, () if it is none.

    Args:
        word: a folded word.
        is_known: says whether a part may open or stand inside a compound (a word of our documents).
        is_known_end: the same for the last part, which may be bent.

    The longest first part wins; a linking `s`, `en`, `e` or `n` between parts is dropped (gedrag-s-problemen).
    """
    for size in range(len(word) - MIN_PART, MIN_PART - 1, -1):
        first = word[:size]
        if first in _STOP_WORDS or not is_known(first):
            continue
        for link in RULES["schakels"]:
            rest = word[size + len(link) :]
            if len(rest) < MIN_PART or not word.startswith(link, size):
                continue
            if rest in _HEADS or (rest not in _STOP_WORDS and is_known_end(rest)):
                return first, rest
            if deeper := split_compound(rest, is_known, is_known_end):
                return first, *deeper
    return ()


def typo_distance(left: str, right: str, limit: int) -> int:
    """Return the number of edits between two words, a swap of neighbours being one; `limit` + 1 if it is more.

    This is the optimal string alignment distance.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for row, a in enumerate(left, 1):
        current = [row]
        for column, b in enumerate(right, 1):
            cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (a != b))
            if row > 1 and column > 1 and a == right[column - 2] and left[row - 2] == b:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return min(previous[-1], limit + 1)
