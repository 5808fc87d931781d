"""The analysis: which words are one word, and what a compound is made of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portaal.search.analysis import drop_stop_words, fold, split_compound, split_words, to_term, typo_distance


@pytest.mark.parametrize(("text", "words"), [
    ("Coördinatiepunt", ["coordinatiepunt"]),
    ("foto's", ["fotos"]),
    ("2132ne", ["2132", "ne"]),
    ("2132 NE", ["2132", "ne"]),
    ("day-a-week", ["day", "a", "week"]),
    ("groep3", ["groep", "3"]),
    ("<b>ＴＬＶ</b>", ["b", "tlv", "b"]),
    ("😀 \u202eabc", ["abc"]),
    ("Żółw, szkoła i IŞIK", ["zolw", "szkola", "i", "isik"]),
    ("сім'я здоровʼя Їжак", ["сімя", "здоровя", "іжак"]),
    ("مَدْرَسَة الأطـفال", ["مدرسة", "الاطفال"]),
    ("学校 ٣٤a \U00010330\U00010331b", ["学校", "٣٤", "a", "b"]),
    ("", []),
])
def test_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize("family", [
    "hoogbegaafd hoogbegaafde hoogbegaafden hoogbegaafdheid",
    "autisme autistisch autistische",
    "epilepsie epileptisch epileptische",
    "dyslexie dyslectisch",
    "doof dove doofheid",
    "plusklas plusklassen",
    "kind kinderen",
    "probleem problemen",
    "beperking beperkt beperkte",
    "agressie agressief agressieve",
])
def test_one_word_in_many_forms(family: str) -> None:
    assert len({to_term(word) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", ["ass as", "hb h", "sbo so", "geen niet", "blij blijf"])
def test_other_words_stay_apart(pair: str) -> None:
    first, second = pair.split()
    assert to_term(first) != to_term(second)


def test_what_turns_a_question_round_is_kept() -> None:
    assert drop_stop_words("mijn kind zonder diagnose wil niet en heeft geen school".split()) == [
        "kind", "zonder", "diagnose", "niet", "geen", "school",
    ]


def test_a_question_of_stop_words_alone_is_kept() -> None:
    assert drop_stop_words(["over", "ons"]) == ["over", "ons"]


KNOWN = {"gedrag", "ondersteuning", "basis", "hoogbegaafd", "taal", "ontwikkeling"}


@pytest.mark.parametrize(("word", "parts"), [
    ("gedragsproblemen", ("gedrag", "problemen")),
    ("ondersteuningsbehoefte", ("ondersteuning", "behoefte")),
    ("hoogbegaafdenonderwijs", ("hoogbegaafd", "onderwijs")),
    ("taalontwikkelingsstoornis", ("taal", "ontwikkeling", "stoornis")),
    ("basisondersteuning", ("basis", "ondersteuning")),
    ("gedrag", ()),
    ("fietsenstalling", ()),
])
def test_compounds(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word, KNOWN.__contains__, KNOWN.__contains__) == parts


@pytest.mark.parametrize(("left", "right", "edits"), [
    ("autsime", "autisme", 1), ("hoogbegaaft", "hoogbegaafd", 1), ("dislexie", "dyslexie", 1),
    ("waterlely", "waterlelie", 2), ("klimbom", "klimboom", 1), ("autisme", "autisme", 0),
    ("taal", "school", 3),
])
def test_typos(left: str, right: str, edits: int) -> None:
    assert typo_distance(left, right, 2) == edits


@given(st.text(max_size=80))
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=80))
def test_words_survive_their_own_folding(text: str) -> None:
    words = split_words(text)
    assert all(word.isalnum() and max(word) <= "\uffff" and len(word) <= 35 for word in words)
    assert split_words(" ".join(words)) == words


@given(st.text(max_size=80))
def test_marks_make_no_other_word(text: str) -> None:
    """Who types no accents, or leaves out the vowel signs of Arabic, finds the same."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.category(sign).startswith("M"))
    assert split_words(bare) == split_words(text)


@given(st.from_regex("[a-z]{1,20}", fullmatch=True))
def test_every_word_has_a_term(word: str) -> None:
    assert to_term(word)


SHORT = st.from_regex("[a-d]{1,7}", fullmatch=True)


@given(SHORT, SHORT)
def test_typo_distance_is_symmetric_and_zero_for_equals(left: str, right: str) -> None:
    assert typo_distance(left, right, 3) == typo_distance(right, left, 3)
    assert (typo_distance(left, right, 3) == 0) == (left == right)
