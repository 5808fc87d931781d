"""The facts of a finished HTML file, read by its lines and tags alone: a tenth of the time that a parser takes.

It answers only where it can be sure: every `<` begins a tag as our templates write them, and nothing is wrong. Else the exact
reader does (`pagefacts`). Nearly every line of a page stands on other pages as well, so most are looked up and not read.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from .pagefacts import DATA_TYPES, FETCHES, PageFacts, exact_facts
from .pagelinks import MAY_LEAD_TO, Target, from_page, from_root, scheme_of

_DOCTYPE = "<!doctype html>"
# A page begins as ours do, with a language; `_TITLE` comes before any drawing with one.
_OPENING = re.compile(rb'<!doctype html>\s*<html(?=[^>]* lang="[^"])(?![^>]* lang="")[^>]*>')
_TITLE = re.compile(rb"<title>\s*[^<\s]")
_TAG = re.compile(r"<[^<>]*>")
_PROPER_TAG = re.compile(r'</?[a-z][a-zA-Z0-9]*(?:\s+[a-z][a-zA-Z:-]*(?:="[^"<>]*")?)*\s*/?>')
_ATTRIBUTE = re.compile(r'\s([a-z][a-zA-Z:-]*)(?:="([^"]*)")?')
_NAME = re.compile(r"<([a-zA-Z0-9]+)")
# A line that says nothing: words in plain tags, or what leads away from the site. Most lines that stand on one page only are so.
_SAYING_NOTHING = "|".join((
    '/?(?:a|br|caption|dd|div|dl|dt|h2|h3|li|ol|p|span|strong|td|th|tr|ul)(?: (?:class|scope)="[^"<>]*")?', 'link rel="canonical" href="[^"<>]*"',
    'meta (?:name|property)="[^"<>]*" content="[^"<>]*"', 'a(?: class="[^"<>]*")? href="(?:tel:|https?://[a-z0-9.-]+(?=[/"]))[^"<>&]*"',
    "title>[^<]*</title", r'script type="application/ld\+json">[^<]*</script',
))  # fmt: skip
_SAYS_NOTHING = re.compile(rf"[^<]*+(?:<(?:{_SAYING_NOTHING})>[^<]*+)*+".encode())
# What stands in these is no HTML: a title or a script of ours holds no `<`, of the others we have none.
_CLOSED = re.compile(r"<(title|script)\b[^<>]*>[^<]*</\1>")
_NO_HTML_IN = frozenset("textarea iframe noembed noframes plaintext style xmp".split())
_MOST_PIECES = 1 << 13


def read_facts(path: str, content: bytes, base: str) -> PageFacts:
    """Return the facts of the file at a site path; `base` is the path of the site on its host (`/`)."""
    return quick_facts(path, content, base) or exact_facts(path, content, base)


def quick_facts(path: str, content: bytes, base: str) -> PageFacts | None:
    """Return the facts of a page in which nothing is wrong in itself; None where that is not certain."""
    if not _OPENING.match(content) or not _TITLE.search(content, 0, content.find(b"</head>")):
        return None
    depth = path.count("/")
    known = _known_pieces(depth)
    said = [part for piece in _pieces(content) if (part := known[piece]) is not _SILENT]
    if None in said and (whole := _read(content, depth)):  # a tag was cut in two, no more
        said = [whole]
    return None if None in said else _together(said, path, base)


def _together(said: list[_Part], path: str, base: str) -> PageFacts | None:
    """Return the facts of a page of which the parts say this; None where they do not go together."""
    ids = frozenset(chain.from_iterable(part.ids for part in said))
    if len(ids) != sum(len(part.ids) for part in said) or sum(part.headings for part in said) != 1:
        return None
    targets: dict[str, Target | None] = {}
    for part in said:
        targets |= part.targets
    return PageFacts(_same(ids), (), tuple(target or from_page(path, link, base) for link, target in targets.items()))


def _pieces(content: bytes) -> list[bytes]:
    """Cut a page into its lines, but for the header and the footer, which are the same on many pages as a whole."""
    top = content.find(b"<header")
    end = content.find(b"</header>", top)
    foot = content.find(b"<footer", end)
    if not 0 < top < end < foot:
        return content.split(b"\n")
    return [*content[:top].split(b"\n"), content[top:end], *content[end:foot].split(b"\n"), content[foot:]]


@lru_cache(maxsize=1 << 10)
def _same(ids: frozenset[str]) -> frozenset[str]:
    """Return the set of anchors that is kept already: thousands of pages have the very same ones."""
    return ids


# --- pieces ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Part:
    """What the tags of a part of a page say; a target is None where it hangs on the page that the link stands on."""

    ids: tuple[str, ...] = ()
    targets: dict[str, Target | None] = field(default_factory=dict)
    headings: int = 0


_SILENT = _Part()


class _Pieces(dict[bytes, "_Part | None"]):
    """What each piece says on pages of one depth; None where something may be wrong with it."""

    def __init__(self, depth: int):
        super().__init__()
        self._depth = depth

    def __missing__(self, piece: bytes) -> _Part | None:
        if len(self) >= _MOST_PIECES:
            self.clear()
        part = self[piece] = _read(piece, self._depth)
        return part


_known_pieces = lru_cache(maxsize=None)(_Pieces)


def _read(content: bytes, depth: int) -> _Part | None:
    """Return what a part of a page says; None where something may be wrong with it, a tag that is cut in two included."""
    if _SAYS_NOTHING.fullmatch(content):
        return _SILENT
    text = content.decode(errors="replace")
    tags = _TAG.findall(text)
    said = [tag for tag in map(_read_tag, dict.fromkeys(tags)) if tag is not _NOTHING]
    if len(tags) != text.count("<") or None in said or not _is_closed(text):
        return None
    ids = tuple(tag.id for tag in said if tag.id is not None)
    # One anchor more than there are different ones stands twice, or in a text: both are worth a better look.
    if text.count(' id="') != len(ids):
        return None
    headings = tags.count("<h1>") + text.count("<h1 ")
    links = [tag.link for tag in said if tag.link is not None]
    return _Part(ids, {link: from_root(link, depth) for link in links}, headings) if ids or links or headings else _SILENT


def _is_closed(text: str) -> bool:
    """Tell whether what stands in titles and scripts holds no tag."""
    number = text.count("<title") + text.count("<script")
    return not number or len(_CLOSED.findall(text)) == number


# --- tags -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Tag:
    """What one tag says, as far as a page is judged by it; `link` only where it leads to a file of ours."""

    id: str | None = None
    link: str | None = None


_NOTHING = _Tag()


@lru_cache(maxsize=1 << 13)
def _read_tag(tag: str) -> _Tag | None:
    """Return what a tag says, None where something may be wrong with it. Nearly all tags of a site are alike."""
    if not _PROPER_TAG.fullmatch(tag):
        return _NOTHING if tag == _DOCTYPE else None
    if tag.startswith("</"):
        return _NOTHING
    name = _NAME.match(tag)[1]  # type: ignore[index]
    found = _ATTRIBUTE.findall(tag)
    said = {key: html.unescape(value) for key, value in found}
    if len(said) != len(found) or _may_be_inline(name, said) or "srcset" in said:
        return None
    link = said.get("href" if name == "a" else FETCHES.get(name, ""))
    if name == "link" and (said.get("rel") == "canonical" or (said.get("rel") == "alternate" and "hreflang" in said)):
        link = None
    if link is not None and (scheme := scheme_of(link)):
        if name != "a" or scheme not in MAY_LEAD_TO:
            return None
        link = None
    return _Tag(said.get("id"), link) if "id" in said or link is not None else _NOTHING


def _may_be_inline(name: str, said: dict[str, str]) -> bool:
    is_program = name == "script" and "src" not in said and said.get("type") not in DATA_TYPES
    return name in _NO_HTML_IN or "style" in said or any(key.startswith("on") for key in said) or is_program
