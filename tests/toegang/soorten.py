"""One page of every kind, found in a finished site, so that a new kind cannot be forgotten."""

from __future__ import annotations

import re
from pathlib import Path

from portaal.theme import THEME

# The kind that only sends its visitor on.
MOVED = "verhuisd"
_BODY = re.compile(rb'<body class="blad-([a-z0-9-]+)')


def templates() -> set[str]:
    """Return the name of every template that is a page; the layout is what they all share."""
    return {path.stem for path in (THEME / "templates").glob("*.html")} - {"layout"}


def kinds(site: Path) -> dict[str, str]:
    """Return kind -> site path of its largest page: the most there is to go wrong on."""
    found: dict[str, tuple[int, str]] = {}
    for path in sorted(site.rglob("*.html")):
        content = path.read_bytes()
        if match := _BODY.search(content):
            name = path.relative_to(site).as_posix().removesuffix("index.html")
            found[match[1].decode()] = max(found.get(match[1].decode(), (0, "")), (len(content), name))
    # The home page is prose with a face of its own.
    return {"voorblad": ""} | {kind: name for kind, (_, name) in sorted(found.items())}
