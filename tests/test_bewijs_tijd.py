"""What `make bewijs` says of time that passes, seen to fail on planted faults."""

from __future__ import annotations

import datetime as dt

import pytest

from bewijs import tijd

DAY = dt.date(2027, 11, 3)
RULE = "verlopen-controle"


@pytest.mark.parametrize(("before", "after", "good"), [
    ((0, set()), (0, {RULE, "iets"}), True), ((0, set()), (0, {"iets"}), False), ((0, {RULE}), (0, {RULE}), False), ((0, set()), (1, {RULE}), False),
])  # fmt: skip
def test_a_rule_that_comes_late_early_or_holds_the_site_back_falls_short(before: tijd.Told, after: tijd.Told, good: bool) -> None:
    assert tijd.judge_turn(RULE, before, after, DAY).voldoet is good


@pytest.mark.parametrize(("told", "good"), [((0, set()), True), ((0, {"iets"}), False), ((1, set()), False)])
def test_what_is_over_today_is_seen(told: tijd.Told, good: bool) -> None:
    assert tijd.judge_today(told).voldoet is good


@pytest.mark.parametrize(("codes", "good"), [({DAY: 0}, True), ({DAY: 0, dt.date(2028, 2, 29): 1}, False), ({}, False)])
def test_a_day_on_which_nothing_works_is_named(codes: dict[dt.date, int], good: bool) -> None:
    judged = tijd.judge_odd(codes)
    assert judged.voldoet is good and ("2028-02-29" in judged.toelichting) is (len(codes) == 2)


EVENT = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(("start", "good"), [
    (";TZID=Europe/Amsterdam:20270301T090000", True), (":20270301T080000Z", False), (":20270301T090000", False), (";VALUE=DATE:20270301", False), (";TZID=Europe/Amsterdam:20270301T100000", False),
])  # fmt: skip
def test_an_hour_that_moves_with_the_sun_is_seen(start: str, good: bool) -> None:
    assert tijd.judge_hours(EVENT.format(start).encode()).voldoet is good


PAGE = "<td>2026-2027{}</td>"


@pytest.mark.parametrize(("before", "after", "good"), [
    ("", ' <span class="verlopen">verlopen</span>', True), ("", "", False), (' <span class="verlopen">verlopen</span>', ' <span class="verlopen">verlopen</span>', False),
])  # fmt: skip
def test_an_offer_of_last_year_that_looks_new_is_seen(before: str, after: str, good: bool) -> None:
    pages = ({"actualiteit/index.html": PAGE.format(what).encode()} for what in (before, after))
    assert tijd.judge_school_year(*pages).voldoet is good
