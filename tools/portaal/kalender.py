"""Days and clocks: school years, summer time, and the days on which an event of the calendar takes place.

Summer time follows directive 2000/84/EC: from the last Sunday of March, 2:00, until the last Sunday of October, 3:00.
It is computed here, so that no build depends on the time zones that a machine happens to know.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from .model import Agendapunt

WINTER, SUMMER = dt.timedelta(hours=1), dt.timedelta(hours=2)
# No series is looked at for longer; a rule refuses one that goes on.
LONGEST = dt.timedelta(days=731)


def school_year(day: dt.date) -> dt.date:
    """Return the first day of the school year of a day: 1 August (Wet op het primair onderwijs, artikel 1)."""
    return dt.date(day.year if day.month >= 8 else day.year - 1, 8, 1)


def _last_sunday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)
    return last - dt.timedelta(days=last.isoweekday() % 7)


def utc_offset(clock: dt.datetime) -> dt.timedelta:
    """Return how far a clock in the Netherlands runs ahead of UTC; in the hour that comes twice, the first counts."""
    begin = dt.datetime.combine(_last_sunday(clock.year, 3), dt.time(2))
    end = dt.datetime.combine(_last_sunday(clock.year, 10), dt.time(3))
    return SUMMER if begin <= clock < end else WINTER


def clock_exists(clock: dt.datetime) -> bool:
    """Tell whether clocks ever show this: the hour after 2:00 is left out when summer time begins."""
    return not (clock.date() == _last_sunday(clock.year, 3) and clock.hour == 2)


def midnight(day: dt.date) -> str:
    """Return the begin of a day in the Netherlands, as RFC 3339 writes a moment."""
    hours = utc_offset(dt.datetime.combine(day, dt.time())) // dt.timedelta(hours=1)
    return f"{day.isoformat()}T00:00:00+{hours:02}:00"


def nth_weekday(day: dt.date) -> int:
    """Return which of its weekday in the month a day is, 1 to 4, or -1 for a fifth: that is the last in every month."""
    number = (day.day - 1) // 7 + 1
    return number if number < 5 else -1


def _in_month(first: dt.date, year: int, month: int, *, by_weekday: bool) -> dt.date | None:
    """Return the day of a month on which a series that began on `first` takes place, None where it has no such day."""
    days = calendar.monthrange(year, month)[1]
    if not by_weekday:
        return dt.date(year, month, first.day) if first.day <= days else None
    same = [day for day in range(1, days + 1) if dt.date(year, month, day).weekday() == first.weekday()]
    number = nth_weekday(first)
    return dt.date(year, month, same[number - 1 if number > 0 else -1])


def months_without(punt: Agendapunt) -> list[dt.date]:
    """Return the first day of every month in which a series falls on a day that the month does not have."""
    if punt.herhaling is None or punt.herhaling.elke != "maand":
        return []
    return [dt.date(year, month, 1) for year, month in _months(punt) if _in_month(punt.van, year, month, by_weekday=False) is None]


def _months(punt: Agendapunt) -> Iterator[tuple[int, int]]:
    assert punt.herhaling is not None
    end = min(punt.herhaling.tot, punt.van + LONGEST)
    number = punt.van.year * 12 + punt.van.month - 1
    while (number // 12, number % 12 + 1) <= (end.year, end.month):
        yield number // 12, number % 12 + 1
        number += max(1, punt.herhaling.om_de)


def planned(punt: Agendapunt) -> Iterator[dt.date]:
    """Yield the first day of every time, exceptions included, as RFC 5545 reads the same rule."""
    if punt.herhaling is None:
        yield punt.van
        return
    end = min(punt.herhaling.tot, punt.van + LONGEST)
    if punt.herhaling.elke == "week":
        step = dt.timedelta(weeks=max(1, punt.herhaling.om_de))
        day = punt.van
        while day <= end:
            yield day
            day += step
        return
    by_weekday = punt.herhaling.elke == "weekdag-van-de-maand"
    for year, month in _months(punt):
        found = _in_month(punt.van, year, month, by_weekday=by_weekday)
        if found and punt.van <= found <= end:
            yield found


@lru_cache(maxsize=4096)
def keren(punt: Agendapunt) -> tuple[dt.date, ...]:
    """Return the first day of every time that an event takes place, in order."""
    out = {uitzondering.op for uitzondering in punt.herhaling.behalve} if punt.herhaling else set()
    return tuple(day for day in planned(punt) if day not in out)


def last_day(punt: Agendapunt, first: dt.date) -> dt.date:
    """Return the last day of the time that begins on `first`."""
    return first + (punt.tot - punt.van) if punt.tot and punt.tot > punt.van else first


def next_time(punt: Agendapunt, today: dt.date) -> dt.date | None:
    """Return the first day of the time that runs or comes next, None where all are over."""
    return next((day for day in keren(punt) if last_day(punt, day) >= today), None)


def over_since(punt: Agendapunt, today: dt.date) -> dt.date | None:
    """Return the last day of an event that is over on `today`, None for one that still comes."""
    if next_time(punt, today):
        return None
    days = keren(punt) or (punt.van,)
    ended = last_day(punt, days[-1])
    return ended if ended < today else None
