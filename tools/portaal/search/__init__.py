"""Search: one index of everything on the portal, asked on the command line and in the browser alike."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from ..model import Portal
from ..plekken import collect_facets, collect_plekken, split_large
from .columns import pack_plekken
from .index import SearchIndex, build_index
from .packed import pack, to_json
from .postcodes import pack_postcodes
from .query import Hit, Reason, search

__all__ = ["Hit", "Reason", "SearchIndex", "build_files", "build_index", "explain", "search", "search_portal", "to_json"]


def build_files(portal: Portal, urls: Set[str]) -> dict[str, bytes]:
    """Return what the browser fetches to search, by its place in the site; same portal and pages, same bytes."""
    index = build_index(portal, urls)
    files = pack(index) | {"postcodes.json": pack_postcodes(portal)}
    plekken = collect_plekken(portal)
    if rest := split_large(plekken)[1]:
        files["plekken.json"] = pack_plekken(rest, index.documents, [facet.id for facet in collect_facets(portal, plekken)])
    return {f"zoek/{name}": content for name, content in files.items()}


def search_portal(portal: Portal, words: str, limit: int, cache: Path) -> list[Hit]:
    """Return the best hits for a question, from the Whoosh index in a folder of `cache`, which is brought up to date."""
    from .whoosh_index import open_index  # the build never needs it

    with open_index(portal, cache / "whoosh") as index:
        return search(index, words, limit)


def explain(hit: Hit) -> str:
    """Return in Dutch why a hit is a hit, most important reason first: "epilepsi → epilepsie (typefout) 512"."""
    reasons = sorted(hit.why, key=lambda reason: -reason.points)
    return "; ".join(
        f"{reason.typed}{'' if reason.typed == reason.shown else f' → {reason.shown}'} ({reason.how}) {reason.points}"
        for reason in reasons
    )
