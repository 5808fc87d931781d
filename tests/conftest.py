"""What many tests share: a copy of the fictional portal, and the command line in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from miniature import MINIATURE, ON_THE_DAY, REGION_DAY, REPO, TODAY, Portaal
from portaal import pipeline
from portaal.start.root import Wens, start

# What a test tells may not hang on how busy a machine is, nor on chance: `make bewijs` looks for what nobody thought of.
settings.register_profile("elke keer gelijk", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("elke keer gelijk")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of tests/portaal that a test may change."""
    return Path(shutil.copytree(MINIATURE, tmp_path / "portaal", ignore=shutil.ignore_patterns("build")))


@pytest.fixture(scope="session")
def _prose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the host makes of tests/portaal: taken from here it need not run for every test."""
    cache = tmp_path_factory.mktemp("cache")
    pipeline.make_site(MINIATURE, today=TODAY, workshop=pipeline.Workshop(cache))
    return cache


@pytest.fixture
def warm_root(root: Path, _prose: Path) -> Path:
    """A copy of tests/portaal that was built before."""
    shutil.copytree(_prose, root / "build" / "cache")
    return root


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Built:
    """The portal of the region in memory."""
    return pipeline.make_site(REPO, today=REGION_DAY, workshop=pipeline.Workshop(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def begonnen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal as `portaal start` leaves it, for municipalities that have nothing to do with each other."""
    root = tmp_path_factory.mktemp("start") / "nieuw"
    start(root, Wens("Passend Onderwijs Proefstreek", ("Den Bosch", "Texel", "nuenen, gerwen en nederwetten")), REGION_DAY)
    return root


@pytest.fixture(scope="session")
def begonnen_site(begonnen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, built once."""
    folder = tmp_path_factory.mktemp("start-site")
    pipeline.build(begonnen, folder / "site", today=REGION_DAY, workshop=pipeline.Workshop(folder / "cache"))
    return folder / "site"


@pytest.fixture(scope="session")
def portaal() -> Portaal:
    """The command line: `portaal("check", "--root", root)` runs it and returns what it said."""

    def run(*words: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        environment = os.environ | ON_THE_DAY | options.pop("env", {})  # type: ignore[operator]
        command = [sys.executable, "-m", "portaal", *map(str, words)]
        return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, **options)  # type: ignore[call-overload]

    return run
