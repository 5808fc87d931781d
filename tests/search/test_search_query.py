"""Answers: the golden bank, mended typos, phrases, names, and odd input."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from golden_bank import FLOORS, asker, load_golden, main, missed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_input import ODD

from portaal.model import Portal
from portaal.search import SearchIndex, build_index, explain, search
from portaal.search.query import corrections


@pytest.mark.parametrize("half", FLOORS)
def test_golden_queries_are_found(index: SearchIndex, half: str) -> None:
    golden = load_golden(half)
    gone = missed(golden, asker(index))
    assert 1 - len(gone) / len(golden) >= FLOORS[half], [query.vraag for query in gone]


def test_the_bank_is_large_and_its_halves_are_apart() -> None:
    tuned, apart = load_golden("afgestemd"), load_golden("weggezet")
    assert len(tuned) + len(apart) >= 200
    assert len(apart) >= len(tuned)
    assert not {query.vraag.lower() for query in tuned} & {query.vraag.lower() for query in apart}


def test_the_bank_has_a_query_for_every_hulpvraag(region: Portal) -> None:
    assert {query.over for query in load_golden("weggezet")} >= set(region.hulpvragen)


def test_every_golden_reference_exists(index: SearchIndex) -> None:
    """Queries may name records that staff still have to write; most must be there, or the bank tests nothing."""
    refs = {document.ref for document in index.documents}
    known = [any(ref in refs for ref in query.vindt) for half in FLOORS for query in load_golden(half)]
    assert sum(known) / len(known) > 0.97


def test_parents_have_many_ways_of_saying_it(region: Portal) -> None:
    assert len(region.zoektaal) >= 250
    assert min(len(region.said_for(id_)) for id_ in region.hulpvragen) >= 5


def test_one_box_finds_things_of_every_kind_by_their_title(index: SearchIndex) -> None:
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for document in index.documents:
        # A step comes after the page and the route that tell the whole of it.
        hits = search(index, document.titel, 12 if document.type == "stap" else 3)
        by_kind[document.type].append(document.ref in {f"{hit.type}:{hit.id}" for hit in hits})
    assert by_kind.keys() >= {"voorziening", "school", "hulpvraag", "pagina", "stap", "routekaart", "begrip", "document"}
    shares = {kind: sum(found) / len(found) for kind, found in by_kind.items()}
    assert {kind: share for kind, share in shares.items() if share < (0.6 if kind == "stap" else 0.9)} == {}


def test_every_school_is_found_by_its_name(index: SearchIndex, region: Portal) -> None:
    for school in region.schools.values():
        best = [hit for hit in search(index, school.naam, 5) if hit.titel == school.naam or hit.type == "voorziening"]
        assert best, school.naam


def test_every_voorziening_is_found_by_its_name(index: SearchIndex, region: Portal) -> None:
    for voorziening in region.voorzieningen.values():
        assert f"voorziening:{voorziening.id}" in asker(index)(voorziening.titel)


@pytest.mark.parametrize(("typed", "taken"), [("epilepsei", "epilepsie"), ("dysclaculie", "dyscalculie"), ("zorgplict", "zorgplicht")])
def test_typos_are_mended_and_told(index: SearchIndex, typed: str, taken: str) -> None:
    assert corrections(index, typed) == [(typed, taken)]
    assert search(index, typed)
    assert not search(index, typed, literal=True)


def test_an_exact_word_is_never_mended(index: SearchIndex) -> None:
    for word in index.words:
        assert not corrections(index, word)


@pytest.mark.parametrize(("apart", "together"), [("hoog begaafd", "hoogbegaafd"), ("slecht horend", "slechthorend"), ("day a week", "day-a-week")])
def test_spaces_and_hyphens_are_forgiven(index: SearchIndex, apart: str, together: str) -> None:
    assert asker(index)(apart)[0] in asker(index)(together)


def test_a_hulpvraag_lifts_what_serves_it_a_little_less(index: SearchIndex, region: Portal) -> None:
    hits = {f"{hit.type}:{hit.id}": hit.score for hit in search(index, "autisme", 20)}
    assert hits["hulpvraag:autisme"] > hits["voorziening:groep-autisme"] > 0


def test_limit_and_order(index: SearchIndex) -> None:
    hits = search(index, "school", 7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_hit_explains_itself(index: SearchIndex) -> None:
    hit = search(index, "epilepsei")[0]
    assert re.search(r"epilepsei → epilepsie \(typefout\) \d+", explain(hit))


@pytest.mark.parametrize("text", ODD)
def test_odd_input_is_answered_calmly(index: SearchIndex, text: str) -> None:
    for hit in search(index, text):
        assert hit.score > 0


@pytest.mark.parametrize("text", ["", "   ", "?!", "😀", "qzxv wvxq", "<>&\"'", "\u202e"])
def test_nothing_found_is_an_empty_list(index: SearchIndex, text: str) -> None:
    assert search(index, text) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_answered(index: SearchIndex, text: str) -> None:
    search(index, text)


def test_the_order_of_typing_does_not_matter_much(index: SearchIndex) -> None:
    assert set(asker(index)("autisme hoofddorp")) == set(asker(index)("hoofddorp autisme"))


def test_the_same_portal_gives_the_same_index(region: Portal) -> None:
    assert build_index(region) == build_index(region)


def test_what_has_no_page_is_not_offered(region: Portal) -> None:
    index = build_index(region, {"contact/"})
    assert [document.url for document in index.documents] == ["contact/"]


def test_staff_can_read_what_is_found(capsys: pytest.CaptureFixture[str], region: Portal) -> None:
    main()
    told = capsys.readouterr().out
    assert all(f"\n{id_} " in told for id_ in region.hulpvragen)
    assert "data/zoektaal.yaml" in told
    assert not [query.vraag for query in load_golden("weggezet") if f"{query.vraag!r}" in told]
