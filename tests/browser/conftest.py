"""A real Chromium, and the built portal of the region served on this machine only."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from find_browser import FLAGS, find
from local_server import served
from miniature import HAAGLANDEN, REGION_DAY, REPO
from portaal import pipeline


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("On CI a browser is a must; `python tests/find_browser.py` should have installed one.")
        pytest.skip("No Chromium on this machine and none could be installed.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal of the region, built once."""
    folder = tmp_path_factory.mktemp("site")
    pipeline.build(REPO, folder / "site", today=pipeline.today_from_environment(), workshop=pipeline.Workshop(folder / "cache"))
    return folder / "site"


@pytest.fixture(scope="session")
def base_url(site: Path) -> Iterator[str]:
    """The address of the served site, ending in `/`."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """What serves a folder, for tests that build a site of their own."""
    return served


@pytest.fixture(scope="session")
def haaglanden_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example of another partnership."""
    folder = tmp_path_factory.mktemp("haaglanden")
    pipeline.build(HAAGLANDEN, folder / "site", today=REGION_DAY, workshop=pipeline.Workshop(folder / "cache"))
    with served(folder / "site") as address:
        yield address


@pytest.fixture(scope="session")
def begonnen_url(begonnen_site: Path) -> Iterator[str]:
    """The address of a portal that was just begun."""
    with served(begonnen_site) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when anything goes wrong in its console."""
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    yield page
    assert not troubles, troubles
