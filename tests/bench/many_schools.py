"""A hundred thousand schools: what reading them costs by how many files they stand in, and what a build costs.

`portaal` keeps schools in one file of at most 8 MB. Here they stand in other files, as one line of `KINDS` would have it, or
in one that is too large: `--inside PATTERN lezen ROOT` reads such a root in a process of its own, and `bouwen` builds it.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from acts import run
from maat import Maat
from processes import Ran, measured

NUMBER = 100_000
# BRINs from here on were given to nobody; three schools share one, as establishments do.
_FIRST_BRIN, _SHARE = 40, 3
_RECORD = re.compile(r"^(?=- )", re.M)
_PLAATS = re.compile(r"^    plaats: (.*)$", re.M)
_NO_LIMIT = 10**9


@dataclass(frozen=True)
class Spread:
    """A way to keep schools: what it is called, its pattern in `KINDS`, and in which file (without .yaml) a school stands."""

    naam: str
    pattern: str
    file_of: Callable[[int, str], str]


ONE = Spread("één bestand, zonder de grens van 8 MB", "schools.yaml", lambda number, record: "schools")
BY_PLACE = Spread("een bestand per plaats", "schools/*.yaml", lambda number, record: f"schools/{_place(record)}")
EACH = Spread("een bestand per school", "schools/*.yaml", lambda number, record: f"schools/{_place(record)}/{number}")


def bench_many_schools(work: Path) -> Iterator[Maat]:
    """Yield what `NUMBER` schools cost: the country's, repeated under names and BRINs that nobody has."""
    country = work / "nederland"
    run("-m", "portaal", "start", str(country), "--naam", "Verzonnen scholen", "--heel-nederland")
    for spread in (ONE, EACH, BY_PLACE):
        root = work / "verzonnen"
        shutil.rmtree(root, ignore_errors=True)
        files = make_root(country, root, spread, NUMBER)
        ran = _inside(spread, "lezen", root)
        told = f"{files} bestanden, samen {_megabytes(root / 'data'):.0f} MB; rekentijd {ran.work:.1f} s, geheugen {ran.megabytes:.0f} MB"
        yield Maat(f"lezen, {spread.naam}", ran.seconds, "s", told)
    ran = _inside(BY_PLACE, "bouwen", root)
    stages = json.loads(ran.said.splitlines()[-1])
    told = f"rekentijd {ran.work:.0f} s; {', '.join(f'{name} {seconds:.0f}' for name, seconds in stages.items() if seconds >= 1)}"
    yield Maat("koude bouw", ran.seconds, "s", told)
    yield Maat("koude bouw, geheugen van alle processen", ran.megabytes, "MB")
    yield from _counts(root / "build" / "site")


def _counts(site: Path) -> Iterator[Maat]:
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    pages = [path for path in sizes if path.endswith(".html")]
    largest, longest = max(pages, key=sizes.__getitem__), max(sizes, key=sizes.__getitem__)
    schools = sum(1 for _ in (site / "school").iterdir())
    told = f"samen {sum(sizes.values()) / 1e6:.0f} MB, in school/ {schools}; het grootste, {longest}, is {sizes[longest] / 1e6:.0f} MB"
    yield Maat("pagina's", len(pages), "pagina's", f"de grootste, {largest}, is {sizes[largest] / 1e6:.1f} MB")
    yield Maat("bestanden", len(sizes), "bestanden", told)


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def make_root(country: Path, to: Path, spread: Spread, number: int) -> int:
    """Write a root with `number` schools that do not exist, spread over files; return how many files they take."""
    shutil.copytree(country, to, ignore=shutil.ignore_patterns("build", "schools.yaml"))
    _, *records = _RECORD.split((country / "data" / "schools.yaml").read_text(encoding="utf-8"))
    files: Mapping[str, list[str]] = defaultdict(list)
    for one in range(number):
        record = fictional(records[one % len(records)], one)
        files[spread.file_of(one, record)].append(record)
    for name, found in files.items():
        path = to / "data" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(found), encoding="utf-8")
    return len(files)


def fictional(record: str, number: int) -> str:
    """Return the record of a school under a BRIN, an address of its page and a name that are those of no school."""
    brin, vestiging = divmod(number, _SHARE)
    letters = f"{chr(65 + brin // 26 % 26)}{chr(65 + brin % 26)}"
    record = re.sub(r"^- brin: .*$", f'- brin: "{_FIRST_BRIN + brin // 676}{letters}"', record, count=1, flags=re.M)
    record = re.sub(r"^  vestiging: .*$", f'  vestiging: "0{vestiging}"', record, count=1, flags=re.M)
    record = re.sub(r"^  slug: (.{,59}[^-\n]).*$", rf"  slug: \1-verzonnen-{number}", record, count=1, flags=re.M)
    return re.sub(r"""^  naam: (.*?)(["']?)$""", rf"  naam: \1 (verzonnen {number})\2", record, count=1, flags=re.M)


def _place(record: str) -> str:
    found = _PLAATS.search(record)
    return re.sub(r"[^a-z]+", "-", found[1].lower()).strip("-") if found else "onbekend"


def _inside(spread: Spread, act: str, root: Path) -> Ran:
    return measured([sys.executable, __file__, "--inside", spread.pattern, act, str(root)])


def _change_program(pattern: str) -> None:
    """In a process of its own: let schools stand in other files, and let a file be of any size."""
    from portaal import model, textfile, yamltext

    textfile.MAX_BYTES = yamltext.MAX_RECORDS = _NO_LIMIT
    kinds = {**model.KINDS, "school": (pattern, model.School)}
    model.portal.KINDS.update(kinds)  # type: ignore[attr-defined]
    model.RECORD_FILES = model.portal.RECORD_FILES = tuple(file for file, _ in kinds.values())


def _read(root: Path) -> None:
    import gc

    gc.disable()  # as the command line does
    from portaal import load, model, validate

    raw, findings = load.load(root, model.RECORD_FILES)
    portal, found = validate.build_portal(raw)
    assert portal is not None and not (wrong := [finding for finding in [*findings, *found] if finding.level == "fout"]), wrong[:3]
    print(f"{len(portal.schools)} scholen, {time.process_time():.1f} s")


if __name__ == "__main__":
    _, _, pattern, act, name = sys.argv
    _change_program(pattern)
    if act == "lezen":
        _read(Path(name))
    else:
        from stages import build_inside

        build_inside(Path(name), Path(name) / "build" / "site")
