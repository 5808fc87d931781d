"""What the last build was made of, and what it left: when both are as they were, there is nothing to do.

Everything that a site depends on counts: the root, the generator, the look, the packages, the commit and the day. A file is
as it was when the system says so: its size, its date, and the moment of its last change of any kind, which nobody can set
back. Reading all files again would take longer than all the rest.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from .finding import Finding, Location
from .git import Git
from .publish import left_overs
from .versions import installed

_HERE = Path(__file__).resolve()
_PROJECT = _HERE.parents[2]
# What of the project and of a root goes into a site; a folder stands for all that lies in it.
_OF_PROJECT = ("tools/portaal", "theme", "docs/handleiding")
_OF_ROOT = ("mkdocs.yml", "data", "content", "build/beheer/klaar")
_MADE = ("__pycache__",)


class LastBuild:
    """The memory of the last build of a root into a target, kept in the root's cache."""

    def __init__(self, root: Path, out: Path, today: dt.date, cache: Path):
        self._kept = cache / "laatste-bouw.json"
        self._out = out
        roots = [*(str(_PROJECT / name) for name in _OF_PROJECT), *(str(root / name) for name in _OF_ROOT)]
        roots += [str(other / name) for other in _others(root) for name in ("mkdocs.yml", "data")]
        about = [sys.version, *installed(), str(out.absolute()), today.isoformat(), os.environ.get("PORTAAL_HOST", ""), _commit(root)]
        self._made_of = _digest([*about, *(row for top in roots for row in _states(top, with_change=True))])

    def result(self) -> tuple[int, tuple[Finding, ...]] | None:
        """Return the number of pages of the site that stands, and what was found in it; None when it must be made anew."""
        try:
            if left_overs(self._out):
                return None  # a build that was killed left half a site, and the next one clears it away
            known = json.loads(self._kept.read_text(encoding="utf-8"))
            if (known["van"], known["site"]) != (self._made_of, _digest(_states(str(self._out)))):
                return None
            return known["paginas"], tuple(_finding(row) for row in known["bevindingen"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, pages: int, findings: Iterable[Finding]) -> None:
        """Remember the build that has just ended, as one of what there was before it: what changed meanwhile is not as it was then."""
        site = _digest(_states(str(self._out)))
        known = {"van": self._made_of, "site": site, "paginas": pages, "bevindingen": [to_builtins(finding) for finding in findings]}
        with contextlib.suppress(OSError):
            fresh = self._kept.with_suffix(".nieuw")
            fresh.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
            os.replace(fresh, self._kept)


def _finding(row: Mapping[str, Any]) -> Finding:
    return Finding(**{**row, "where": Location(**row["where"])})


def _states(top: str, *, with_change: bool = False) -> Iterator[str]:
    """Yield a line of every file at or below a path, except of what Python made: its name, size and date.

    Where a link makes a file of the new site of one of the old, the moment of its change is now, so it is told on request only.
    """
    if not os.path.isdir(top):
        yield from [_state(top, os.stat(top), with_change)] if os.path.isfile(top) else []
        return
    with os.scandir(top) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_symlink():
                yield f"{entry.path}\0{time.time_ns()}"  # it may lead anywhere, so what it leads to is never as it was
            elif entry.is_dir():
                yield from _states(entry.path, with_change=with_change) if entry.name not in _MADE else ()
            else:
                yield _state(entry.path, entry.stat(), with_change)


def _state(path: str, about: os.stat_result, with_change: bool) -> str:
    return f"{path}\0{about.st_size}\0{about.st_mtime_ns}\0{about.st_ctime_ns if with_change else ''}"


def _digest(rows: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode(errors="surrogateescape")).hexdigest()


def _others(root: Path) -> Iterable[Path]:
    """Return the roots that an edition is made of; any other root is not worth loading the whole model before every build."""
    settings = root / "mkdocs.yml"
    if not settings.is_file() or b"samenwerkingsverbanden:" not in settings.read_bytes():
        return ()
    from .editie import other_roots

    return other_roots(root)


def _commit(root: Path) -> str:
    """Return the commit that a root stands on, from which pages tell when they changed; '' without git."""
    git = Git.open(root)
    return f"{git.head} {git.is_shallow}" if git else ""
