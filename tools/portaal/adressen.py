"""A URL ever published answers for ever: what was published is kept in `data/.urls`, and what went must lead somewhere.

The file holds one address a line, sorted. `portaal urls --write` adds to it, after publishing; a build only reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .finding import Finding, Location, Refused

KEPT = "data/.urls"
# Pages that are a part of another one: when a step or a combination is no more, its whole is the answer.
_PARTS = (
    re.compile(r"(routekaart/[^/]+/)hulp/.+/"),
    re.compile(r"((?:school|agenda)/[^/]+/).+/"),
    re.compile(r"(agenda/)[^/]+/"),
    re.compile(r"(hulpvraag/[^/]+/)[^/]+/"),
    re.compile(r"(ondersteuningsplan/).+"),
    re.compile(r"(plaats/)[^/]+/"),
)
# What people link to besides pages; the rest serves the pages and has names that change with every version. The file of
# one event (agenda/…) is for its own days only, and feeds are asked for again and again.
_FILES = re.compile(r"(?!assets/|agenda/|sitemap\.xml$).*\.(pdf|csv|geojson|ics|xlsx)|open-data/.*\.json|(nieuws|wijzigingen)\.xml")


def addresses(urls: Iterable[str], files: Iterable[str] = ()) -> set[str]:
    """Return the addresses that are promised: of pages and of files that people keep. Those for staff are no promise."""
    found = {url for url in urls if url != "404.html"} | {path for path in files if _FILES.fullmatch(path)}
    return {url for url in found if not url.startswith("beheer/")}


def as_page(url: str) -> str:
    """Return the url of the page that answers for an address: one for a file lies in a folder of that name."""
    return url if url.endswith(("/", ".html")) or not url else f"{url}/"


def read_kept(root: Path) -> dict[str, int]:
    """Return every address that was published and its line in the file; nothing where the portal keeps none."""
    try:
        lines = (root / KEPT).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {line.strip().removeprefix("/"): number for number, line in enumerate(lines, 1) if line.startswith("/")}


def wholes(kept: Iterable[str], there: set[str]) -> dict[str, str]:
    """Return the addresses of parts that are no more, each with that of its whole."""
    matches = ((url, part.fullmatch(url)) for url in kept if url not in there for part in _PARTS)
    return {url: match[1] for url, match in matches if match and match[1] in there}


def in_the_way(redirects: Iterable[str], urls: set[str], files: Iterable[str], places: Mapping[str, Location]) -> Iterator[Finding]:
    """Yield a finding for every redirect at the address of a page or file, or below a file."""
    names = set(files)
    for old in redirects:
        parts = old.rstrip("/").split("/")
        if old in urls or any("/".join(parts[:number]) in names for number in range(1, len(parts) + 1)):
            yield Finding(places.get(old, Location(KEPT)), "verhuisd-over-een-pagina", f"Op '/{old}' staat al een pagina of bestand.",
                          "Haal deze verhuizing weg, of geef de pagina een ander adres.")


def lost(kept: Mapping[str, int], there: set[str]) -> Iterator[Finding]:
    """Yield a finding for every address that was published and now gives nothing."""
    for url, line in kept.items():
        if url not in there and as_page(url) not in there:
            yield Finding(Location(KEPT, line), "verdwenen-adres", f"Het adres /{url} was gepubliceerd en bestaat niet meer.",
                          f"Zet in data/verhuisd.yaml waar de bezoeker nu moet zijn: - {{van: /{url}, naar: pagina:…}}")


def keep(root: Path, found: set[str]) -> int:
    """Add addresses to the file of a portal, which is made where it is not there; return how many are new.

    Raises:
        Refused: the file cannot be written.
    """
    known = set(read_kept(root))
    try:
        if not found <= known or not (root / KEPT).is_file():
            (root / KEPT).write_text("".join(f"/{url}\n" for url in sorted(known | found)), encoding="utf-8")
    except OSError as error:
        raise Refused([Finding(Location(KEPT), "adressen", f"De lijst met adressen kan niet worden geschreven: {error.strerror}.",
                               "Kijk naar vrije ruimte en rechten.")]) from error
    return len(found - known)
