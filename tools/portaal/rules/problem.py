"""What a rule yields: a finding that does not yet bear the name of its rule."""

from __future__ import annotations

from typing import NamedTuple

from ..finding import Level, Location


class Problem(NamedTuple):
    where: Location
    message: str
    repair: str = ""
    level: Level = "fout"
