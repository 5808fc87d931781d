"""On which day each text and record last changed, as git tells it.

A page, or a file that holds one record, changed with the last commit that touched the file. A record in a list
changed with the newest commit of its lines (git blame). That day says nothing about checking: a comma is a change too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..git import Git, GitError
from ..model import Portal
from .kept import Kept

FOLDERS = ("data", "content")
Dates = dict[tuple[str, str], dt.date]

# What begins a record of a list.
_RECORD = re.compile(rb"^-[ \r\n]", re.M)
# [number of lines, the day on which they changed or '' where that is not committed], in the order of the file.
Runs = list[list[Any]]
# Another number makes every kept answer be asked again.
_FORM = "1"


@dataclass(frozen=True)
class Days:
    """What git tells of files, without knowing what they hold: the day of a file, or its text and the days of its lines.

    A file that is not as it was committed has no day yet.
    """

    files: dict[str, dt.date] = field(default_factory=dict)
    lines: dict[str, tuple[bytes, Runs]] = field(default_factory=dict)


def read_days(git: Git | None, cache: Path) -> Days:
    """Return the days of every file of a root; nothing without git or in a shallow clone, whose oldest commit would claim every line.

    Never raises for what git cannot do. The answers are kept in `cache`.
    """
    if git is None or git.is_shallow:
        return Days()
    kept = Kept(cache / "historie" / "datums.json", _FORM)
    try:
        known = _files(git, kept)
        texts = {path: text for path in known if (text := _read(git.root / path)) is not None}
        lists = [path for path, text in texts.items() if path.endswith(".yaml") and _RECORD.search(text)]
        with ThreadPoolExecutor(max_workers=2) as workers:
            runs = list(workers.map(lambda path: _runs(git, known[path], path, texts[path]), lists))
    except GitError:
        return Days()
    kept.write({"head": git.head, "files": known})
    whole = {path: dt.date.fromisoformat(known[path]["day"]) for path, text in texts.items() if _is_committed(text, known[path]["blob"])}
    return Days(whole, {path: (texts[path], found) for path, found in zip(lists, runs, strict=True)})


def tell_dates(days: Days, portal: Portal) -> Dates:
    """Return (kind, id) -> the day of its last change, for every record and page (kind `pagina`) that git knows."""
    dates: Dates = {}
    lists: dict[str, list[tuple[int, tuple[str, str]]]] = {}
    for key, raw in portal.places.items():
        if key[0] != "pagina" and raw.node.column != 1:
            lists.setdefault(raw.path, []).append((raw.line, key))
        elif raw.path in days.files:
            dates[key] = days.files[raw.path]
    for path, starts in lists.items():
        if path in days.lines:
            dates |= _of_records(sorted(starts), *days.lines[path])
    return dates


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _files(git: Git, kept: Kept) -> dict[str, dict[str, Any]]:
    """Return path -> `blob` it has in HEAD, and the `commit` and `day` that last touched it; `lines` where known."""
    before = kept.known.get("files", {})
    if kept.known.get("head") == git.head:
        return before
    blobs = git.blobs(git.head, FOLDERS)
    files = {}
    for path, (commit, day) in _last_touched(git).items():
        if path in blobs:
            files[path] = {"blob": blobs[path], "commit": commit, "day": day}
            if before.get(path, {}).get("commit") == commit:
                files[path] = before[path]
    return files


def _last_touched(git: Git) -> dict[str, tuple[str, str]]:
    """Return path -> (commit, day) of the newest commit that touched each file."""
    said = git.run("log", "--cc", "--name-only", "--no-ext-diff", "--relative", "--format=%x01%H %cs", git.head, "--", *FOLDERS)
    found: dict[str, tuple[str, str]] = {}
    commit = day = ""
    for line in said.decode("utf-8", "replace").splitlines():
        if line.startswith("\x01"):
            commit, day = line[1:].split()
        elif line:
            found.setdefault(line, (commit, day))
    return found


def _is_committed(content: bytes, blob: str) -> bool:
    """Tell whether a file is as git has it; a checkout may have written its lines with a return."""
    return blob in (_blob(content, blob), _blob(content.replace(b"\r\n", b"\n"), blob))


def _blob(content: bytes, like: str) -> str:
    make = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return make(b"blob %d\0" % len(content) + content).hexdigest()


def _runs(git: Git, known: dict[str, Any], path: str, content: bytes) -> Runs:
    """Return the days of the lines of a file as it is on disk; asked once for each content."""
    digest = _blob(content, "")
    if known.get("content") != digest:
        try:
            known |= {"content": digest, "lines": _blame(git, path)}
        except GitError:
            return []  # a file between two states of the index; its neighbours keep their days
    return known["lines"]


def _blame(git: Git, path: str) -> Runs:
    """Return [number of lines, day] for each run of lines with one day, from the porcelain format of git blame."""
    days: dict[str, str] = {}
    runs: Runs = []
    commit, time = "", 0
    for line in git.run("blame", "--porcelain", "--", path).split(b"\n"):
        if line.startswith(b"\t"):
            day = days.get(commit, "")
            if runs and runs[-1][1] == day:
                runs[-1][0] += 1
            else:
                runs.append([1, day])
        elif match := re.match(rb"([0-9a-f]{40,64}) \d+ \d+", line):
            commit = match[1].decode()
        elif line.startswith(b"committer-time "):
            time = int(line.split()[1])
        elif line.startswith(b"committer-tz ") and commit.strip("0"):
            days[commit] = _day(time, line.split()[1].decode())
    return runs


def _day(time: int, zone: str) -> str:
    """Return the day of a commit where it was made, so that every machine says the same."""
    minutes = int(zone[1:3]) * 60 + int(zone[3:5])
    return (dt.datetime.fromtimestamp(time, dt.UTC) + dt.timedelta(minutes=-minutes if zone[0] == "-" else minutes)).date().isoformat()


def _of_records(starts: list[tuple[int, tuple[str, str]]], content: bytes, runs: Runs) -> Iterator[tuple[tuple[str, str], dt.date]]:
    """Yield the newest day among the lines of each record, without the blank lines and comments behind it."""
    lines = content.decode("utf-8", "replace").split("\n")
    days = [day for number, day in runs for _ in range(number)]
    for (first, key), (after, _) in zip(starts, [*starts[1:], (len(lines) + 1, None)], strict=True):
        last = after - 1
        while last > first and (not (text := lines[last - 1].strip()) or text.startswith("#")):
            last -= 1
        changed = days[first - 1 : last]
        if changed and all(changed):
            yield key, dt.date.fromisoformat(max(changed))
