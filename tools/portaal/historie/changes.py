"""What changed for visitors, day by day: the last commit of each day beside that of the day before.

Only committed changes count. The day on which a repository begins is no news. What was found is kept by the two commits.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..beheer.words import KIND_NAMES
from ..git import Git, GitError
from ..model import Portal
from ..model.wijziging import Change
from ..urls import GENERATED
from .kept import Kept
from .verschil import Verschil, compare, url_in
from .vroeger import FILES, Past, past

# How far back visitors look, and how many days with changes a build compares at most when nothing is kept.
WINDOW = dt.timedelta(days=183)
MOST_DAYS = 60
# More of the same on one day is told in one sentence.
_MANY = 6
_LISTS = {"document": "documenten/", "begrip": "begrippen/"}
_PRIVATE = ("bron", "tegenspraak", "zoektaal", "uitzondering", "verhuizing")
# These have lists and days of their own; here they would be told before their day.
_DATED = ("agendapunt", "mededeling")
Read = Callable[[Path], Portal | None]


# (day, sentence, url) of a change, before anybody looked whether its page is still there.
Found = list[tuple[str, str, str]]


def find_changes(git: Git | None, today: dt.date, cache: Path, read: Read, now: Portal | None = None) -> Found:
    """Return what changed in the last half year, oldest first; nothing without git or in a shallow clone.

    `read` makes a portal of a folder; `now` is what it would make of the root, which need not be read again where that is committed.
    """
    if git is None or git.is_shallow:
        return []
    kept = Kept(cache / "historie" / "wijzigingen.json", _form())
    try:
        days = kept.known["days"] if kept.known.get("head") == git.head else _days(git)
        pairs = _pairs(days, today)
        found = _ask(git, pairs, kept.known.get("found", {}), read, now)
    except GitError:
        return []
    kept.write({"head": git.head, "days": days, "found": found})
    return [(day, text, url) for _, new, day in pairs for text, url in found[new]["rows"]]


def tell_changes(found: Found, portal: Portal) -> tuple[Change, ...]:
    """Return the changes, newest first. A change whose page is gone since leads nowhere: its url is ''."""
    known = {url for kind in (*KIND_NAMES, "pagina") for record in portal.records(kind).values() if (url := url_in(kind, record))} | {f"{key}/" for key in GENERATED}
    changes = [Change(dt.date.fromisoformat(day), text, url if url in known else "") for day, text, url in found]
    return tuple(sorted(changes, key=lambda change: change.date, reverse=True))


def _form() -> str:
    """Return a digest of the code that finds the words, so that an older wording is never taken from the cache."""
    here = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for folder in ("historie", "model", "beheer/words.py"):
        for path in sorted((here / folder).rglob("*.py")) or [here / folder]:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _days(git: Git) -> list[list[str]]:
    """Return [commit, day] of the last commit of each day, newest first."""
    rows = git.run("log", "--first-parent", "--format=%H %cs", git.head, "--", *FILES).decode().splitlines()
    days: dict[str, str] = {}
    for commit, day in (row.split() for row in rows):
        days.setdefault(day, commit)
    return [[commit, day] for day, commit in days.items()]


def _pairs(days: list[list[str]], today: dt.date) -> list[tuple[str, str, str]]:
    """Return (commit before, commit, day) of the days that are told, oldest first."""
    first = (today - WINDOW).isoformat()
    told = [(old[0], new[0], new[1]) for new, old in pairwise(days) if new[1] >= first]
    return told[:MOST_DAYS][::-1]


def _ask(git: Git, pairs: list[tuple[str, str, str]], kept: dict[str, Any], read: Read, now: Portal | None) -> dict[str, Any]:
    """Return commit -> the commit `before` it and the `rows` (text, url) of its day."""
    found = {new: kept[new] for old, new, _ in pairs if kept.get(new, {}).get("before") == old}
    if len(found) < len(pairs):
        newest = pairs[-1][1]
        portals: dict[str, Portal | None] = {newest: now} if now and git.is_clean(FILES) else {}
        with past(git) as folder:
            found |= {new: {"before": old, "rows": list(_rows(folder, old, new, read, portals))} for old, new, _ in pairs if new not in found}
    return found


def _rows(folder: Past, old: str, new: str, read: Read, portals: dict[str, Portal | None]) -> Iterator[tuple[str, str]]:
    for commit in (old, new):
        if commit not in portals:
            portals[commit] = read(folder.at(commit))
    before, after = portals.pop(old), portals[new]
    if before is not None and after is not None:
        yield from sentences_of(compare(before, after))


def sentences_of(differences: Iterable[Verschil]) -> Iterator[tuple[str, str]]:
    """Yield (sentence, url) of every difference that visitors care for; many of one kind become one sentence."""
    groups: dict[tuple[str, str], list[Verschil]] = {}
    for verschil in differences:
        is_dated = verschil.kind in _DATED or (verschil.kind == "pagina" and verschil.url.startswith("nieuws/"))
        if verschil.kind not in _PRIVATE and not is_dated and (what := _what(verschil)):
            groups.setdefault((verschil.kind, what), []).append(verschil)
    for (kind, what), members in groups.items():
        if len(members) > _MANY:
            yield f"{len(members)} {KIND_NAMES.get(kind, (kind, kind))[0].lower()}: {what}.", _LISTS.get(kind, f"{kind}/" if kind in GENERATED else "")
        else:
            for member in members:
                title = f"Pagina “{member.titel}”" if kind == "pagina" else member.titel
                yield f"{title}: {what}.", "" if member.soort == "weg" else member.url


def _what(verschil: Verschil) -> str:
    if verschil.soort != "gewijzigd":
        return "nieuw op deze site" if verschil.soort == "nieuw" else "staat niet meer op deze site"
    names: dict[str, dict[str, None]] = {}
    for punt in verschil.punten:
        if punt.is_public:
            names.setdefault(punt.wat, {})[punt.naam] = None
    return ", ".join(f"{' en '.join(', '.join(found).rsplit(', ', 1))} {what}" for what, found in names.items())
