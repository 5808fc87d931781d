"""The finished HTML is checked before anybody sees it; knows pages and links, not how they were made."""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import lxml.html

from .finding import Finding, Location

_LINKS = {"a": "href", "area": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action", "use": "href"}


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one HTML file says that can be wrong."""

    ids: Counter[str]
    links: tuple[tuple[str, str], ...]
    headings: int
    lang: str
    title: str
    inline: tuple[str, ...]


class SiteCheck:
    """Checks whole sites; remembers what it read of a file, so that only changed files are read again."""

    def __init__(self) -> None:
        self._known: dict[bytes, _Facts] = {}

    def check(self, files: Mapping[str, bytes], sources: Mapping[str, Location], *, base: str) -> list[Finding]:
        """Return what is wrong in a site, given as path -> bytes.

        `sources` says which file a page came from, `base` is the path of the site on its host (`/`).
        """
        facts = {path: self._read(content) for path, content in files.items() if path.endswith(".html")}
        self._known = {hashlib.sha256(files[path]).digest(): fact for path, fact in facts.items()}
        findings = []
        for path, fact in facts.items():
            for rule, message in [*_page_problems(fact), *_link_problems(path, fact, facts, files, base)]:
                findings.append(Finding(sources.get(path, Location(path)), rule, f"Op pagina /{path}: {message}",
                                        "Dit zit in een sjabloon of in de tekst van deze pagina."))
        return sorted(findings)

    def _read(self, content: bytes) -> _Facts:
        key = hashlib.sha256(content).digest()
        return self._known.get(key) or _facts(content)


def _facts(content: bytes) -> _Facts:
    document = lxml.html.document_fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8"))
    ids: Counter[str] = Counter()
    links, inline, headings = [], [], 0
    for element in document.iter(lxml.etree.Element):
        tag, attributes = element.tag, element.attrib
        if "id" in attributes:
            ids[attributes["id"]] += 1
        if tag in _LINKS and _LINKS[tag] in attributes and attributes.get("rel") != "canonical":
            links.append((tag, attributes[_LINKS[tag]]))
        if tag == "h1":
            headings += 1
        if tag == "style" or "style" in attributes:
            inline.append(f"een stijl in de pagina zelf ({tag})")
        if tag == "script" and "src" not in attributes and attributes.get("type") not in ("application/ld+json", "application/json"):
            inline.append("een script in de pagina zelf")
        inline += [f"een script in het attribuut {name}" for name in attributes if name.startswith("on")]
    title = document.findtext(".//title") or ""
    return _Facts(ids, tuple(links), headings, document.get("lang", ""), title.strip(), tuple(inline))


def _page_problems(fact: _Facts) -> Iterator[tuple[str, str]]:
    if fact.headings != 1:
        yield "een-titel", f"er zijn {fact.headings} titels (h1) in plaats van één."
    if not fact.lang:
        yield "taal", "de taal van de pagina ontbreekt (lang)."
    if not fact.title:
        yield "paginatitel", "de titel in het tabblad ontbreekt."
    for id_, number in fact.ids.items():
        if number > 1:
            yield "dubbel-anker", f"het anker '{id_}' komt {number} keer voor."
    for what in fact.inline:
        yield "inline", f"er staat {what}; dat verbiedt het beveiligingsbeleid."


def _link_problems(path: str, fact: _Facts, facts: Mapping[str, _Facts], files: Mapping[str, bytes], base: str) -> Iterator[tuple[str, str]]:
    for tag, link in fact.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            if tag != "a":
                yield "vreemde-bron", f"'{link}' wordt van een andere site gehaald."
            elif parts.scheme not in ("https", "http", "mailto", "tel"):
                yield "dode-link", f"de link '{link}' leidt nergens heen."
            continue
        target = _target(path, unquote(parts.path), base)
        if target not in files:
            yield "dode-link", f"de link '{link}' leidt nergens heen."
        elif parts.fragment and target in facts and unquote(parts.fragment) not in facts[target].ids:
            yield "dood-anker", f"op de pagina van '{link}' is geen anker '#{parts.fragment}'."


def _target(path: str, link: str, base: str) -> str:
    """Return the file that a link on a page asks for, or words where it asks for none of ours."""
    if not link:
        return path
    if link.startswith("/"):
        if not link.startswith(base):
            return "buiten de site"
        full = posixpath.normpath(link.removeprefix(base))
    else:
        full = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    full = "" if full == "." else full
    if full.startswith(".."):
        return "buiten de site"
    if link.endswith("/") or not full:
        return f"{full.rstrip('/')}/index.html".lstrip("/")
    return full
