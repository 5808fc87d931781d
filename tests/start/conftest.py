"""A portal that was begun for municipalities that have nothing to do with each other, and its site."""

from __future__ import annotations

from pathlib import Path

import pytest

from miniature import REGION_DAY
from portaal import pipeline
from portaal.start.root import Wens, start


@pytest.fixture(scope="session")
def begonnen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root, as `portaal start` leaves it."""
    root = tmp_path_factory.mktemp("start") / "nieuw"
    start(root, Wens("Passend Onderwijs Proefstreek", ("Den Bosch", "Texel", "nuenen, gerwen en nederwetten")), REGION_DAY)
    return root


@pytest.fixture(scope="session")
def begonnen_site(begonnen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, built once."""
    folder = tmp_path_factory.mktemp("start-site")
    pipeline.build(begonnen, folder / "site", today=REGION_DAY, workshop=pipeline.Workshop(folder / "cache"))
    return folder / "site"
