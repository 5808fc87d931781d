"""What differs between two portals for whoever visits them: records, pages and addresses, in Dutch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..beheer.words import title_of
from ..markdowntext import visible_lines
from ..model import KINDS, ContentPage, Portal
from ..taal.pagina import plain
from ..urls import url_of
from .velden import Punt, compare_records
from .woorden import came_and_went, count, quoted

# What no visitor ever meets.
_UNSEEN = ("taal", "uitzondering")
Soort = Literal["nieuw", "weg", "gewijzigd"]


class Verschil(Struct, frozen=True):
    """A record or page (`kind` as in KINDS, or `pagina`) that is new, gone or changed; `url` is '' where it has none."""

    soort: Soort
    kind: str
    titel: str
    url: str = ""
    punten: tuple[Punt, ...] = ()


def compare(old: Portal, new: Portal) -> tuple[Verschil, ...]:
    """Return every difference between two portals, in the order of the kinds and of the files.

    A record that one of the two could not read is no difference: it was refused, not changed.
    """
    found: list[Verschil] = []
    for kind in (kind for kind in KINDS if kind not in _UNSEEN):
        found += _compare_kind(kind, _records(old, kind), _records(new, kind), old, new)
    return (*found, *_compare_kind("pagina", old.pages, new.pages, old, new))


def _records(portal: Portal, kind: str) -> Mapping[str, Any]:
    records = portal.records(kind)
    # These have no name, only a place in the list, and that changes with every line that is put before them.
    return {entry.zegt[0]: entry for entry in records.values()} if kind == "zoektaal" else records


def _compare_kind(kind: str, old: Mapping[str, Any], new: Mapping[str, Any], before: Portal, after: Portal) -> Iterator[Verschil]:
    for id_, record in new.items():
        if id_ not in old:
            if not before.is_broken(kind, id_):
                yield Verschil("nieuw", kind, title_of(kind, record), url_in(kind, record))
        elif record != old[id_] and (punten := _points(kind, old[id_], record, before, after)):
            yield Verschil("gewijzigd", kind, title_of(kind, record), url_in(kind, record), punten)
    for id_, record in old.items():
        if id_ not in new and not after.is_broken(kind, id_):
            yield Verschil("weg", kind, title_of(kind, record), url_in(kind, record))


def _points(kind: str, old: Any, new: Any, before: Portal, after: Portal) -> tuple[Punt, ...]:
    points = tuple(_page_points(old, new, before, after)) if kind == "pagina" else compare_records(old, new, before, after)
    if url_in(kind, old) != url_in(kind, new):
        moved = Punt("webadres", "gewijzigd", f"webadres was /{url_in(kind, old)}, is nu /{url_in(kind, new)}", False)
        return (moved, *points)
    return points


def _page_points(old: ContentPage, new: ContentPage, before: Portal, after: Portal) -> Iterator[Punt]:
    if old.titel != new.titel:
        yield Punt("titel", "gewijzigd", f"titel was “{old.titel}”, is nu “{new.titel}”", True)
    came, went = (dict.fromkeys(part) for part in _headings(old, new))
    if came:
        yield Punt("tekst", "gewijzigd", f"nieuwe kop: {quoted(came)}", True)
    if went:
        yield Punt("tekst", "gewijzigd", f"kop vervallen: {quoted(went)}", True)
    came, went = came_and_went(*_texts(old, new))
    if came:
        yield Punt("tekst", "gewijzigd", f"{count(len(came), 'zin', 'zinnen')} nieuw of anders: {quoted(came)}", True)
    if went:
        yield Punt("tekst", "gewijzigd", f"{count(len(went), 'zin', 'zinnen')} vervallen of herschreven", True)
    if old.body != new.body and not came and not went and old.titel == new.titel:
        yield Punt("opmaak", "gewijzigd", "alleen de opmaak of een link is anders", False)
    # What stands in the head of a page is for search engines and for staff.
    yield from (replace(punt, is_public=False) for punt in compare_records(old.meta, new.meta, before, after))


def _headings(old: ContentPage, new: ContentPage) -> tuple[list[str], list[str]]:
    before, after = ([line.lstrip("#").strip() for _, line in visible_lines(page) if line.startswith("##")] for page in (old, new))
    return [text for text in after if text not in before], [text for text in before if text not in after]


def _texts(old: ContentPage, new: ContentPage) -> tuple[str, str]:
    """Return the running text of what only the old page has, and of what only the new one has: most of a page stays as it was."""
    was, now = (list(_passages(line.strip() for _, line in visible_lines(page) if not line.startswith("#"))) for page in (old, new))
    both = {*was} & {*now}
    before, after = (" ".join(_ended(plain(part).strip()) for part in parts if part not in both) for parts in (was, now))
    return before, after


def _passages(lines: Iterator[str]) -> Iterator[str]:
    """Yield paragraphs as one line each, and every row of a list or table by itself."""
    open_text = ""
    for line in (*lines, ""):
        if open_text and (not line or line.startswith(("-", "|", "* ", "!")) or line[:1].isdigit()):
            yield open_text
            open_text = ""
        open_text = f"{open_text} {line}".strip()
        if not line:
            open_text = ""


def _ended(text: str) -> str:
    """Return a passage as a sentence of its own."""
    return text if not text or text[-1] in ".!?:,;" else f"{text}."


def url_in(kind: str, record: Any) -> str:
    """Return the url of a record, '' where its kind has none."""
    try:
        return url_of(kind, record)
    except KeyError:
        return ""
