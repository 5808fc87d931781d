"""What the preview tells a browser: that pages are new, and later that the rest is there too, without loading every page twice."""

from __future__ import annotations

from portaal.builder import News
from portaal.finding import Finding, Location
from portaal.memo import while_same
from portaal.serve import State

SCHOOL, INDEX = "school/voorbeeldboom/index.html", "zoek/index.json"


def test_pages_come_first_and_the_rest_does_not_ask_for_them_again() -> None:
    state = State()
    state.tell(News(True, (), {SCHOOL: b"oud", INDEX: b"oud"}))
    state.tell(News(True, (), {SCHOOL: b"nieuw"}, is_whole=False))
    assert (state.wait(1)["nummer"], state.wait(1)["paginas"], state.wait(1)["heel"]) == (2, 2, False)
    state.tell(News(True, (), {INDEX: b"nieuw"}))
    assert (state.wait(2)["nummer"], state.wait(2)["paginas"], state.wait(2)["heel"]) == (3, 2, True)
    assert state.files == {SCHOOL: b"nieuw", INDEX: b"nieuw"}


def test_who_missed_the_pages_hears_of_them_with_the_rest() -> None:
    state = State()
    state.tell(News(True, (), {SCHOOL: b"nieuw"}, is_whole=False))
    state.tell(News(True, (), {INDEX: b"nieuw"}))
    assert state.wait(0)["paginas"] > 0


def test_a_mistake_takes_back_the_pages_that_came_first() -> None:
    state = State()
    state.tell(News(True, (), {SCHOOL: b"oud"}, base="/portaal/"))
    state.tell(News(True, (), {SCHOOL: b"nieuw"}, base="/portaal/", is_whole=False))
    state.tell(News(False, (Finding(Location("data/schools.yaml"), "proef", "Dit mag niet."),), {SCHOOL: b"oud"}))
    said = state.wait(2)
    assert said["paginas"] == said["nummer"] == 3 and said["heel"] and [one["bericht"] for one in said["fouten"]] == ["Dit mag niet."]
    assert (state.files, state.base) == ({SCHOOL: b"oud"}, "/portaal/")


def test_what_is_remembered_is_of_the_very_same_values() -> None:
    made: list[object] = []
    work = while_same(lambda of: made.append(of) or list(of))
    one, equal = [1], [1]
    assert work(one) is work(one) and len(made) == 1
    assert work(equal) == [1] and len(made) == 2
