"""The finished HTML is checked before anybody sees it; knows pages and links, not how they were made."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.etree import XPath

from .finding import Finding, Location

# Asked of every page; compiled once, since a walk over all elements in Python costs three times as much.
_IDS = XPath("//@id")
_H1 = XPath("count(//h1)")
_A = XPath("//a/@href")
_FETCHED = XPath(
    "//area/@href | //link[not(@rel='canonical')]/@href | //use/@href | //form/@action | //object/@data"
    " | //img/@src | //script/@src | //source/@src | //iframe/@src | //embed/@src | //video/@src | //audio/@src | //track/@src | //input/@src"
)
_SRCSETS = XPath("//@srcset")
_STYLED = XPath("//style | //*[@style]")
_SCRIPTS = XPath("//script[not(@src)][not(@type='application/ld+json')][not(@type='application/json')]")
_HANDLERS = XPath("//@*[starts-with(name(), 'on')]")
# Bytes in which nothing of the kind stands need no walk over all elements. Small letters, and one space for what may part
# attributes: then each pattern begins with fixed letters, which are found ten times as fast as a choice of letters.
_PLAIN = bytes(ord(" ") if chr(byte) in "\t\n\f\r/\"'" else byte for byte in range(256))
_MAY_BE_INLINE = tuple(re.compile(pattern).search for pattern in (rb"<style", rb" style *=", rb"<script(?![^>]* src *=)", rb" on[a-z]+ *="))

_MAYBE_OUTSIDE = re.compile(r"\s|//|[^/?#]*:")
_NOWHERE = "buiten de site"
# The same fault on more pages than this is one fault of a template, told once.
_TOLD_APART = 3


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one HTML file says: what is wrong in itself, and where its links lead (link as written, file, anchor)."""

    ids: frozenset[str]
    problems: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str, str], ...]


class SiteCheck:
    """Checks whole sites; remembers what it read of a file, so that only changed files are read again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, str, _Facts]] = {}

    def learn(self, files: Mapping[str, bytes], *, base: str) -> dict[str, _Facts]:
        """Read the pages of a site, which needs no other file to be there yet; `check` goes on from what is known."""
        return {path: self._read(path, content, base) for path, content in files.items() if path.endswith(".html")}

    def check(self, files: Mapping[str, bytes], sources: Mapping[str, Location], *, base: str) -> list[Finding]:
        """Return what is wrong in a site, given as path -> bytes.

        `sources` says which file a page came from, `base` is the path of the site on its host (`/`).
        """
        facts = self.learn(files, base=base)
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for path, fact in facts.items():
            for rule, message in fact.problems:
                found.setdefault((rule, f"{path} {message}"), []).append((path, message))
            for rule, about, message in _dead_ends(fact, facts, files):
                found.setdefault((rule, about), []).append((path, message))
        return sorted(finding for (rule, _), places in found.items() for finding in _tell(rule, places, sources))

    def _read(self, path: str, content: bytes, base: str) -> _Facts:
        known = self._known.get(path)
        if known is None or known[:2] != (content, base):
            known = self._known[path] = (content, base, _facts(path, content, base))
        return known[2]


def _tell(rule: str, places: list[tuple[str, str]], sources: Mapping[str, Location]) -> Iterator[Finding]:
    more = f" Dit geldt ook voor {len(places) - 1} andere pagina's." if len(places) > _TOLD_APART else ""
    for path, message in places[:1] if more else places:
        yield Finding(sources.get(path, Location(path)), rule, f"Op pagina /{path}: {message}{more}",
                      "Dit zit in een sjabloon of in de tekst van deze pagina.")


def _facts(path: str, content: bytes, base: str) -> _Facts:
    document = etree.fromstring(content, parser=etree.HTMLParser(encoding="utf-8"))
    ids = Counter(_IDS(document))
    links = [("a", link) for link in _A(document)] + [("", link) for link in _FETCHED(document)]
    plain = content.lower().translate(_PLAIN)
    if b"srcset" in plain:
        links += [("", candidate.split()[0]) for srcset in _SRCSETS(document) for candidate in srcset.split(",") if candidate.strip()]
    inline = [*_inline(document)] if any(may_be(plain) for may_be in _MAY_BE_INLINE) else []
    title = (document.findtext("head/title") or "").strip()
    problems = [*_page_problems(ids, int(_H1(document)), document.get("lang", ""), title, inline), *_bad_links(links)]
    targets = (_split_link(path, link, base) for _, link in links if not _scheme(link))
    return _Facts(frozenset(ids), tuple(problems), tuple(dict.fromkeys(targets)))


def _inline(document: etree._Element) -> Iterator[str]:
    """Name what a policy without inline scripts and styles would block."""
    for element in _STYLED(document):
        yield f"een stijl in de pagina zelf ({element.tag})"
    for _ in _SCRIPTS(document):
        yield "een script in de pagina zelf"
    for value in _HANDLERS(document):
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


@lru_cache(maxsize=1 << 16)
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
        elif scheme not in ("", "https", "http", "mailto", "tel"):
            yield "dode-link", f"de link '{link}' leidt nergens heen."


def _split_link(path: str, link: str, base: str) -> tuple[str, str, str]:
    address, _, anchor = link.partition("#")
    if not address:
        return link, path, unquote(anchor)
    target = _from_root(address, path.count("/")) or _target(path, unquote(address.partition("?")[0]), base)
    return link, target, unquote(anchor)


@lru_cache(maxsize=1 << 14)
def _from_root(address: str, depth: int) -> str:
    """Return the file that an address asks for which climbs to the root first, as nearly all of the layout do; else ''."""
    rest = address.partition("?")[0][3 * depth :]
    if not address.startswith("../" * depth) or not (rest or depth) or "./" in rest or "//" in rest or rest[:1] in ("/", ".") or "%" in rest:
        return ""
    return f"{rest}index.html" if not rest or rest.endswith("/") else rest


def _dead_ends(fact: _Facts, facts: Mapping[str, _Facts], files: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, what is missing, message) for links to files or anchors that are not there."""
    for link, target, anchor in fact.targets:
        if target not in files:
            yield "dode-link", f"{target} {link}" if target == _NOWHERE else target, f"de link '{link}' leidt nergens heen."
        elif anchor and target in facts and anchor not in facts[target].ids:
            yield "dood-anker", f"{target}#{anchor}", f"op de pagina van '{link}' is geen anker '#{anchor}'."


def _target(path: str, link: str, base: str) -> str:
    """Return the file that a link on a page asks for, or words where it asks for none of ours."""
    if not link:
        return path
    if link.startswith("/"):
        if not link.startswith(base):
            return _NOWHERE
        full = posixpath.normpath(link.removeprefix(base))
    else:
        full = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    full = "" if full == "." else full
    if full.startswith(".."):
        return _NOWHERE
    if link.endswith("/") or not full:
        return f"{full.rstrip('/')}/index.html".lstrip("/")
    return full
