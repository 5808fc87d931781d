"""Pages that people wrote in Markdown: their HTML from the host, with building blocks and references filled in."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from ..finding import Finding, Location, did_you_mean
from ..markdowntext import visible_lines
from ..model import ContentPage, Portal
from ..page import Page
from ..urls import Link, resolve
from .blocks import BLOCKS, Block
from .herkomst import herkomst_of
from .nieuws import bericht_kop

_BLOCK_IN_TEXT = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_BLOCK_IN_HTML = re.compile(r"<p>\{\{\s*(.*?)\s*\}\}</p>")
_REF_IN_HTML = re.compile(r'href="([a-z]+:(?!//)[^"#]+)(#[^"]*)?"')
_OUTSIDE = ("mailto:", "tel:")


class Html(Struct, frozen=True):
    """A piece of a page as the host made it."""

    html: Markup


class Proza(Struct, frozen=True):
    """A prose page: pieces of HTML and blocks in turn, and what to read next."""

    parts: tuple[Html | Block, ...]
    hierna: tuple[Link, ...]


def has_block(portal: Portal, name: str) -> bool:
    """Tell whether a page of the portal pulls in the block `name`."""
    return any(match[1] == name for page in portal.pages.values() if name in page.body for _, line in visible_lines(page) for match in _BLOCK_IN_TEXT.finditer(line))


def block_findings(portal: Portal) -> Iterator[Finding]:
    """Yield a finding for every `{{ … }}` that is unknown, wrongly used, or not on a line of its own."""
    for page in portal.pages.values():
        for number, line in visible_lines(page):
            for match in _BLOCK_IN_TEXT.finditer(line):
                where = Location(page.path, number, match.start() + 1)
                if line.strip() != match[0]:
                    yield Finding(where, "bouwblok", f"Het bouwblok '{match[1]}' staat tussen andere tekst.",
                                  "Zet het alleen op een regel, met een lege regel ervoor en erna.")
                    continue
                try:
                    _block(portal, match[1])
                except ValueError as error:
                    if not _names_broken(portal, match[1]):
                        yield Finding(where, "bouwblok", str(error))
                except KeyError:
                    # The record of the block names one that is not there; the rules say so where that stands.
                    continue


def _names_broken(portal: Portal, text: str) -> bool:
    """Tell whether a block asks for a record that was refused, as `regel …` or `voorzieningen hulpvraag=…`."""
    name, _, argument = text.partition(" ")
    kind, _, id_ = argument.strip().rpartition("=")
    return portal.is_broken(kind or name, id_)


def _block(portal: Portal, text: str) -> Block:
    name, _, argument = text.partition(" ")
    if name not in BLOCKS:
        repair = did_you_mean(name, BLOCKS, otherwise=f"Kies uit: {', '.join(BLOCKS)}.")
        raise ValueError(f"Er is geen bouwblok '{name}'. {repair}")
    return BLOCKS[name](portal, argument.strip())


def prose_pages(portal: Portal, prose: Mapping[str, str], today: dt.date) -> Iterator[Page]:
    """Yield a page for every Markdown page; `prose` maps its file in the site to the HTML of its text."""
    for page in portal.pages.values():
        text = prose[f"{page.url}index.html"]
        parts = tuple(_parts(portal, _fill_refs(portal, page, text)))
        herkomst = herkomst_of(portal, page.meta, today, page.id)
        if page.nieuws:
            parts = tuple(_with_head(portal, page, parts))
            herkomst = replace(herkomst, next_check_on=None, is_stale=False)  # news is of its day: nobody checks it again
        hierna = tuple(link for ref in page.meta.hierna if (link := resolve(portal, ref)))
        yield Page(
            page.url, "proza.html", page.titel, page.meta.beschrijving, Proza(parts, hierna),
            kruimels=_kruimels(portal, page), voor=page.meta.voor,
            herkomst=herkomst, source=Location(page.path, 1), is_listed=("pagina", page.id) not in portal.verlopen,
        )


def _with_head(portal: Portal, page: ContentPage, parts: tuple[Html | Block, ...]) -> Iterator[Html | Block]:
    """Put the date and the picture of a news item under its title, which the host made first."""
    head = Block("blok/bericht.html", bericht_kop(portal, page))
    first, *rest = parts
    title, end, after = str(first.html if isinstance(first, Html) else "").partition("</h1>")
    yield from (Html(Markup(title + end)), head, Html(Markup(after)), *rest)


def _kruimels(portal: Portal, page: ContentPage) -> tuple[Link, ...]:
    """Home and every folder above the page that has a page of its own."""
    folders = page.url.split("/")[:-2]
    above = ["/".join(folders[:number]) for number in range(1, len(folders) + 1)]
    home = (Link("Home", ""),) if page.url else ()
    return home + tuple(link for id_ in above if (link := resolve(portal, f"pagina:{id_}")))


def _fill_refs(portal: Portal, page: ContentPage, text: str) -> str:
    depth = page.url.count("/")

    def fill(match: re.Match[str]) -> str:
        ref = html.unescape(match[1])
        if ref.startswith(_OUTSIDE) or not (link := resolve(portal, ref)):
            return match[0]
        return f'href="{html.escape("../" * depth + link.url + (match[2] or ""))}"'

    return _REF_IN_HTML.sub(fill, text)


def _parts(portal: Portal, text: str) -> Iterator[Html | Block]:
    pieces = _BLOCK_IN_HTML.split(text)
    for number, piece in enumerate(pieces):
        if number % 2:
            yield _block(portal, html.unescape(piece))
        elif piece.strip():
            yield Html(Markup(piece))
