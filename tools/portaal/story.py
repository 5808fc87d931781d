"""What git adds to a portal: when everything changed, and what changed lately."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from . import historie
from .coulant import Mended
from .load import load
from .model import RECORD_FILES, Portal
from .validate import build_portal


def read_days(root: Path, cache: Path, mended: Mended = Mended()) -> historie.Days:  # noqa: B008 - frozen value
    """Ask git when the files of a root changed; `with_dates` tells it of a portal."""
    return historie.read_days(historie.Git.open(mended.root or root), cache)


def with_dates(portal: Portal, days: historie.Days, mended: Mended = Mended()) -> Portal:  # noqa: B008 - frozen value
    """Add on which day everything changed last."""
    # The lines of a mended file are not those that git knows.
    as_written = replace(portal, places={key: raw for key, raw in portal.places.items() if raw.path not in mended.paths})
    return replace(portal, changed_on=historie.tell_dates(days, as_written), restored=mended.restored)


def with_changes(root: Path, portal: Portal, today: dt.date, cache: Path, mended: Mended = Mended()) -> Portal:  # noqa: B008 - frozen value
    """Add what changed lately, which takes reading what was there before: the longest wait where nothing is kept."""
    # What was mended is not what was committed, and of an edition git knows only the root itself.
    now = None if mended.root or portal.samenwerkingsverbanden else portal
    found = historie.find_changes(historie.Git.open(mended.root or root), today, cache, read_unjudged, now)
    return replace(portal, changes=historie.tell_changes(found, portal))


def with_history(root: Path, portal: Portal, today: dt.date, cache: Path) -> Portal:
    """Add all that git knows of a portal."""
    return with_changes(root, with_dates(portal, read_days(root, cache)), today, cache)


def read_unjudged(root: Path) -> Portal | None:
    """Return what could be read in a folder, without judging it: the rules of today are not those of its past."""
    return build_portal(load(root, RECORD_FILES)[0])[0]
