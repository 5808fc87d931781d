"""The calendar: which days, in which words, and as a file that other programs read as we do."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import lxml.html
import pytest
from dateutil.rrule import rrulestr

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.actueel import coming_agenda, old_agenda, past_agenda
from portaal.agendatekst import herhaling_in_words, wanneer
from portaal.ical import build_agenda
from portaal.kalender import clock_exists, keren, midnight, next_time, over_since, school_year, utc_offset
from portaal.model import Agendapunt, Portal

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
URL = "https://voorbeeld.invalid/portaal/"


def punt(van: str, **more: Any) -> Agendapunt:
    return Agendapunt.model_validate({"id": "test", "titel": "Test", "soort": "netwerk", "van": van} | more)


def days(van: str, **more: Any) -> list[str]:
    return [day.isoformat() for day in keren(punt(van, **more))]


@pytest.fixture(scope="module")
def portal() -> Portal:
    return pipeline.read_portal(MINIATURE, TODAY)[0]


# --- days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("van", "herhaling", "expected"),
    [
        ("2026-12-01", {"elke": "week", "tot": "2026-12-15"}, ["2026-12-01", "2026-12-08", "2026-12-15"]),
        ("2026-12-01", {"elke": "week", "om_de": "2", "tot": "2026-12-28"}, ["2026-12-01", "2026-12-15"]),
        ("2026-11-30", {"elke": "maand", "tot": "2027-03-31"}, ["2026-11-30", "2026-12-30", "2027-01-30", "2027-03-30"]),
        ("2026-12-08", {"elke": "weekdag-van-de-maand", "om_de": "2", "tot": "2027-04-30"}, ["2026-12-08", "2027-02-09", "2027-04-13"]),
        ("2026-12-29", {"elke": "weekdag-van-de-maand", "tot": "2027-02-28"}, ["2026-12-29", "2027-01-26", "2027-02-23"]),
        ("2026-12-01", {"elke": "week", "tot": "2026-12-15", "behalve": [{"op": "2026-12-08"}]}, ["2026-12-01", "2026-12-15"]),
        ("2028-02-29", {"elke": "maand", "om_de": "12", "tot": "2030-02-28"}, ["2028-02-29"]),
    ],
)
def test_a_series_falls_on_these_days(van: str, herhaling: dict[str, Any], expected: list[str]) -> None:
    assert days(van, herhaling=herhaling) == expected


def test_no_series_goes_on_for_ever() -> None:
    assert len(days("2026-12-01", herhaling={"elke": "week", "om_de": "-3", "tot": "2199-12-31"})) == 105


@pytest.mark.parametrize(
    ("today", "expected", "over"),
    [("2026-12-01", "2026-12-01", None), ("2026-12-02", "2026-12-01", None), ("2026-12-03", "2026-12-08", None),
     ("2026-12-09", "2026-12-08", None), ("2026-12-10", None, "2026-12-09")],
)  # fmt: skip
def test_an_event_is_over_after_its_last_day(today: str, expected: str | None, over: str | None) -> None:
    series = punt("2026-12-01", tot="2026-12-02", herhaling={"elke": "week", "tot": "2026-12-08"})
    day = dt.date.fromisoformat(today)
    assert (next_time(series, day), over_since(series, day)) == tuple(text and dt.date.fromisoformat(text) for text in (expected, over))


def test_summer_time_is_that_of_the_time_zone_database() -> None:
    """Every hour of the days around each change, and noon of every day."""
    for year in (1999, 2024, 2026, 2027, 2028, 2040):
        for month in (3, 10):
            for hour in range(24 * 31):
                clock = dt.datetime(year, month, 1) + dt.timedelta(hours=hour)
                there = clock.replace(tzinfo=AMSTERDAM)
                real = there.astimezone(dt.UTC).astimezone(AMSTERDAM).replace(tzinfo=None) == clock
                assert clock_exists(clock) == real, clock
                assert not real or utc_offset(clock) == there.utcoffset(), clock
    assert [midnight(dt.date(2026, *day)) for day in ((3, 29), (3, 30), (10, 25), (10, 26))] == [
        "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00",
    ]  # fmt: skip


def test_a_school_year_begins_on_the_first_of_august() -> None:
    assert [school_year(dt.date(2026, *day)).year for day in ((7, 31), (8, 1), (12, 31))] == [2025, 2026, 2026]
    assert school_year(dt.date(2027, 1, 1)) == dt.date(2026, 8, 1)


# --- the page --------------------------------------------------------------------------------------------------


def test_what_comes_and_what_was(portal: Portal) -> None:
    assert [punt.id for punt in coming_agenda(portal, TODAY)] == [
        "netwerk-testklas", "inloop-steunpunt", "proefavond", "raad-van-voorbeeldland", "studiedagen",
    ]  # fmt: skip
    assert [punt.id for punt in past_agenda(portal, TODAY)] == ["nachtfeest"]
    assert [punt.id for punt in old_agenda(portal, TODAY)] == ["ledenvergadering"]


def test_a_link_to_an_event_never_breaks_by_itself(_prose: Path) -> None:
    """News links to `agendapunt:proefavond`; the anchor is there before, after, and in the next school year."""
    for day in (dt.date(2026, 12, 1), dt.date(2026, 12, 2), dt.date(2027, 8, 1)):
        built = pipeline.make_site(MINIATURE, today=day, workshop=pipeline.Workshop(_prose))
        assert b'id="proefavond"' in built.files["agenda/index.html"]


def test_the_page_tells_everything(_prose: Path) -> None:
    built = pipeline.make_site(MINIATURE, today=TODAY, workshop=pipeline.Workshop(_prose))
    document = lxml.html.document_fromstring(built.files["agenda/index.html"])
    text = {section.xpath("./h3/@id")[0]: " ".join(section.text_content().split()) for section in document.xpath("//section[contains(@class, 'agendapunt')]")}
    assert "dinsdag 1 december 2026, van 19.30 tot 21.00 uur" in text["proefavond"]
    assert "Aanmelden hoeft niet." in text["proefavond"] and "Voor ouders" in text["proefavond"]
    assert "donderdag 26 november 2026, 9.00 uur" in text["inloop-steunpunt"]
    assert "Elke 2 weken op donderdag, tot en met 1 juli 2027. Hierna: 10 december 2026; 7 januari 2027;" in text["inloop-steunpunt"]
    assert "Niet op24 december 2026 (kerstvakantie)." in text["inloop-steunpunt"] and "herfstvakantie" not in text["inloop-steunpunt"]
    assert "Afgelast" in text["netwerk-testklas"] and "Er waren te weinig aanmeldingen." in text["netwerk-testklas"]
    assert "Nog niet bekend" in text["netwerk-testklas"], "nobody told the place"
    assert "van zaterdag 24 oktober 2026, 22.00 uur tot zondag 25 oktober 2026, 1.00 uur" in text["nachtfeest"]
    files = {link.rpartition("/")[2] for link in document.xpath("//main//a/@href") if link.endswith(".ics")}
    assert files == {path.rpartition("/")[2] for path in built.files if path.endswith(".ics")} - {"netwerk-testklas.ics"}, "who added it sees that it is off"


@pytest.mark.parametrize(
    ("van", "more", "when", "how"),
    [
        ("2026-12-01", {}, "dinsdag 1 december 2026", ""),
        ("2026-12-01", {"tot": "2026-12-03"}, "dinsdag 1 december 2026 tot en met donderdag 3 december 2026", ""),
        ("2026-12-03", {"herhaling": {"elke": "maand", "tot": "2027-06-30"}}, "donderdag 3 december 2026", "elke maand op de 3e, tot en met 30 juni 2027"),
        ("2026-12-08", {"herhaling": {"elke": "weekdag-van-de-maand", "tot": "2027-06-30"}}, "dinsdag 8 december 2026",
         "elke tweede dinsdag van de maand, tot en met 30 juni 2027"),
        ("2026-12-29", {"herhaling": {"elke": "weekdag-van-de-maand", "om_de": "3", "tot": "2027-06-30"}}, "dinsdag 29 december 2026",
         "elke 3 maanden op de laatste dinsdag, tot en met 30 juni 2027"),
    ],
)
def test_words_of_days_and_series(van: str, more: dict[str, Any], when: str, how: str) -> None:
    event = punt(van, **more)
    assert (wanneer(event, event.van), herhaling_in_words(event)) == (when, how)


# --- the file --------------------------------------------------------------------------------------------------


def calendar_of(content: bytes) -> icalendar.Calendar:
    """What the library reads; every line of the file is one that RFC 5545 allows."""
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    for line in content.split(b"\r\n"):
        line.decode("utf-8")
    calendar = icalendar.Calendar.from_ical(content)
    assert [error for part in calendar.walk() for error in part.errors] == []
    return calendar


def test_the_library_reads_the_whole_calendar(portal: Portal) -> None:
    files = build_agenda(portal, URL, TODAY)
    events = {str(event["UID"]): event for event in calendar_of(files["agenda.ics"]).walk("VEVENT")}
    assert set(events) == {f"{punt.id}@voorbeeld.invalid" for punt in portal.agenda.values() if punt.id != "ledenvergadering"}
    evening = events["proefavond@voorbeeld.invalid"]
    assert evening["DTSTART"].dt == dt.datetime(2026, 12, 1, 19, 30, tzinfo=AMSTERDAM)
    assert evening["DTSTAMP"].dt == dt.datetime(2026, 11, 21, tzinfo=dt.UTC), "the clock of the build"
    assert evening["LOCATION"] == "De Testlelie, Testdam"
    assert "thee, koffie en tijd voor vragen.\nAanmelden" in evening["DESCRIPTION"] and "testklas is; daarna" in evening["DESCRIPTION"]
    assert events["studiedagen@voorbeeld.invalid"]["DTEND"].dt == dt.date(2027, 1, 30), "the day after the last"
    cancelled = events["netwerk-testklas@voorbeeld.invalid"]
    assert (cancelled["STATUS"], cancelled["SUMMARY"]) == ("CANCELLED", "Afgelast: Netwerk testklas")
    for path, content in files.items():
        assert path == "agenda.ics" or len(calendar_of(content).walk("VEVENT")) == 1


def test_names_of_events_do_not_change(portal: Portal) -> None:
    def uids(day: dt.date) -> set[str]:
        return {str(event["UID"]) for event in calendar_of(build_agenda(portal, URL, day)["agenda.ics"]).walk("VEVENT")}

    assert uids(TODAY) == uids(TODAY + dt.timedelta(days=30))


def test_the_time_zone_in_the_file_is_ours(portal: Portal) -> None:
    zone = calendar_of(build_agenda(portal, URL, TODAY)["agenda.ics"]).walk("VTIMEZONE")[0].to_tz()
    for clock in (dt.datetime(2026, 3, 29, 1, 59), dt.datetime(2026, 3, 29, 3), dt.datetime(2026, 10, 25, 1, 59), dt.datetime(2026, 10, 25, 3), dt.datetime(2030, 7, 1)):
        assert clock.replace(tzinfo=zone).utcoffset() == utc_offset(clock)


def _random_punt(chance: random.Random) -> Agendapunt:
    van = dt.date(2026, 8, 1) + dt.timedelta(days=chance.randrange(900))
    herhaling = {"elke": chance.choice(["week", "maand", "weekdag-van-de-maand"]), "om_de": str(chance.randrange(1, 5)),
                 "tot": (van + dt.timedelta(days=chance.randrange(700))).isoformat()}
    tijd = {"tijd": {"van": f"{chance.choice([0, 1, 3, 12, 23]):02}:{chance.choice([0, 30]):02}"}} if chance.random() < 0.7 else {}
    event = punt(van.isoformat(), herhaling=herhaling, **tijd)
    out = [{"op": day.isoformat()} for day in keren(event)[1:] if chance.random() < 0.2]
    return punt(van.isoformat(), herhaling=herhaling | {"behalve": out}, **tijd)


def test_other_programs_find_the_same_days(portal: Portal) -> None:
    """300 series, over every change of the clock: the days of the RRULE, as dateutil reads it, are the days on our page."""
    chance = random.Random(6)
    seen = 0
    for _ in range(300):
        event = _random_punt(chance)
        one = type(portal)(**{name: getattr(portal, name) for name in portal.__dataclass_fields__ if name != "agenda"}, agenda={"test": event})
        read = calendar_of(build_agenda(one, URL, event.van)["agenda/test.ics"]).walk("VEVENT")[0]
        start = read["DTSTART"].dt
        begin = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time(), dt.UTC)
        until = read["RRULE"]["UNTIL"][0]
        rule = read["RRULE"].to_ical().decode()
        if not isinstance(until, dt.datetime):
            rule = rule.replace(f"{until:%Y%m%d}", f"{until:%Y%m%d}T000000Z")
        out = read.get("EXDATE", [])
        gone = {(entry.dt.date() if isinstance(entry.dt, dt.datetime) else entry.dt) for part in (out if isinstance(out, list) else [out]) for entry in part.dts}
        there = [day.date() for day in rrulestr(rule, dtstart=begin) if day.date() not in gone]
        assert there == list(keren(event)), (event, rule)
        seen += len(there)
    assert seen > 3000


@pytest.mark.parametrize(("old", "new"), [(b"\r\n", b"\n"), (b"\r\n ", b""), (b"END:VEVENT\r\n", b""), (b"T193000", b"T253000"), (b"20261201", b"20261301")])
def test_a_spoilt_file_is_refused(portal: Portal, old: bytes, new: bytes) -> None:
    good = build_agenda(portal, URL, TODAY)["agenda/proefavond.ics"]
    assert old in good
    with pytest.raises((AssertionError, ValueError)):
        calendar_of(good.replace(old, new))
