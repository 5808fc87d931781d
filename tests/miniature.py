"""The fictional region of tests/portaal, and the day on which all of it is fresh."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
MINIATURE = REPO / "tests" / "portaal"
# A second real region, whose facts are of the same days as those of the first.
HAAGLANDEN = REPO / "examples" / "haaglanden"
TODAY = dt.date(2026, 11, 21)
# The day of the newest check in the facts and texts of the region: on it, all of that is fresh too.
REGION_DAY = max(
    dt.date.fromisoformat(day)
    for folder, pattern in (("data", "*.yaml"), ("content", "*.md"))
    for path in (REPO / folder).rglob(pattern)
    for day in re.findall(r"gecontroleerd_op: '?(\d{4}-\d\d-\d\d)", path.read_text(encoding="utf-8"))
)
# The day of the fictional region for a process of its own, and where it finds the code.
ON_THE_DAY = {"SOURCE_DATE_EPOCH": "1795219200", "PYTHONPATH": str(REPO / "tools")}

Portaal = Callable[..., subprocess.CompletedProcess[str]]
