"""The command `portaal import duo`: read, compare, report and, if asked, write."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from pathlib import Path
from typing import Any, TextIO

from ..clock import today_from_environment
from ..finding import Finding, Refused, did_you_mean, format_text
from ..model import School
from ..textfile import write_whole
from .facts import check_facts, facts_of, last_years, make_slug, new_record, with_sources
from .guard import refuse_strange
from .match import DuoSchool, Plan, held_fields, id_of, make_plan
from .points import Points
from .read import DuoFiles, read_folder
from .region import FILE, Region, read_region
from .report import report
from .write import apply

SCHOOLS = f"data/{FILE['school']}"


def run(root: Path, args: argparse.Namespace, out: TextIO) -> int:
    """Import DUO's registers into data/schools.yaml of `root`; print a report in Dutch to `out`.

    Returns 0 when done, 1 when done while DUO had values that are not usable, 2 when nothing could be done: then
    nothing is written.
    """
    try:
        files, region = read_folder(args.map), read_region(root)
        records = _records(region)
        refuse_strange(records, files, region)
        plan, findings = _plan(records, files, region, args.datum or today_from_environment())
        # Also on a dry run: what cannot be written safely must be known before anybody says --write.
        old = (root / SCHOOLS).read_bytes() if (root / SCHOOLS).is_file() else b""
        new = apply(old, SCHOOLS, records, plan)
        said = report(plan, records, _outcome(args.write, new != old))
        if args.write and new != old:
            write_whole(root / SCHOOLS, new)
    except Refused as refused:
        print(format_text(refused.findings), file=out)
        return 2
    except OSError as error:
        print(f"Een bestand is niet te lezen of te schrijven: {error.strerror or 'onbekende fout'}. Er is niets geschreven.", file=out)
        return 2
    print(said, end="", file=out)
    findings += _unknown_vast(region)
    if findings:
        print(f"\nLet op ({len(findings)})\n{format_text(findings)}", file=out)
    return 1 if findings else 0


def new_schools(files: DuoFiles, region: Region, date: dt.date) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Return a record for every school of a region that has none yet, in file order, and what DUO wrote that is not usable.

    Raises Refused as `run` does: for another region, or for files with broken letters.
    """
    refuse_strange([], files, region)
    plan, findings = _plan([], files, region, date)
    return list(plan.new), findings


def _outcome(write: bool, different: bool) -> str:
    if not different:
        return f"{SCHOOLS} is al gelijk aan DUO: er is niets te schrijven."
    return f"Geschreven: {SCHOOLS}." if write else "Dit is een proef: er is niets geschreven. Met --write wel."


def _records(region: Region) -> list[dict[str, Any]]:
    """Return the records that are there; without a code of its own a record cannot be matched, so that is refused."""
    seen: set[str] = set()
    for raw in region.schools:
        id_ = id_of(raw.node.plain())
        if id_ in seen or not re.fullmatch(r"\d\d[A-Z]{2}\d\d", id_):
            message = "Brin en vestiging zijn hier niet juist, of deze school staat er twee keer."
            raise Refused([Finding(raw.place(), "duo-school", message, "Draai 'portaal check' en herstel dit eerst.")])
        seen.add(id_)
    return [raw.node.plain() for raw in region.schools]


def _plan(records: list[dict[str, Any]], files: DuoFiles, region: Region, date: dt.date) -> tuple[Plan, list[Finding]]:
    known = {id_of(record) for record in records}
    points, years = Points(files.points, region.centres), last_years(files.pupils)
    taken = {str(record.get("slug")) for record in records}
    schools: dict[str, DuoSchool] = {}
    new, findings = [], []
    for row in sorted(files.vestigingen, key=lambda row: row.id):
        if row.id not in known and not region.has(row.gemeente):
            continue
        found, wrong = check_facts(row, facts_of(row, files, region, points, years))
        findings += wrong
        if found is None:
            continue
        schools[row.id] = with_sources(row.soort, found, files.points_name)
        if row.id not in known:
            slug = make_slug(row, found, taken)
            taken.add(slug)
            new.append(new_record(row, schools[row.id], slug, date.isoformat()))
    return make_plan(records, schools, new, (row.id for row in files.vestigingen), date), findings


def _unknown_vast(region: Region) -> list[Finding]:
    """Return findings for names in `vast` that are no field: they would protect nothing."""
    known = list(School.model_fields)
    return [
        Finding(
            raw.place(("vast",)), "duo-vast", f"'{name}' in 'vast' is geen veld van een school.",
            did_you_mean(name, known, otherwise="Noem de naam van een veld."), "waarschuwing",
        )
        for raw in region.schools for name in sorted(held_fields(raw.node.plain()) - set(known))
    ]
