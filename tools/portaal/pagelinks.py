"""Where the links of a page lead: to a file and an anchor of the site, or away from it. Knows addresses, and no HTML."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

NOWHERE = "buiten de site"
# Which schemes a reader may follow; '' is a link of ours.
MAY_LEAD_TO = ("", "https", "http", "mailto", "tel")
_MAYBE_OUTSIDE = re.compile(r"\s|//|[^/?#]*:")

# A link as it is written, the file that it leads to, and the anchor in it.
Target = tuple[str, str, str]


@lru_cache(maxsize=1 << 13)
def scheme_of(link: str) -> str:
    """Return the scheme of a link, `//` where it names only a host, `?` where it is no address, '' for one of ours."""
    if not _MAYBE_OUTSIDE.match(link):
        return ""  # nearly every link is one of ours, and there are many
    try:
        parts = urlsplit(link)
    except ValueError:
        return "?"
    return parts.scheme or ("//" if parts.netloc else "")


def split_link(path: str, link: str, base: str) -> tuple[str, str, str]:
    return from_root(link, path.count("/")) or from_page(path, link, base)


@lru_cache(maxsize=1 << 13)
def from_root(link: str, depth: int) -> tuple[str, str, str] | None:
    """Return what a link leads to which climbs to the root first, as nearly all do; it is the same on every page of a depth."""
    address, _, anchor = link.partition("#")
    rest = address.partition("?")[0][3 * depth :]
    if not address.startswith("../" * depth) or not (rest or depth) or "./" in rest or "//" in rest or rest[:1] in ("/", ".") or "%" in rest:
        return None
    return link, f"{rest}index.html" if not rest or rest.endswith("/") else rest, unquote(anchor)


def from_page(path: str, link: str, base: str) -> tuple[str, str, str]:
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
