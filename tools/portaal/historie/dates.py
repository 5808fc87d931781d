"""On which day each text and record last changed, as git tells it.

A page, or a file that holds one record, changed with the last commit that touched the file. A record in a list changed with
the newest commit that brought it as it is now; that it moved is no change. That day says nothing about checking: a comma is a change too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..git import Git, GitError
from ..model import Portal
from .kept import Kept

FOLDERS = ("data", "content")
Dates = dict[tuple[str, str], dt.date]

# What begins a record of a list.
_RECORD = re.compile(rb"^-[ \r\n]", re.M)
# [line on which a record begins, the day on which it came as it is, or '' where that is not committed], in the order of the file.
Starts = list[list[Any]]
# Another number makes every kept answer be asked again.
_FORM = "2"


class _Step(Struct, frozen=True):
    """A commit that changed a file: its day, the blobs that its parents had there, and its own."""

    commit: str
    day: str
    before: tuple[str, ...]
    after: str


class Days(Struct, frozen=True):
    """What git tells of files, without knowing what they hold: the day of a file, and those of the records of a list.

    A file that is not as it was committed has no day yet.
    """

    files: dict[str, dt.date] = {}
    records: dict[str, Starts] = {}


def read_days(git: Git | None, cache: Path) -> Days:
    """Return the days of every file of a root; nothing without git or in a shallow clone, whose oldest commit would claim every record.

    Never raises for what git cannot do. The answers are kept in `cache`.
    """
    if git is None or git.is_shallow:
        return Days()
    kept = Kept(cache / "historie" / "datums.json", _FORM)
    try:
        steps = _history(git) if kept.known.get("head") != git.head else {}
        known = _files(git, steps, kept)
        texts = {path: text for path in known if (text := _read(git.root / path)) is not None}
        lists = {path: text for path, text in texts.items() if path.endswith(".yaml") and _RECORD.search(text)}
        records = _records(git, lists, steps, known)
    except GitError:
        return Days()
    kept.write({"head": git.head, "files": known})
    whole = {path: dt.date.fromisoformat(known[path]["day"]) for path, text in texts.items() if _is_committed(text, known[path]["blob"])}
    return Days(whole, records)


def tell_dates(days: Days, portal: Portal) -> Dates:
    """Return (kind, id) -> the day of its last change, for every record and page (kind `pagina`) that git knows."""
    dates: Dates = {}
    for key, raw in portal.places.items():
        if key[0] != "pagina" and raw.node.column != 1:
            starts = days.records.get(raw.path, [])
            at = bisect_right(starts, raw.line, key=lambda start: start[0]) - 1
            if at >= 0 and starts[at][1]:
                dates[key] = dt.date.fromisoformat(starts[at][1])
        elif raw.path in days.files:
            dates[key] = days.files[raw.path]
    return dates


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _files(git: Git, steps: dict[str, list[_Step]], kept: Kept) -> dict[str, dict[str, Any]]:
    """Return path -> `blob` it has in HEAD, and the `commit` and `day` that last touched it; what is known of its records where that is still so."""
    before = kept.known.get("files", {})
    if kept.known.get("head") == git.head:
        return before
    blobs = git.blobs(git.head, FOLDERS)
    files = {}
    for path, (last, *_) in steps.items():
        if path in blobs:
            files[path] = {"blob": blobs[path], "commit": last.commit, "day": last.day}
            if before.get(path, {}).get("commit") == last.commit:
                files[path] = before[path]
    return files


def _history(git: Git) -> dict[str, list[_Step]]:
    """Return path -> the commits that changed a file, newest first, also those from before it got its name."""
    said = git.run("log", "--raw", "-c", "-M", "--no-abbrev", "--no-ext-diff", "--relative", "--format=%x01%H %cs", git.head, "--", *FOLDERS)
    found: dict[str, list[_Step]] = {}
    now: dict[str, str] = {}  # the name that a file has now, by the one that it had
    commit = day = ""
    for line in said.decode("utf-8", "replace").splitlines():
        if line.startswith("\x01"):
            commit, day = line[1:].split()
        elif line:
            about, *paths = line.split("\t")
            # ":mode mode blob blob status": one mode and one blob of each parent, as many as there are colons, and then its own.
            words, parents = about.lstrip(":").split(), about.count(":")
            *old, new = words[parents + 1 : 2 * parents + 2]
            path = now.get(paths[-1], paths[-1])
            found.setdefault(path, []).append(_Step(commit, day, tuple(old), new))
            if len(paths) == 2:
                now[paths[0]] = path
    return found


def _is_committed(content: bytes, blob: str) -> bool:
    """Tell whether a file is as git has it; a checkout may have written its lines with a return."""
    return blob in (_blob(content, blob), _blob(content.replace(b"\r\n", b"\n"), blob))


def _blob(content: bytes, like: str) -> str:
    make = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return make(b"blob %d\0" % len(content) + content).hexdigest()


def _records(git: Git, lists: dict[str, bytes], steps: dict[str, list[_Step]], known: dict[str, dict[str, Any]]) -> dict[str, Starts]:
    """Return path -> where the records of each list begin, and their days; asked once for each content."""
    digests = {path: _blob(text, "") for path, text in lists.items()}
    asked = [path for path in lists if known[path].get("content") != digests[path]]
    if asked:
        steps = steps or _history(git)
        with git.contents() as content_of:
            for path in asked:
                known[path] |= {"content": digests[path], "records": _dated(lists[path], known[path]["blob"], steps[path], content_of)}
    return {path: known[path]["records"] for path in lists}


def _dated(text: bytes, head: str, steps: list[_Step], content_of: Callable[[str], bytes]) -> Starts:
    """Return where the records of a text begin, and the day on which each came: of the newest commit that has it while no parent had."""
    there = list(_split(text))

    @lru_cache(maxsize=4)  # what one commit made is what the next one found
    def records_of(blob: str) -> frozenset[bytes]:
        return frozenset(record for _, record in _split(content_of(blob))) if blob.strip("0") else frozenset()

    missing = {record for _, record in there} & records_of(head)
    days: dict[bytes, str] = {}
    for step in steps:
        if not missing:
            break
        came = missing & records_of(step.after).difference(*map(records_of, step.before))
        days |= dict.fromkeys(came, step.day)
        missing -= came
    return [[line, days.get(record, "")] for line, record in there]


def _split(text: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the line on which each record of a list begins, and the record; blank lines and comments behind it belong to neither neighbour."""
    text = text.replace(b"\r\n", b"\n")
    begins = [match.start() for match in _RECORD.finditer(text)]
    line, counted = 1, 0
    for begin, end in pairwise([*begins, len(text)]):
        line, counted = line + text.count(b"\n", counted, begin), begin
        rows = text[begin:end].split(b"\n")
        while not rows[-1].strip() or rows[-1].lstrip().startswith(b"#"):
            rows.pop()
        yield line, b"\n".join(rows)
