"""The portal for commands that need its facts only: a mistake in another file does not stop their work."""

from __future__ import annotations

import datetime as dt
from fnmatch import fnmatch
from pathlib import Path

from .finding import Refused
from .load import load
from .model import KINDS, RECORD_FILES, Portal
from .rules import run_rules
from .validate import build_portal


def read_facts(root: Path, today: dt.date, *kinds: str) -> Portal:
    """Return the portal of a root.

    Raises:
        Refused: there is no portal, or a file of one of `kinds` has errors.
    """
    raw, findings = load(root, RECORD_FILES)
    portal, found = build_portal(raw)
    findings += found
    if portal is None:
        raise Refused([finding for finding in findings if finding.level == "fout"])
    files = [f"data/{KINDS[kind][0]}" if kind in KINDS else "content/*" for kind in kinds]
    errors = [
        finding for finding in (*findings, *run_rules(portal, today))
        if finding.level == "fout" and any(fnmatch(finding.where.path, file) for file in files)
    ]
    if errors:
        raise Refused(errors)
    return portal
