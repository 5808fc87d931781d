"""What a visitor may keep on a device to read without internet: the routes, the contacts, the finder; and the script that does it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from .model import Portal
from .theme import THEME
from .urls import GENERATED, Link, url_of

WORKER = "sw.js"
OFFLINE = "offline.html"
_GENERATED = ("zoeken", "routekaart", "hulpvraag", "begrippen")
# Texts that a portal may have or not.
_TEXTS = ("ouders/steunpunt", "ouders/niet-eens", "over-ons/privacy", "contact")
# What pages need beside their HTML: looks, scripts, and the index of the finder.
_FOLDERS = ("assets/", "zoek/")


def kept_pages(portal: Portal) -> tuple[Link, ...]:
    """Return the pages that are kept, in the order in which a reader without internet sees them."""
    routes = (Link(routekaart.titel, url_of("routekaart", routekaart)) for routekaart in portal.routekaarten.values())
    texts = (Link(portal.pages[id_].titel, portal.pages[id_].url) for id_ in _TEXTS if id_ in portal.pages)
    return (Link("Home", ""), *(Link(GENERATED[key], f"{key}/") for key in _GENERATED), *routes, *texts)


def kept_paths(portal: Portal) -> tuple[str, ...]:
    """Return the path in the site of every page that is kept, the one for a page that is not among them last."""
    return (*(f"{link.url}index.html" for link in kept_pages(portal)), OFFLINE)


def kept_files(portal: Portal, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the paths in the site that a device keeps, out of all files of a finished site."""
    pages = kept_paths(portal)
    return tuple(path for path in [*pages, *sorted(files)] if path in files and (path in pages or path.startswith(_FOLDERS)))


def build_worker(portal: Portal, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the service worker for a finished site: its version is the digest of all that it keeps, and of itself."""
    script = (THEME / WORKER).read_text(encoding="utf-8")
    kept = dict.fromkeys(kept_files(portal, files))
    digest = hashlib.sha256(script.encode())
    for path in kept:
        digest.update(path.encode() + b"\0" + files[path] + b"\0")
    addresses = json.dumps([path.removesuffix("index.html") for path in kept], ensure_ascii=False, separators=(",", ":"))
    return {WORKER: script.replace("__VERSIE__", digest.hexdigest()[:12]).replace("__INHOUD__", addresses).encode()}
