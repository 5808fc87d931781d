"""The finished HTML is checked before anybody sees it; knows pages and links, not how they were made."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import lxml.html

from .finding import Finding, Location

_LINKS = {
    "a": "href", "area": "href", "link": "href", "use": "href", "form": "action", "object": "data",
    **dict.fromkeys(("img", "script", "source", "iframe", "embed", "video", "audio", "track", "input"), "src"),
}


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

    def check(self, files: Mapping[str, bytes], sources: Mapping[str, Location], *, base: str) -> list[Finding]:
        """Return what is wrong in a site, given as path -> bytes.

        `sources` says which file a page came from, `base` is the path of the site on its host (`/`).
        """
        facts = {path: self._read(path, content, base) for path, content in files.items() if path.endswith(".html")}
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
    document = lxml.html.document_fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8"))
    ids: Counter[str] = Counter()
    links, inline, headings = [], [], 0
    for element in document.iter(lxml.etree.Element):
        tag, attributes = element.tag, element.attrib
        if "id" in attributes:
            ids[attributes["id"]] += 1
        if tag in _LINKS and _LINKS[tag] in attributes and attributes.get("rel") != "canonical":
            links.append((tag, attributes[_LINKS[tag]]))
        links += [(tag, candidate.split()[0]) for candidate in attributes.get("srcset", "").split(",") if candidate.strip()]
        if tag == "h1":
            headings += 1
        if tag == "style" or "style" in attributes:
            inline.append(f"een stijl in de pagina zelf ({tag})")
        if tag == "script" and "src" not in attributes and attributes.get("type") not in ("application/ld+json", "application/json"):
            inline.append("een script in de pagina zelf")
        inline += [f"een script in het attribuut {name}" for name in attributes if name.startswith("on")]
    title = (document.findtext("head/title") or "").strip()
    problems = [*_page_problems(ids, headings, document.get("lang", ""), title, inline), *_bad_links(links)]
    targets = (_split_link(path, link, base) for _, link in links if not _is_outside(link))
    return _Facts(frozenset(ids), tuple(problems), tuple(dict.fromkeys(targets)))


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


def _is_outside(link: str) -> bool:
    """Tell whether a link names a scheme or a host, or is no address at all."""
    return _scheme(link) != ""


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
    return link, _target(path, unquote(address.partition("?")[0]), base), unquote(anchor)


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
