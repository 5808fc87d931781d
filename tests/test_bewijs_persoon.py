"""What `make bewijs` says of personal data; a reader that sees nothing, or sees it everywhere, falls short."""

from __future__ import annotations

from pathlib import Path

import pytest

from bewijs import persoon
from bewijs.frame import Werkplaats

KINDS = len(persoon.GUILTY)


@pytest.mark.parametrize(("reader", "good"), [
    (persoon.told_lines, [True] * KINDS * 2), (lambda root: set(), [False] * KINDS + [True] * KINDS), (lambda root: set(range(1_000)), [True] * KINDS + [False] * KINDS),
    (lambda root: persoon.told_lines(root) - {8}, [False] * KINDS + [True] * KINDS),
])  # fmt: skip
def test_what_is_missed_and_what_is_wrongly_told_falls_short(tmp_path: Path, reader: persoon.Reader, good: list[bool]) -> None:
    assert [bewijs.voldoet for bewijs in persoon.bewijs(Werkplaats(tmp_path / "werk", tmp_path), reader)] == good
