"""The portal of this repository and its search index, read once."""

from __future__ import annotations

import pytest
from golden_bank import read_region

from portaal.model import Portal
from portaal.search import SearchIndex, build_index


@pytest.fixture(scope="session")
def region() -> Portal:
    return read_region()


@pytest.fixture(scope="session")
def index(region: Portal) -> SearchIndex:
    return build_index(region)
