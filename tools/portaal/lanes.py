"""The pages of a kind of which there are thousands: made, read and written one by one, on both cores.

A site is made in memory, where the preview and the tests want it. Thousands of pages are too much for that, and nothing
needs their text again: what the check must know of them is small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from .page import Page
from .pagefacts import PageFacts
from .publish import Staging
from .quickfacts import read_facts

# From this many pages of one template on, they are written as they are made.
MANY = 1_000
_AT_ONCE = 500


@dataclass
class Written:
    """What is known of the pages that were written: path -> facts, and how many differ from those of the old site."""

    facts: dict[str, PageFacts] = field(default_factory=dict)
    changed: int = 0

    def __or__(self, other: Written) -> Written:
        return Written(self.facts | other.facts, self.changed + other.changed)


def part(plan: list[Page], asked_for: Container[str]) -> tuple[list[Page], list[Page]]:
    """Return the pages of a plan of whose kind there are many, and all others; those at a path that is `asked_for` stay in memory."""
    count = Counter(page.template for page in plan)
    many, few = [], []
    for page in plan:
        (many if count[page.template] >= MANY and page.path not in asked_for else few).append(page)
    return many, few


def share(pages: list[Page], *, aside: bool, is_alone: bool = False) -> list[Page]:
    """Return the pages that one of two processes writes: two of every five `aside`, where the index is made as well; the rest here.

    A process that `is_alone` writes them all, and whoever comes after it none.
    """
    return [page for number, page in enumerate(pages) if (is_alone or (number % 5 > 2) == aside) and not page.is_bare]


def let_go(pages: list[Page]) -> Iterator[Page]:
    """Yield pages, the last first, and keep none."""
    while pages:
        yield pages.pop()


def write(pages: Iterable[tuple[str, bytes]], staging: Staging, base: str) -> Written:
    """Read and write (path, content) of pages as they come, for a site at `base`; raises Refused where one cannot be written."""
    written, left = Written(), iter(pages)
    # Some hundreds at a time: a processor that only makes, or reads, or writes for a while takes a quarter less.
    while some := [*islice(left, _AT_ONCE)]:
        written.facts |= {path: read_facts(path, content, base) for path, content in some}
        written.changed += sum(staging.write(path, content) for path, content in some)
    return written
