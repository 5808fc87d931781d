"""The handleiding of docs/handleiding/ as pages under /beheer/handleiding/: one source, read beside the forms or in git."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..page import Page
from ..urls import Link

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "handleiding"
URL = "beheer/handleiding/"
_BEHEER = Link("Beheer", "beheer/")
_EXTENSIONS = ("admonition", "attr_list", "def_list", "fenced_code", "tables", "toc")


def handleiding_pages(cache: Path) -> Iterator[Page]:
    """Yield a page for every text of the handleiding; what Markdown makes of them is kept in `cache`."""
    made = _all_html(cache)
    title = _title(made["index"]) if "index" in made else "Handleiding"
    for name, html in made.items():
        is_index = name == "index"
        yield Page(
            url=URL if is_index else f"{URL}{name}/", template="handleiding.html", titel=_title(html),
            beschrijving="Handleiding voor wie dit portaal bijhoudt.", view=html,
            kruimels=(_BEHEER,) if is_index else (_BEHEER, Link(title, URL)), is_listed=False, marks_words=False)


def handleiding_images() -> dict[str, bytes]:
    """Return site path -> content of every picture that the handleiding shows."""
    return {f"{URL}beeld/{path.name}": path.read_bytes() for path in sorted((FOLDER / "beeld").glob("*.*"))}


def _title(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.S)
    return re.sub(r"<[^>]+>", "", found[1]) if found else "Handleiding"


def _all_html(cache: Path) -> dict[str, str]:
    sources = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
    pictures = sorted(path.name for path in (FOLDER / "beeld").glob("*.*"))
    digest = hashlib.sha256(json.dumps([_EXTENSIONS, sources, pictures]).encode()).hexdigest()
    kept = cache / "handleiding.json"
    try:
        known = json.loads(kept.read_text(encoding="utf-8"))
        if known["digest"] == digest:
            return known["html"]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # nothing kept, or by other code: it is made anew
    if "index" in sources:
        sources["index"] += _not_listed(sources)
    html = {name: _html(text, name, frozenset(sources), frozenset(pictures)) for name, text in sources.items()}
    cache.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps({"digest": digest, "html": html}), encoding="utf-8")
    os.replace(fresh, kept)
    return html


def _not_listed(sources: Mapping[str, str]) -> str:
    """A text that the table of contents forgot is still found in it."""
    forgotten = [name for name in sources if name != "index" and f"({name}.md)" not in sources["index"]]
    rows = "".join(f"- [{_heading(sources[name], name)}]({name}.md)\n" for name in forgotten)
    return f"\n## Meer\n\n{rows}" if rows else ""


def _heading(text: str, name: str) -> str:
    found = re.search(r"^# +(.+)$", text, re.M)
    return found[1] if found else name


def _html(text: str, name: str, names: frozenset[str], pictures: frozenset[str]) -> str:
    from markdown import Markdown

    html = Markdown(extensions=list(_EXTENSIONS), output_format="html").convert(text)
    up = "" if name == "index" else "../"
    # A picture that was not taken yet is no reason to hold the whole site back.
    html = re.sub(r'<img [^>]*src="beeld/([^"]+)"[^>]*>', lambda image: image[0] if image[1] in pictures else "", html)
    html = re.sub(r'(<img [^>]*src=")(beeld/)', rf"\1{up}\2", html)
    return re.sub(r'<a href="([^"]*)">(.*?)</a>', lambda link: _link(link, up, names), html, flags=re.S)


def _link(link: re.Match[str], up: str, names: frozenset[str]) -> str:
    """Lead a link to the page of a text; what lies outside the handleiding has no page and becomes plain words."""
    target, _, anchor = link[1].partition("#")
    if "://" in target or target.startswith("mailto:") or not target:
        return link[0]
    stem = target.removesuffix(".md")
    if not target.endswith(".md") or stem not in names:
        return f"<strong>{link[2]}</strong>"
    where = up if stem == "index" else f"{up}{stem}/"
    return f'<a href="{where or "./"}{"#" + anchor if anchor else ""}">{link[2]}</a>'
