"""The fictional region of tests/portaal, and the day on which all of it is fresh."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
MINIATURE = REPO / "tests" / "portaal"
TODAY = dt.date(2026, 11, 21)
# The same day for a process of its own, and where it finds the code.
ON_THE_DAY = {"SOURCE_DATE_EPOCH": "1795219200", "PYTHONPATH": str(REPO / "tools")}

Portaal = Callable[..., subprocess.CompletedProcess[str]]
