"""The outside of the pages: where our templates, scripts and styles lie, and what we take of the theme's stylesheet."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from pathlib import Path

THEME = Path(__file__).resolve().parents[2] / "theme"
_DRAWING = re.compile(rb'url\("data:image/svg\+xml;charset=utf-8,(<svg.*?</svg>)"\)')
# Of the theme only what Markdown makes is used. Its menus, search and other parts of a frame are nowhere in our pages, and
# neither is Markdown from right to left: rules for those are a third of the sheet, and every first visit waits for it.
_FRAME = re.compile(rb"\.md-(?!typeset|button|icon|tag|grid|code)[a-z]|\[dir=rtl\]|\[data-md-toggle")
_RULE = re.compile(rb"([^{}]+)(\{[^{}]*\})")


def stylesheet() -> dict[str, bytes]:
    """Return the theme's stylesheet, which dresses what Markdown makes (admonitions, tables, details), and its drawings.

    The theme carries its drawings inside the sheet as `data:` addresses, which our security policy refuses; each becomes
    a file beside the sheet, so that a browser fetches only those it shows.
    """
    spec = importlib.util.find_spec("material")
    folders = spec.submodule_search_locations if spec else None
    sheets = sorted(Path(folders[0]).glob("templates/assets/stylesheets/main.*.css")) if folders else []
    if not sheets:
        return {"css/material.css": b""}
    files: dict[str, bytes] = {}

    def take_out(match: re.Match[bytes]) -> bytes:
        name = f"{hashlib.sha256(match[1]).hexdigest()[:8]}.svg"
        files[f"css/teken/{name}"] = match[1]
        return f"url(teken/{name})".encode()

    # The map of the sheet is not published, so the line that asks for it goes.
    sheet = re.sub(rb"/\*# sourceMappingURL=.*?\*/", b"", sheets[0].read_bytes())
    return {"css/material.css": _DRAWING.sub(take_out, without_frame(sheet)), **files}


def without_frame(sheet: bytes) -> bytes:
    """Return a sheet without the selectors that can match nothing in our pages; one that may (`:not`, `:is`) stays."""

    def keep(match: re.Match[bytes]) -> bytes:
        kept = [one for one in re.split(rb",(?![^(]*\))", match[1]) if not _FRAME.search(re.sub(rb":(not|is|where)\([^()]*\)", b"", one))]
        return b",".join(kept) + match[2] if kept else b""

    return re.sub(rb"@(media|supports)[^{};]*\{\}", b"", _RULE.sub(keep, sheet))
