"""One finished HTML file: what is wrong in itself, and where its links lead. Knows HTML, and no other file of the site.

Two readers. The exact one parses the document as a browser would. The quick one looks at the tags alone, in a third of the
time, and answers only where it can be sure: every `<` begins a tag as our templates write them, and nothing is wrong.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from lxml.etree import XPath, _Element

NOWHERE = "buiten de site"
_DOCTYPE = "<!doctype html>"
_TAG = re.compile(r"<[^<>]*>")
_PROPER_TAG = re.compile(r'</?[a-zA-Z][a-zA-Z0-9]*(?:\s+[a-z][a-zA-Z:-]*(?:="[^"<>]*")?)*\s*/?>')
_ATTRIBUTE = re.compile(r'\s([a-z][a-zA-Z:-]*)(?:="([^"]*)")?')
_NAME = re.compile(r"<([a-zA-Z0-9]+)")
_TITLE = re.compile(r"<title>\s*[^<\s]")
# What stands in these is no HTML: a title or a script of ours holds no `<`, of the others we have none.
_CLOSED = re.compile(r"<(title|script)\b[^<>]*>[^<]*</\1>")
_NO_HTML_IN = frozenset("textarea iframe noembed noframes plaintext style xmp".split())
_MAYBE_OUTSIDE = re.compile(r"\s|//|[^/?#]*:")

# Which attribute of an element asks for another file (where an `a` only leads there), and which schemes a reader may follow.
_FETCHES = {"area": "href", "link": "href", "use": "href", "form": "action", "object": "data"} | dict.fromkeys(
    ("img", "script", "source", "iframe", "embed", "video", "audio", "track", "input"), "src")
_MAY_LEAD_TO = ("", "https", "http", "mailto", "tel")
_DATA = ("application/ld+json", "application/json")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What one HTML file says: its anchors, what is wrong (rule, message), its links (as written, file, anchor)."""

    ids: frozenset[str]
    problems: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str, str], ...]


def read_facts(path: str, content: bytes, base: str) -> PageFacts:
    """Return the facts of the file at a site path; `base` is the path of the site on its host (`/`)."""
    return quick_facts(path, content, base) or exact_facts(path, content, base)


# --- the quick reader -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Tag:
    """What one tag says, as far as a page is judged by it; `link` only where it leads to a file of ours."""

    id: str | None = None
    link: str | None = None


_SILENT = _Tag()


@dataclass(frozen=True, slots=True)
class _Part:
    """What the tags of a part of a page say together."""

    ids: tuple[str, ...]
    links: tuple[str, ...]
    headings: int


def quick_facts(path: str, content: bytes, base: str) -> PageFacts | None:
    """Return the facts of a page in which nothing is wrong in itself; None where that is not certain."""
    text = content.decode(errors="replace")
    head, header, main, rest = _parts(text)
    if not _has_head(head):
        return None
    # The header and the footer are the same on many pages, the other two parts on none.
    read = (_read_part(head), _known_part(header), _read_part(main), _known_part(rest))
    if None in read:
        return None
    said: tuple[_Part, ...] = read  # type: ignore[assignment]
    ids = _same_ids(frozenset(chain.from_iterable(part.ids for part in said)))
    if len(ids) != sum(len(part.ids) for part in said) or sum(part.headings for part in said) != 1:
        return None
    links = dict.fromkeys(chain.from_iterable(part.links for part in said))
    return PageFacts(ids, (), tuple(_split_link(path, link, base) for link in links))


def _parts(text: str) -> tuple[str, str, str, str]:
    """Cut a page before its body, before `main` and after it."""
    body = text.find("<body")
    main = text.find("<main", body)
    rest = text.find("</main>", main)
    return (text[:body], text[body:main], text[main:rest], text[rest:]) if 0 < body < main < rest else (text, "", "", "")


def _has_head(head: str) -> bool:
    """Tell whether a page begins as ours do, with a language and with a title (which comes before any drawing with one)."""
    opening = head[len(_DOCTYPE) : head.find(">", len(_DOCTYPE))].lstrip()
    is_ours = head.startswith(_DOCTYPE) and opening.startswith("<html ") and ' lang="' in opening and ' lang=""' not in opening
    return is_ours and _TITLE.search(head, 0, head.find("</head>")) is not None


def _read_part(text: str) -> _Part | None:
    """Return what a part of a page says; None where something may be wrong with it, a tag that is cut in two included."""
    tags = _TAG.findall(text)
    if len(tags) != text.count("<") or len(_CLOSED.findall(text)) != text.count("<title") + text.count("<script"):
        return None
    said = [_read_tag(tag) for tag in dict.fromkeys(tags)]
    if None in said:
        return None
    ids = tuple(tag.id for tag in said if tag.id is not None)  # type: ignore[union-attr]
    # One anchor more than there are different ones stands twice, or in a text: both are worth a better look.
    if text.count(' id="') != len(ids):
        return None
    return _Part(ids, tuple(tag.link for tag in said if tag.link is not None), text.count("<h1>") + text.count("<h1 "))  # type: ignore[union-attr]


_known_part = lru_cache(maxsize=1 << 8)(_read_part)


@lru_cache(maxsize=1 << 10)
def _same_ids(ids: frozenset[str]) -> frozenset[str]:
    """Return the set of anchors that is kept already: thousands of pages have the very same ones."""
    return ids


@lru_cache(maxsize=1 << 13)
def _read_tag(tag: str) -> _Tag | None:
    """Return what a tag says, None where something may be wrong with it. Nearly all tags of a site are alike."""
    if not _PROPER_TAG.fullmatch(tag):
        return _SILENT if tag == _DOCTYPE else None
    if tag.startswith("</"):
        return _SILENT
    name = _NAME.match(tag)[1].lower()  # type: ignore[index]
    found = _ATTRIBUTE.findall(tag)
    said = {key: html.unescape(value) for key, value in found}
    if len(said) != len(found) or _may_be_inline(name, said) or "srcset" in said:
        return None
    link = said.get("href" if name == "a" else _FETCHES.get(name, ""))
    if name == "link" and (said.get("rel") == "canonical" or (said.get("rel") == "alternate" and "hreflang" in said)):
        link = None
    if link is not None and (scheme := _scheme(link)):
        if name != "a" or scheme not in _MAY_LEAD_TO:
            return None
        link = None
    return _Tag(said.get("id"), link) if "id" in said or link is not None else _SILENT


def _may_be_inline(name: str, said: dict[str, str]) -> bool:
    is_program = name == "script" and "src" not in said and said.get("type") not in _DATA
    return name in _NO_HTML_IN or "style" in said or any(key.startswith("on") for key in said) or is_program


# --- the exact reader -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _xpaths() -> dict[str, XPath]:
    """What is asked of every document; compiled once, since a walk over all elements in Python costs three times as much."""
    from lxml.etree import XPath  # the quick reader nearly always does

    fetched = " | ".join(f"//{name}/@{asked}" for name, asked in _FETCHES.items()).replace("//link/", "//link[not(@rel='canonical')][not(@rel='alternate' and @hreflang)]/")
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
    targets = (_split_link(path, link, base) for _, link in links if not _scheme(link))
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


@lru_cache(maxsize=1 << 13)
def _scheme(link: str) -> str:
    """Return the scheme of a link, `//` where it names only a host, `?` where it is no address, '' for one of ours."""
    if not _MAYBE_OUTSIDE.match(link):
        return ""  # nearly every link is one of ours, and there are many
    try:
        parts = urlsplit(link)
    except ValueError:
        return "?"
    return parts.scheme or ("//" if parts.netloc else "")


def _bad_links(links: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with links that leave the site: only an `a` may, and only to a few schemes."""
    for tag, link in links:
        scheme = _scheme(link)
        if scheme == "?":
            yield "dode-link", f"de link '{link}' is geen webadres."
        elif scheme and tag != "a":
            yield "vreemde-bron", f"'{link}' wordt van een andere site gehaald."
        elif scheme not in _MAY_LEAD_TO:
            yield "dode-link", f"de link '{link}' leidt nergens heen."


def _split_link(path: str, link: str, base: str) -> tuple[str, str, str]:
    return _from_root(link, path.count("/")) or _from_page(path, link, base)


@lru_cache(maxsize=1 << 13)
def _from_root(link: str, depth: int) -> tuple[str, str, str] | None:
    """Return what a link leads to which climbs to the root first, as nearly all do; it is the same on every page of a depth."""
    address, _, anchor = link.partition("#")
    rest = address.partition("?")[0][3 * depth :]
    if not address.startswith("../" * depth) or not (rest or depth) or "./" in rest or "//" in rest or rest[:1] in ("/", ".") or "%" in rest:
        return None
    return link, f"{rest}index.html" if not rest or rest.endswith("/") else rest, unquote(anchor)


def _from_page(path: str, link: str, base: str) -> tuple[str, str, str]:
    address, _, anchor = link.partition("#")
    return link, _target(path, unquote(address.partition("?")[0]), base) if address else path, unquote(anchor)


def _target(path: str, link: str, base: str) -> str:
    """Return the file that a link on a page asks for, or words where it asks for none of ours."""
    if not link:
        return path
    if link.startswith("/"):
        if not link.startswith(base):
            return NOWHERE
        full = posixpath.normpath(link.removeprefix(base))
    else:
        full = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    full = "" if full == "." else full
    if full.startswith(".."):
        return NOWHERE
    if link.endswith("/") or not full:
        return f"{full.rstrip('/')}/index.html".lstrip("/")
    return full
