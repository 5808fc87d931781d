"""Rules on Markdown pages: their title, links and images."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from markdown.extensions.toc import slugify, unique

from ..finding import Location, did_you_mean
from ..markdowntext import LINK, visible_lines
from ..model import ContentPage, Portal
from ..urls import near_ref, resolve
from .problem import Problem

_REF = re.compile(r"[a-z]+:(?!//)[^\s]")
_OUTSIDE = ("https://", "http://", "mailto:", "tel:")


def one_title(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een pagina heeft één titel, op de eerste regel onder de kop."""
    for page in portal.pages.values():
        titles = [(number, line) for number, line in visible_lines(page) if re.match(r"# +\S", line)]
        if not titles:
            yield Problem(Location(page.path, page.body_line), "Deze pagina heeft geen titel.", "Begin de tekst met een regel als: # Titel.")
        for number, _ in titles[1:]:
            yield Problem(Location(page.path, number), "Dit is een tweede titel op dezelfde pagina.", "Gebruik ## voor een kop onder de titel.")


def page_links(page: ContentPage) -> Iterator[tuple[Location, bool, str, str]]:
    """Yield (place, is an image, text, target) of every link and image on a page."""
    for number, line in visible_lines(page):
        for match in LINK.finditer(line):
            yield Location(page.path, number, match.start() + 1), bool(match[1]), match[2], match[3]


def dead_link(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elke link op een pagina leidt ergens heen."""
    by_path = {page.path: page for page in portal.pages.values()}
    for page in portal.pages.values():
        for where, is_image, _, target in page_links(page):
            if is_image:
                continue
            if target.startswith(_OUTSIDE):
                if not _is_address(target):
                    yield Problem(where, f"'{target}' is geen webadres.", "Neem het adres over uit de adresbalk van uw browser.")
            elif not target:
                yield Problem(where, "Deze link is leeg.", "Schrijf tussen de haakjes waar de link heen gaat.")
            elif _REF.match(target):
                ref = target.partition("#")[0]
                kind, _, id_ = ref.partition(":")
                if not resolve(portal, ref) and not portal.is_broken(kind, id_):
                    yield Problem(where, f"'{ref}' bestaat niet.", near_ref(portal, ref))
            else:
                yield from _relative(portal, page, where, target, by_path)


def _is_address(target: str) -> bool:
    try:
        return bool(urlsplit(target).path or urlsplit(target).netloc)
    except ValueError:
        return False


def _relative(portal: Portal, page: ContentPage, where: Location, target: str, by_path: dict[str, ContentPage]) -> Iterator[Problem]:
    path, _, anchor = unquote(target).partition("#")
    if path.startswith("/"):
        yield Problem(where, f"De link '{target}' begint met een schuine streep.",
                      "Gebruik het pad naar het .md-bestand (../ouders/index.md) of een verwijzing (pagina:zoeken).")
        return
    full = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    if full not in by_path:
        if full not in portal.media and not portal.is_broken("pagina", full):
            yield Problem(where, f"De link '{target}' leidt nergens heen.",
                          did_you_mean(full, [*by_path, *portal.media], otherwise="Gebruik het pad naar een .md-bestand of een verwijzing (voorziening:…)."))
        return
    if anchor and anchor not in (known := _anchors(by_path[full])):
        yield Problem(where, f"Op {full} is geen kop '#{anchor}'.", did_you_mean(anchor, known, otherwise=f"Kies uit: {', '.join(sorted(known))}."))


def target_page(portal: Portal, page: ContentPage, target: str) -> str:
    """Return the id of the Markdown page that a link on a page leads to, '' where it leads to none."""
    path = unquote(target).partition("#")[0]
    if path.startswith("pagina:"):
        return path.removeprefix("pagina:")
    full = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
    return next((id_ for id_, other in portal.pages.items() if other.path == full), "") if path.endswith(".md") else ""


@lru_cache(maxsize=512)
def _anchors(page: ContentPage) -> frozenset[str]:
    """Return the ids that Markdown will give to the headings of a page (same slugs as the host makes)."""
    used: set[str] = set()
    lines = page.body.split("\n")
    for number, _ in visible_lines(page):
        if heading := re.match(r"#{1,6} +(.*?)\s*#*\s*$", lines[number - page.body_line]):
            given = re.search(r"\{[^}]*#([\w-]+)[^}]*\}", heading[1])
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", heading[1])
            used.add(given[1] if given else unique(slugify(text, "-"), used))
    return frozenset(used)


def bad_image(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elke afbeelding bestaat en heeft een beschrijving voor wie hem niet ziet."""
    for page in portal.pages.values():
        for where, is_image, alt, target in page_links(page):
            if not is_image:
                continue
            full = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(target)))
            if full not in portal.media:
                yield Problem(where, f"De afbeelding '{target}' bestaat niet in content/.", did_you_mean(full, portal.media, otherwise="Zet het bestand in content/ en schrijf hier het pad ernaartoe."))
            if not alt.strip():
                yield Problem(where, f"De afbeelding '{target}' heeft geen beschrijving.", "Schrijf tussen [ en ] wat er te zien is.")
