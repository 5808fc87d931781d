"""What the last build was made of, and what it left: when both are as they were, there is nothing to do.

Everything that a site depends on is read and made into one digest: the root, the generator, the look, the packages, the
commit and the day. Of the site itself the names, sizes and times are enough, since only a build writes there.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .finding import Finding, Location
from .git import Git
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
        self._inputs = [path for top, names in ((_PROJECT, _OF_PROJECT), (root, _OF_ROOT)) for name in names for path in _files(str(top / name))]
        self._digest = _digest(self._inputs, [str(out.absolute()), today.isoformat(), os.environ.get("PORTAAL_HOST", ""), _commit(root)])
        self._newest = _newest(self._inputs)

    def result(self) -> tuple[int, tuple[Finding, ...]] | None:
        """Return the number of pages of the site that stands, and what was found in it; None when it must be made anew."""
        try:
            known = json.loads(self._kept.read_text(encoding="utf-8"))
            if (known["van"], known["site"]) != (self._digest, _state(self._out)):
                return None
            return known["paginas"], tuple(_finding(row) for row in known["bevindingen"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, pages: int, findings: Iterable[Finding]) -> None:
        """Remember the build that has just ended; not when something it was made of changed meanwhile."""
        if _newest(self._inputs) != self._newest:
            return
        known = {"van": self._digest, "site": _state(self._out), "paginas": pages, "bevindingen": [asdict(finding) for finding in findings]}
        with contextlib.suppress(OSError):
            fresh = self._kept.with_suffix(".nieuw")
            fresh.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
            os.replace(fresh, self._kept)


def _finding(row: Mapping[str, Any]) -> Finding:
    return Finding(**{**row, "where": Location(**row["where"])})


def _files(top: str) -> Iterator[str]:
    """Yield every file at or below a path, except what Python made of it."""
    if not os.path.isdir(top):
        yield from [top] if os.path.isfile(top) else []
        return
    with os.scandir(top) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name not in _MADE:
                yield from _files(entry.path) if entry.is_dir() else [entry.path]


def _digest(paths: Iterable[str], more: Iterable[str]) -> str:
    digest = hashlib.sha256("\0".join([sys.version, *installed(), *more]).encode())
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            content = file.read()
        digest.update(b"%s\0%d\0" % (os.fsencode(path), len(content)) + content)
    return digest.hexdigest()


def _newest(paths: Iterable[str]) -> int:
    """Return the last moment (ns) at which one of the files was changed in any way, also by giving it an old date; 0 when one is gone."""
    try:
        return max(os.stat(path).st_ctime_ns for path in paths)
    except OSError:
        return 0


def _commit(root: Path) -> str:
    """Return the commit that a root stands on, from which pages tell when they changed; '' without git."""
    git = Git.open(root)
    return f"{git.head} {git.is_shallow}" if git else ""


def _state(out: Path) -> str:
    """Return a digest of the names, sizes and times of all files of a site."""
    rows = []
    for path in _files(str(out)):
        about = os.stat(path, follow_symlinks=False)
        rows.append(f"{path}\0{about.st_size}\0{about.st_mtime_ns}")
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
