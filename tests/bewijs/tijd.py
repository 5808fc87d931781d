"""Time passes: what must be looked at again is told in time, and a day, a school year or summer time changes nothing else."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from icalendar import Calendar

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.model.fields import is_stale
from portaal.sitefiles import SECURITY

from .frame import Bewijs, Werkplaats

_ONDERWERP = "tijd"
_AGENDA = re.compile(r"(?:^|/)agenda[^/]*\.ics$")
_PAST_YEAR = re.compile(r"\d{4}-\d{4} <span class=\"verlopen\">")
# A night in which the clock goes on, one in which it goes back, 29 February, the turn of the year and of the school year.
ODD_DAYS = tuple(dt.date(*day) for day in ((2027, 3, 28), (2027, 10, 31), (2028, 2, 29), (2026, 12, 31), (2027, 1, 1), (2027, 7, 31), (2027, 8, 1)))
# A weekly hour in the agenda of the fictional portal: in summer and in winter it begins at the same time on the clock.
_HOUR = dt.time(9)

Told = tuple[int, set[str]]
Teller = Callable[[Path, dt.date], Told]


def on_the_day(day: dt.date) -> dict[str, str]:
    """Return the environment in which the portal takes a day for today."""
    return {"SOURCE_DATE_EPOCH": str(int(dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp()))}


def rules_on(root: Path, day: dt.date) -> Told:
    """Return the exit code of `portaal check` on a day, and the rules that it named."""
    done = subprocess.run([sys.executable, "-m", "portaal", "check", "--root", str(root)], env=os.environ | on_the_day(day),
                          capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, {line.split("  ")[2] for line in done.stdout.splitlines() if line.count("  ") > 2}


def turning_days(root: Path) -> dict[str, dt.date]:
    """Return per rule the first day on which it must warn, from the dates in a portal that is built on TODAY."""
    portal = pipeline.read_portal(root, TODAY)[0]
    checked = [record.gecontroleerd_op for _, _, record in portal.all_records() if getattr(record, "gecontroleerd_op", None)]
    judged = [criterium.op for criterium in portal.criteria.values() if criterium.op]
    ends = re.search(r"Expires: (\S+)T", (root / "build" / "site" / SECURITY).read_text(encoding="utf-8"))
    assert ends
    return {"verlopen-controle": _first_stale(min(checked)), "verlopen-verklaring": _first_stale(min(judged)),
            "oude-site": dt.date.fromisoformat(ends[1]) - dt.timedelta(days=29)}  # fmt: skip


def _first_stale(day: dt.date) -> dt.date:
    return next(later for number in range(1_000) if is_stale(day, later := day + dt.timedelta(days=number)))


def judge_turn(rule: str, before: Told, after: Told, day: dt.date) -> Bewijs:
    """Judge what is told on the day before and on the day itself: nothing, then the rule; and the site can still be made."""
    fine = before[0] == after[0] == 0 and rule not in before[1] and rule in after[1]
    what = {"verlopen-controle": "een feit een jaar oud is", "verlopen-verklaring": "een oordeel over toegankelijkheid een jaar oud is", "oude-site": "security.txt bijna verloopt"}[rule]
    said = " / ".join(", ".join(sorted(told)) or "niets" for _, told in (before, after))
    return Bewijs(_ONDERWERP, f"Waarschuwt het portaal op de dag dat {what}, en niet eerder?", f"{day - dt.timedelta(days=1)} en {day}: {said}",
                  f"eerst geen '{rule}', dan wel, en de site wordt nog gemaakt", fine)


def judge_today(told: Told) -> Bewijs:
    return Bewijs(_ONDERWERP, "Is er vandaag iets verlopen in het voorbeeld?", ", ".join(sorted(told[1])) or "niets", "niets", told == (0, set()))


def judge_odd(codes: Mapping[dt.date, int]) -> Bewijs:
    failed = [day.isoformat() for day, code in codes.items() if code]
    return Bewijs(_ONDERWERP, "Werkt alles op vreemde dagen? (zomertijd, schrikkeldag, jaarwisseling, nieuw schooljaar)", f"{len(codes) - len(failed)} van {len(codes)} dagen",
                  "alle dagen", bool(codes) and not failed, ", ".join(failed))


def judge_hours(calendar: bytes) -> Bewijs:
    """Judge the agenda as a telephone reads it: an hour keeps its time on the clock through summer and winter."""
    begins = [event.decoded("dtstart") for event in Calendar.from_ical(calendar).walk("VEVENT")]
    hours = [begin for begin in begins if isinstance(begin, dt.datetime)]
    loose = [begin.isoformat() for begin in hours if str(begin.tzinfo) != "Europe/Amsterdam"]
    offsets = {begin.replace(month=month, day=15).utcoffset() for begin in hours for month in (1, 7)} if hours and not loose else set()
    return Bewijs(_ONDERWERP, "Blijft een afspraak in zomer en winter op dezelfde tijd van de klok?", f"{len(hours)} tijden, {len(loose)} zonder tijdzone, {len(offsets)} verschillen met Greenwich",
                  "elke tijd in de tijdzone van Amsterdam", bool(hours) and not loose and len(offsets) == 2 and any(begin.time() == _HOUR for begin in hours), "; ".join(loose[:3]))


def judge_school_year(last_day: Mapping[str, bytes], first_day: Mapping[str, bytes]) -> Bewijs:
    """Judge the last day of a school year and the first of the next: what schools told is then of the year before, and shown so."""
    old = [len(_PAST_YEAR.findall(files["actualiteit/index.html"].decode())) for files in (last_day, first_day)]
    return Bewijs(_ONDERWERP, "Laat het portaal op 1 augustus zien dat een opgave over het vorige schooljaar gaat?", f"{old[0]} keer op 31 juli, {old[1]} keer op 1 augustus",
                  "op 1 augustus vaker", old[1] > old[0])


def bewijs(werkplaats: Werkplaats, told_on: Teller = rules_on) -> Iterator[Bewijs]:
    """Yield what is told on days to come, and that odd days are days like any other."""
    root = Path(shutil.copytree(MINIATURE, werkplaats.folder / "tijd", ignore=shutil.ignore_patterns("build")))
    workshop = pipeline.Workshop.of(root)
    pipeline.build(root, root / "build" / "site", today=TODAY, workshop=workshop)
    yield judge_today(told_on(root, TODAY))
    for rule, day in turning_days(root).items():
        yield judge_turn(rule, told_on(root, day - dt.timedelta(days=1)), told_on(root, day), day)
    yield judge_odd({day: told_on(root, day)[0] for day in ODD_DAYS})
    last, first = (pipeline.make_site(root, today=day, workshop=workshop).files for day in (dt.date(2027, 7, 31), dt.date(2027, 8, 1)))
    yield judge_hours(next(content for path, content in last.items() if _AGENDA.search(path)))
    yield judge_school_year(last, first)
