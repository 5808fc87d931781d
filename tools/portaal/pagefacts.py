"""What one finished HTML file says: what is wrong in itself, and where its links lead. Knows HTML, and no other file of the site.

It parses the document as a browser would; `quickfacts` says the same of most pages in a tenth of the time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from .pagelinks import MAY_LEAD_TO, Target, scheme_of, split_link

if TYPE_CHECKING:
    from lxml.etree import XPath, _Element

# Which attribute of an element asks for another file (where an `a` only leads there).
FETCHES = {"area": "href", "link": "href", "use": "href", "form": "action", "object": "data"} | dict.fromkeys(
    ("img", "script", "source", "iframe", "embed", "video", "audio", "track", "input"), "src")
# A script with one of these is data, and may stand in a page.
DATA_TYPES = ("application/ld+json", "application/json")


class PageFacts(Struct, frozen=True):
    """What one HTML file says: its anchors, what is wrong (rule, message), its links."""

    ids: frozenset[str]
    problems: tuple[tuple[str, str], ...]
    targets: tuple[Target, ...]


@lru_cache(maxsize=1)
def _xpaths() -> dict[str, XPath]:
    """What is asked of every document; compiled once, since a walk over all elements in Python costs three times as much."""
    from lxml.etree import XPath  # the quick reader nearly always does

    fetched = " | ".join(f"//{name}/@{asked}" for name, asked in FETCHES.items()).replace("//link/", "//link[not(@rel='canonical')][not(@rel='alternate' and @hreflang)]/")
    return {name: XPath(question) for name, question in {
        "ids": "//@id", "h1": "count(//h1)", "a": "//a/@href", "fetched": fetched, "srcsets": "//@srcset", "styled": "//style | //*[@style]",
        "scripts": "//script[not(@src)][not(@type='application/ld+json')][not(@type='application/json')]",
        "handlers": "//@*[starts-with(name(), 'on')]",
    }.items()}  # fmt: skip


def exact_facts(path: str, content: bytes, base: str) -> PageFacts:
    """Return the facts of a page, whatever stands in it, with everything that is wrong in itself."""
    from lxml import etree

    ask = _xpaths()
    document = etree.fromstring(content, parser=etree.HTMLParser(encoding="utf-8"))
    ids = Counter(ask["ids"](document))
    links = [("a", link) for link in ask["a"](document)] + [("", link) for link in ask["fetched"](document)]
    links += [("", candidate.split()[0]) for srcset in ask["srcsets"](document) for candidate in srcset.split(",") if candidate.strip()]
    title = (document.findtext("head/title") or "").strip()
    problems = [*_page_problems(ids, int(ask["h1"](document)), document.get("lang", ""), title, [*_inline(document)]), *_bad_links(links)]
    targets = (split_link(path, link, base) for _, link in links if not scheme_of(link))
    return PageFacts(frozenset(ids), tuple(problems), tuple(dict.fromkeys(targets)))


def _inline(document: _Element) -> Iterator[str]:
    """Name what a policy without inline scripts and styles would block."""
    ask = _xpaths()
    for element in ask["styled"](document):
        yield f"een stijl in de pagina zelf ({element.tag})"
    for _ in ask["scripts"](document):
        yield "een script in de pagina zelf"
    for value in ask["handlers"](document):
        yield f"een script in het attribuut {value.attrname}"


def _page_problems(ids: Counter[str], headings: int, lang: str, title: str, inline: list[str]) -> Iterator[tuple[str, str]]:
    if headings != 1:
        yield "een-titel", f"er zijn {headings} titels (h1) in plaats van één."
    if not lang:
        yield "taal", "de taal van de pagina ontbreekt (lang)."
    if not title:
        yield "paginatitel", "de titel in het tabblad ontbreekt."
    for id_, number in ids.items():
        if number > 1:
            yield "dubbel-anker", f"het anker '{id_}' komt {number} keer voor."
    for what in inline:
        yield "inline", f"er staat {what}; dat verbiedt het beveiligingsbeleid."


def _bad_links(links: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with links that leave the site: only an `a` may, and only to a few schemes."""
    for tag, link in links:
        scheme = scheme_of(link)
        if scheme == "?":
            yield "dode-link", f"de link '{link}' is geen webadres."
        elif scheme and tag != "a":
            yield "vreemde-bron", f"'{link}' wordt van een andere site gehaald."
        elif scheme not in MAY_LEAD_TO:
            yield "dode-link", f"de link '{link}' leidt nergens heen."
