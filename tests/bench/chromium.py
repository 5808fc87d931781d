"""A real Chromium at a quarter of its speed."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, CDPSession, Page, Response, sync_playwright

from find_browser import FLAGS, find

THROTTLE = 4


@contextmanager
def browser() -> Iterator[Browser | None]:
    """Yield a Chromium, None where this machine has none."""
    path = find()
    if path is None:
        yield None
        return
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def slow_page(chromium: Browser, throttle: int = THROTTLE) -> Iterator[tuple[Page, CDPSession]]:
    """Yield a page of its own in a throttled processor, with the line to its developer tools."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    yield page, line
    context.close()


def responses(page: Page) -> list[Response]:
    """Return a list that fills with what a page gets."""
    sent: list[Response] = []
    page.on("response", lambda response: sent.append(response))
    return sent


def megabytes(line: CDPSession) -> float:
    """Return how much a page keeps in memory after garbage is gone."""
    line.send("HeapProfiler.collectGarbage")
    return line.send("Runtime.getHeapUsage")["usedSize"] / 1e6


def worked(line: CDPSession, act: Callable[[], object]) -> float:
    """Return how many ms of processor time the main thread of a page spent on an act."""
    line.send("Performance.enable")

    def so_far() -> float:
        return 1000 * next(metric["value"] for metric in line.send("Performance.getMetrics")["metrics"] if metric["name"] == "ThreadTime")

    before = so_far()
    act()
    return so_far() - before


def kilobytes(*contents: bytes) -> float:
    """Return the size of some files, each compressed as a web server does."""
    return sum(len(gzip.compress(content, 9, mtime=0)) for content in contents) / 1000


def percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]

