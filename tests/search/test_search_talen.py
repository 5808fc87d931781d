"""Words in other languages lead to Dutch provisions and needs, on the command line as in the browser (`tests/browser/test_zoeken.py`)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from golden_bank import asker, load_golden, missed

from portaal.model import Portal
from portaal.search import SearchIndex, build_index

LANGUAGES = {"en", "ar", "uk", "pl", "tr"}


def test_what_parents_ask_in_their_language_is_found(index: SearchIndex) -> None:
    assert [query.vraag for query in missed(load_golden("talen"), asker(index))] == []


def test_there_are_eight_questions_in_every_language() -> None:
    counted = Counter(query.soort for query in load_golden("talen"))
    assert set(counted) == LANGUAGES and min(counted.values()) >= 8


def test_every_phrase_of_a_language_finds_what_it_names(index: SearchIndex, region: Portal) -> None:
    ask = asker(index)
    entries = [(said, entry.vindt) for leestaal in region.leestalen.values() for entry in leestaal.zoektaal for said in entry.zegt]
    assert len(entries) > 400
    assert [said for said, refs in entries if not set(refs) & set(ask(said))] == []


def test_the_words_of_other_languages_take_nothing_from_dutch(index: SearchIndex, region: Portal) -> None:
    alone = asker(build_index(replace(region, leestalen={})))
    golden = [*load_golden("afgestemd"), *load_golden("weggezet")]
    assert {query.vraag for query in missed(golden, asker(index))} == {query.vraag for query in missed(golden, alone)}
