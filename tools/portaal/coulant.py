"""One broken record never blocks the rest: on the site stays its last good version from git, marked, and staff are told.

A record in a list is the lines from its `- ` to the next; every other record and every page is a file of its own. What was
never good before is left out. A mistake that no record owns, or that no earlier version of its owner is without, still stops.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from .dutch import datum
from .finding import Finding, Location, Refused
from .historie import Git, GitError
from .model import KINDS

# Each round takes at least one record a version back; a portal that needs more than this needs a person.
_MOST_ROUNDS = 60
Made = TypeVar("Made")
_CHUNK = re.compile(r"^- ", re.M)


class Unit(NamedTuple):
    """What is replaced as one: a file, or (with a key) one record of a list in it."""

    path: str
    key: str = ""


class Mended(Struct, frozen=True):
    """What is shown of earlier versions: (kind, id) -> its day. `root` is where the history is, `paths` are the files that differ."""

    restored: Mapping[tuple[str, str], dt.date] = {}
    paths: frozenset[str] = frozenset()
    root: Path | None = None


def mend(root: Path, folder: Path, make: Callable[[Path, Mended], Made]) -> tuple[Made, list[Finding]]:
    """Call `make` with a root, and while it refuses with a copy in which what is wrong was replaced; return what it made.

    `folder` is where the copy comes. With it come the findings, as warnings: what was wrong, and what is shown instead.

    Raises:
        Refused: with what was wrong at first, when an earlier version does not help.
    """
    try:
        return make(root, Mended()), []
    except Refused as refused:
        first = refused
    git = Git.open(root)
    if git is None or git.is_shallow:
        raise first
    workshop, errors = _Workshop(git, root, folder), _errors(first)
    for _ in range(_MOST_ROUNDS):
        if not all([workshop.go_back(finding) for finding in errors]):
            break
        try:
            made = make(folder, workshop.mended)
        except Refused as refused:
            errors = _errors(refused)
        else:
            wrong = [replace(finding, level="waarschuwing") for finding in first.findings]
            return made, [*wrong, *workshop.report()]
    raise first


def _errors(refused: Refused) -> list[Finding]:
    """Return one error of each place: a record is taken back once, however much is wrong with it."""
    return list({(finding.where.path, finding.where.line): finding for finding in refused.findings if finding.level == "fout"}.values())


class _Workshop:
    """The copy, and how far back each unit in it was taken."""

    def __init__(self, git: Git, root: Path, folder: Path):
        self._git, self._root, self._folder = git, root, folder
        self._earlier: dict[Unit, Iterator[tuple[str | None, dt.date | None]]] = {}
        self._days: dict[Unit, dt.date | None] = {}
        self._round: set[Unit] = set()
        for name in ("data", "content"):
            shutil.copytree(root / name, folder / name, dirs_exist_ok=True)
        shutil.copy(root / "mkdocs.yml", folder / "mkdocs.yml")

    @property
    def mended(self) -> Mended:
        """What stands in the copy now; a new round begins."""
        self._round = set()
        restored = {key: day for unit, day in self._days.items() if day for key in self._records(unit)}
        return Mended(restored, frozenset(unit.path for unit in self._days), self._root)

    def report(self) -> Iterator[Finding]:
        """Yield a warning for each unit that is not shown as its file has it."""
        for unit, day in self._days.items():
            name = f"'{unit.key}'" if unit.key else "dit bestand"
            shown = f"Op de site staat van {name} de versie van {datum(day)}." if day else f"Van {name} is geen goede versie; het staat niet op de site."
            yield Finding(Location(unit.path), "vorige-versie", shown, "Herstel de fout, dan komt de nieuwe versie op de site.", "waarschuwing")

    def go_back(self, finding: Finding) -> bool:
        """Put the version before in the place of what a finding is about; False where that cannot help."""
        unit = self._owner(finding.where)
        return unit is not None and (self._take_back(unit) or (bool(unit.key) and self._take_back(Unit(unit.path))))

    def _take_back(self, unit: Unit) -> bool:
        if unit in self._round:
            return True
        if unit not in self._earlier:
            self._earlier[unit] = self._versions(unit)
        found = next(self._earlier[unit], None)
        if found is None:
            return False
        self._round.add(unit)
        text, self._days[unit] = found
        self._write(unit, text)
        return True

    def _records(self, unit: Unit) -> Iterator[tuple[str, str]]:
        """Yield (kind, id) of what a unit holds; a whole list holds every record in it."""
        if unit.path.startswith("content/"):
            yield "pagina", re.sub(r"(^|/)index$", "", unit.path.removeprefix("content/").removesuffix(".md")) or "home"
            return
        kind, pattern = next((kind, file) for kind, (file, _) in KINDS.items() if fnmatch(unit.path, f"data/{file}"))
        if "*" in pattern:
            yield kind, PurePosixPath(unit.path).stem
        elif records := [unit.key] if unit.key else [_key(record) for record in _split((self._folder / unit.path).read_text(encoding="utf-8"))[1:]]:
            yield from ((kind, key) for key in records)
        else:
            yield kind, kind

    def _owner(self, where: Location) -> Unit | None:
        path = self._folder / where.path
        is_page = where.path.startswith("content/") and where.path.endswith(".md")
        if not path.is_file() or not (is_page or any(fnmatch(where.path, f"data/{file}") for file, _ in KINDS.values())):
            return None
        head, *records = _split(path.read_text(encoding="utf-8", errors="replace"))
        line = head.count("\n")
        for record in records if where.path.startswith("data/") else ():
            line += record.count("\n")
            if where.line <= line:
                return Unit(where.path, key) if (key := _key(record)) else Unit(where.path)
        return Unit(where.path)

    def _versions(self, unit: Unit) -> Iterator[tuple[str | None, dt.date | None]]:
        """Yield (text, day) of every earlier version, newest first; (None, None) at once for what never was there."""
        seen = {self._text_in(unit, (self._folder / unit.path).read_text(encoding="utf-8", errors="replace"))}
        try:
            for row in self._git.run("log", "--format=%H %cs", self._git.head, "--", unit.path).decode().splitlines():
                commit, day = row.split()
                try:
                    text = self._text_in(unit, self._git.run("show", f"{commit}:./{unit.path}").decode("utf-8", "replace"))
                except GitError:
                    continue  # the commit that took the file away
                if text is not None and text not in seen:
                    seen.add(text)
                    yield text, dt.date.fromisoformat(day)
        except GitError:
            return
        if len(seen) == 1:
            yield None, None

    def _text_in(self, unit: Unit, text: str) -> str | None:
        """Return the text of a unit in a version of its file, None where it is not in it."""
        return next((record for record in _split(text)[1:] if _key(record) == unit.key), None) if unit.key else text

    def _write(self, unit: Unit, text: str | None) -> None:
        path = self._folder / unit.path
        if unit.key:
            head, *records = _split(path.read_text(encoding="utf-8", errors="replace"))
            text = head + "".join((text or "") if _key(record) == unit.key else record for record in records)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")


def _split(text: str) -> list[str]:
    """Return what stands above the first record of a list, and the lines of each record."""
    starts = [match.start() for match in _CHUNK.finditer(text)]
    ends = [*starts[1:], len(text)][: len(starts)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return [text[: starts[0]] if starts else text, *(part if part.endswith("\n") else f"{part}\n" for part in parts)]


def _key(record: str) -> str:
    """Return what a record in a list is known by, also where it cannot be read as YAML."""
    found = {name: match[1] for name in ("id", "van", "brin", "vestiging") if (match := re.search(rf"(?:^- \{{? *|^  ){name}: *[\"']?([^\s\"',}}]+)", record, re.M))}
    return found.get("id") or found.get("van") or f"{found.get('brin', '')}{found.get('vestiging', '')}"
