"""The finished HTML is checked before anybody sees it; knows pages and links, not how they were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from types import MappingProxyType

from .finding import Finding, Location
from .pagefacts import PageFacts
from .pagelinks import NOWHERE
from .quickfacts import read_facts

# The same fault on more pages than this is one fault of a template, told once.
_TOLD_APART = 3


class SiteCheck:
    """Checks whole sites; remembers what it read of a file, so that only changed files are read again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, str, PageFacts]] = {}
        # The last site in which nothing was wrong: its pages, and all its files.
        self._sound: tuple[Mapping[str, PageFacts], Set[str]] = {}, set()

    def learn(self, files: Mapping[str, bytes], *, base: str) -> dict[str, PageFacts]:
        """Read the pages of a site, which needs no other file to be there yet; `check` goes on from what is known."""
        return {path: self._read(path, content, base) for path, content in files.items() if path.endswith(".html")}

    def check(
        self, files: Mapping[str, bytes], sources: Mapping[str, Location], *, base: str, read: Mapping[str, PageFacts] = MappingProxyType({}),
    ) -> list[Finding]:
        """Return what is wrong in a site, given as path -> bytes, with the pages that were `read` before.

        `sources` says which file a page came from, `base` is the path of the site on its host (`/`).
        """
        facts = {**self.learn(files, base=base), **read}
        there = files.keys() | read.keys()
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for path, fact in self._unsure(facts, there).items():
            for rule, message in fact.problems:
                found.setdefault((rule, f"{path} {message}"), []).append((path, message))
            for rule, about, message in _dead_ends(fact, facts, there):
                found.setdefault((rule, about), []).append((path, message))
        self._sound = ({}, set()) if found else (facts, there)
        return sorted(finding for (rule, _), places in found.items() for finding in _tell(rule, places, sources))

    def _unsure(self, facts: Mapping[str, PageFacts], there: Set[str]) -> Mapping[str, PageFacts]:
        """Return the pages in which something may be wrong: beside a sound site where no file or anchor came or went, those that differ."""
        before, files = self._sound
        new = {path: fact for path, fact in facts.items() if before.get(path) is not fact}
        is_alike = there == files and all(path in before and fact.ids == before[path].ids for path, fact in new.items())
        return new if is_alike else facts

    def _read(self, path: str, content: bytes, base: str) -> PageFacts:
        known = self._known.get(path)
        if known is None or known[:2] != (content, base):
            known = self._known[path] = (content, base, read_facts(path, content, base))
        return known[2]


def _tell(rule: str, places: list[tuple[str, str]], sources: Mapping[str, Location]) -> Iterator[Finding]:
    more = f" Dit geldt ook voor {len(places) - 1} andere pagina's." if len(places) > _TOLD_APART else ""
    for path, message in places[:1] if more else places:
        yield Finding(sources.get(path, Location(path)), rule, f"Op pagina /{path}: {message}{more}",
                      "Dit zit in een sjabloon of in de tekst van deze pagina.")


def _dead_ends(fact: PageFacts, facts: Mapping[str, PageFacts], there: Set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, what is missing, message) for links to files or anchors that are not there."""
    for link, target, anchor in fact.targets:
        if target not in there:
            yield "dode-link", f"{target} {link}" if target == NOWHERE else target, f"de link '{link}' leidt nergens heen."
        elif anchor and target in facts and anchor not in facts[target].ids:
            yield "dood-anker", f"{target}#{anchor}", f"op de pagina van '{link}' is geen anker '#{anchor}'."
