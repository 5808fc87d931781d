"""What an editor wrote as raw HTML in Markdown is brought down to what a text needs; docs/adr/0005-safe-html.md says why.

Knows HTML and places in a text, not the domain. Nothing is taken away in silence: what went is a finding.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from .finding import Finding, Location

if TYPE_CHECKING:
    import nh3

_TAGS = frozenset(
    "a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6"
    " hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
# Of these not even the text may stay: it is a program, a sheet of styles, or would be read as HTML again.
_WHOLE = frozenset("iframe math noembed noframes noscript object plaintext script style svg template textarea title xmp".split())
_ATTRIBUTES = {
    "*": frozenset({"class", "dir", "id", "lang", "title"}),
    "a": frozenset({"href", "rel"}),
    "col": frozenset({"span"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# What the Markdown extensions of mkdocs.yml write; `rechts` and `midden` align a column.
_CLASS = re.compile(
    r"admonition(-title)?|abstract|bug|danger|example|failure|info|inline|end|note|question|quote|success|tip|warning"
    r"|footnote(-ref|-backref)?|highlight|language-[\w-]+|rechts|midden"
)
_CLASS_OF_CODE = re.compile(r"[a-z]{1,2}[a-z0-9]?")
_ID = re.compile(r"[\w:.-]+")
_ALIGNED = re.compile(r'<(t[hd]) style="text-align: (left|center|right);">')
_ALIGN = {"left": "", "center": ' class="midden"', "right": ' class="rechts"'}
_REPAIR = "Schrijf het in Markdown. Een script, een stijl, een formulier of een stuk van een andere site kan hier niet."
_NAME = "translate(local-name(), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_ACTIVE = (
    f"//*[{_NAME}='script' or {_NAME}='foreignobject' or {_NAME}='handler' or {_NAME}='iframe' or {_NAME}='set' or starts-with({_NAME}, 'animate')]"
    f" | //@*[starts-with({_NAME}, 'on')] | //@*[{_NAME}='href' and not(starts-with(normalize-space(.), '#'))] | //processing-instruction()"
)


class Text(Protocol):
    """What we must know of a Markdown page to say where something stands."""

    path: str
    url: str
    body: str
    body_line: int


def clean_pages(prose: Mapping[str, str], pages: Iterable[Text], schemes: frozenset[str]) -> tuple[dict[str, str], list[Finding]]:
    """Return the safe HTML of each prose page by site path, and a finding for all that was taken out.

    `prose` is what the host made; `schemes` may begin a link beside those of the web, as `pagina:` does.
    """
    safe, findings = {path: clean(text, schemes)[0] for path, text in prose.items()}, []
    for page in pages:
        removed = clean(prose.get(f"{page.url}index.html", ""), schemes)[1]
        findings += [
            Finding(_place(page, needle), "onveilige-html", f"Op deze pagina is {what} weggehaald.", _REPAIR, "waarschuwing") for what, needle in removed
        ]
    return safe, findings


def is_safe_drawing(content: bytes) -> bool:
    """Tell whether an SVG only shows a picture: opened by itself it is a page of ours, in any encoding and with any prefix."""
    from lxml import etree  # few roots have a drawing

    try:
        drawing = etree.fromstring(content, parser=etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    own_words = drawing.getroottree().docinfo.internalDTD
    return not (drawing.xpath(_ACTIVE) or (own_words is not None and [*own_words.iterentities()]))


@lru_cache(maxsize=1024)
def clean(text: str, schemes: frozenset[str] = frozenset()) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return safe HTML, and what was taken out: (in Dutch, a regular expression that finds it in the source)."""
    text = _ALIGNED.sub(lambda match: f"<{match[1]}{_ALIGN[match[2]]}>", text)
    safe = _cleaner(schemes).clean(text)
    return safe, () if safe == text or _plain(safe) == _plain(text) else tuple(dict.fromkeys(_removed(text, safe)))


@lru_cache(maxsize=4)
def _cleaner(schemes: frozenset[str]) -> nh3.Cleaner:
    import nh3  # a build needs it, showing the help of a command does not

    return nh3.Cleaner(
        tags=set(_TAGS), clean_content_tags=set(_WHOLE), attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_keep, url_schemes=set(_SCHEMES | schemes), link_rel=None,
    )  # fmt: skip


def _keep(tag: str, name: str, value: str) -> str | None:
    """Return the value that an attribute keeps, None where it goes."""
    if name == "class":
        fits = [word for word in value.split() if _CLASS.fullmatch(word) or (tag == "span" and _CLASS_OF_CODE.fullmatch(word))]
        return " ".join(fits) or None
    if name == "id":
        return value if _ID.fullmatch(value) else None
    return value


def _plain(text: str) -> str:
    """Return HTML without the differences that mean nothing: notes, how an element ends, a body of a table that goes without saying."""
    return html.unescape(re.sub(r"<!--.*?-->|</?tbody>", "", re.sub(r"\s*/?>", ">", text), flags=re.S))


def _removed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield what stands in one text and not in the other: elements, attributes, classes; or that something is amiss."""
    gone = _parts(before) - _parts(after)
    for kind, name, value in gone:
        if kind == "element":
            yield f"het element <{name}>", rf"<\s*{re.escape(name)}\b"
        elif kind == "class":
            yield f"de class '{value}'", rf"\b{re.escape(value)}\b"
        elif name in ("href", "src"):
            scheme = re.sub(r"[\s\x00-\x20]", "", value).partition(":")[0][:20]
            yield f"een link die met '{scheme}:' begint", rf"{re.escape(scheme)}|{name}\s*="
        else:
            yield f"het attribuut {name}", rf"\b{re.escape(name)}\b"
    if not gone:
        yield "of verbeterd een stuk HTML dat niet klopt", r"<[!/a-z]"


def _parts(text: str) -> Counter[tuple[str, str, str]]:
    """Count the elements, attributes and classes of a text, as a forgiving reader sees them."""
    from html.parser import HTMLParser

    found: Counter[tuple[str, str, str]] = Counter()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found["element", tag, ""] = 1
            for name, value in attrs:
                for word in set((value or "").split()) if name == "class" else ():
                    found["class", tag, word] = 1
                # Only addresses go by their value; an element that goes takes its attributes along.
                if name != "class" and tag in _TAGS:
                    found["attribuut", name, (value or "") if name in ("href", "src") else tag] = 1

    reader = Reader(convert_charrefs=True)
    reader.feed(text)
    reader.close()
    return found


def _place(page: Text, needle: str) -> Location:
    """Return the first place in a source where a removed thing stands; the first line of the text where it cannot be found."""
    match = re.search(needle, page.body, re.I)
    if match is None:
        return Location(page.path, page.body_line)
    before = page.body[: match.start()]
    return Location(page.path, page.body_line + before.count("\n"), match.start() - before.rfind("\n"))
