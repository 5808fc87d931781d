"""The pages of a kind of which there are thousands: made, read and written one by one, on both cores.

A site is made in memory, where the preview and the tests want it. Thousands of pages are too much for that, and nothing
needs their text again: what the check must know of them is small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field

from .aside import Aside
from .page import Page
from .pagefacts import PageFacts, read_facts
from .publish import Staging

# From this many pages of one template on, they are written as they are made.
MANY = 1_000
Stream = Callable[[Iterable[Page]], Iterable[tuple[str, bytes]]]


@dataclass
class Written:
    """What is known of the pages that were written: path -> facts, and how many differ from those of the old site."""

    facts: dict[str, PageFacts] = field(default_factory=dict)
    changed: int = 0


def part(plan: list[Page], asked_for: Container[str]) -> tuple[list[Page], list[Page]]:
    """Return the pages of a plan of whose kind there are many, and all others; those at a path that is `asked_for` stay in memory."""
    count = Counter(page.template for page in plan)
    many, few = [], []
    for page in plan:
        (many if count[page.template] >= MANY and page.path not in asked_for else few).append(page)
    return many, few


class Lanes:
    """Pages being written into a site that grows: half of them aside, from now on; the other half when `result` is asked for."""

    def __init__(self, pages: list[Page], stream: Stream, staging: Staging, base: str, helpers: ExitStack):
        def write(pages: Iterable[Page]) -> Written:
            written = Written()
            for path, content in stream(pages):
                written.facts[path] = read_facts(path, content, base)
                written.changed += staging.write(path, content)
            return written

        staging.begin()
        self._write, self._here = write, pages[::2]
        self._beside = helpers.enter_context(Aside(lambda: write(pages[1::2])))

    def result(self) -> Written:
        """Write our half and return what is known of both; raises Refused where a page cannot be written."""
        here, beside = self._write(self._here), self._beside.result()
        return Written(here.facts | beside.facts, here.changed + beside.changed)
