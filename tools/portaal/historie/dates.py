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
from pathlib import Path
from typing import Any

from ..git import Git, GitError
from ..model import Portal
from .kept import Kept

FOLDERS = ("data", "content")
Dates = dict[tuple[str, str], dt.date]

# [number of lines, the day on which they changed or '' where that is not committed], in the order of the file.
Runs = list[list[Any]]
# Another number makes every kept answer be asked again.
_FORM = "1"


def read_dates(git: Git | None, portal: Portal, cache: Path) -> Dates:
    """Return (kind, id) -> the day of its last change, for every record and page (kind `pagina`) that git knows.

    What is not committed has no day yet, and nothing has one without git or in a shallow clone: its oldest commit
    would claim every line. Never raises for what git cannot do. The answers are kept in `cache`.
    """
    if git is None or git.is_shallow:
        return {}
    kept = Kept(cache / "historie" / "datums.json", _FORM)
    try:
        files = _files(git, kept)
        dates = dict(_dates(git, portal, files))
    except GitError:
        return {}
    kept.write({"head": git.head, "files": files})
    return dates


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


def _dates(git: Git, portal: Portal, files: dict[str, dict[str, Any]]) -> Iterator[tuple[tuple[str, str], dt.date]]:
    texts: dict[str, bytes] = {}
    lists: dict[str, list[tuple[int, tuple[str, str]]]] = {}
    for (kind, id_), raw in portal.places.items():
        path = raw.path
        if path not in files:
            continue
        if path not in texts:
            texts[path] = (git.root / path).read_bytes()
        if kind == "pagina" or raw.node.column == 1:
            if _is_committed(texts[path], files[path]["blob"]):
                yield (kind, id_), dt.date.fromisoformat(files[path]["day"])
        else:
            lists.setdefault(path, []).append((raw.line, (kind, id_)))
    with ThreadPoolExecutor(max_workers=2) as workers:
        runs = workers.map(lambda path: _runs(git, files[path], path, texts[path]), lists)
        for (path, starts), found in zip(lists.items(), list(runs), strict=True):
            yield from _of_records(sorted(starts), texts[path], found)


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
