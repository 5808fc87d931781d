"""Markdown source as lines of running text, for those who look for links and building blocks in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .model import ContentPage

# A link or an image: `!` or nothing, its text, its target. Nothing in it is tried twice (`++`, `*+`): a line of a million
# brackets is read once, not a million times.
LINK = re.compile(r"(!?)\[((?:[^\[\]]++|\[[^\[\]]*+\])*+)\]\(\s*+<?([^)\s>]*+)>?(?:\s++\"[^\"]*+\")?+\s*+\)")


@lru_cache(maxsize=512)
def visible_lines(page: ContentPage) -> tuple[tuple[int, str], ...]:
    """Return (line number in the file, text) of a page without its code and comments; many rules ask for the same page."""
    return tuple(_visible_lines(page))


def _visible_lines(page: ContentPage) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in enumerate(page.body.split("\n"), start=page.body_line):
        mark = re.match(r"\s*(```+|~~~+)", line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            yield number, re.sub(r"`[^`]*`|<!--.*?-->", lambda code: " " * len(code[0]), line)
