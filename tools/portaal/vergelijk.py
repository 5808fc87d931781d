"""The files as they are beside those of an earlier commit: two portals, judged by the same rules, and what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from . import pages
from .finding import Finding
from .historie import Git, Verslag, compare, past
from .load import load
from .model import RECORD_FILES, Portal
from .rules import run_rules
from .skin import Skin, compare_skins, read_skin
from .validate import build_portal


def compare_with(root: Path, git: Git, commit: str, name: str, *, today: dt.date, progress: Callable[[str], None]) -> tuple[Verslag, str] | None:
    """Return what differs for visitors between a commit, called `name`, and the files as they are, and the address of the site.

    None comes back where one of the two has no readable organisatie or mkdocs.yml.
    """
    with past(git) as folder:
        progress("de eerdere versie lezen")
        before = _judge(folder.at(commit), today)
    progress("de versie van nu lezen")
    after = _judge(root, today)
    if before is None or after is None:
        return None
    known = {(finding.where.path, finding.rule, finding.message) for finding in before[2]}
    new = tuple(finding for finding in sorted(after[2]) if (finding.where.path, finding.rule, finding.message) not in known)
    return Verslag(name, compare(before[0], after[0]), tuple(compare_skins(before[1], after[1])), new), after[1].url


def _judge(root: Path, today: dt.date) -> tuple[Portal, Skin, list[Finding]] | None:
    """Return what could be read in a folder with every finding of the rules; None where there is no portal to speak of."""
    raw, findings = load(root, RECORD_FILES)
    portal, found = build_portal(raw)
    skin, more = read_skin(raw.skin, portal)
    if portal is None or skin is None:
        return None
    return portal, skin, [*findings, *found, *more, *run_rules(portal, today), *pages.block_findings(portal)]
