"""The portal of Haarlemmermeer itself: complete, reachable, findable."""

from __future__ import annotations

import posixpath
from collections import Counter, deque
from functools import cache
from pathlib import Path

import lxml.html
import yaml

from miniature import REPO
from portaal import headers, pipeline
from portaal.search import build_index, search
from portaal.urls import redirects, url_of


@cache  # who counts clicks from many pages meets each of them many times
def links_of(path: str, content: bytes) -> frozenset[str]:
    """The pages that a page links to, as paths in the site."""
    found = set()
    for link in lxml.html.document_fromstring(content).xpath("//a/@href"):
        if ":" not in link and not link.startswith("#"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.split("#")[0].split("?")[0]))
            found.add("index.html" if target == "." else target if target.endswith((".html", ".pdf")) else f"{target}/index.html")
    return frozenset(found)


def clicks_from(start: str, files: dict[str, bytes]) -> dict[str, int]:
    """How many clicks each page is away from a page, by links in the HTML alone."""
    clicks, todo = {start: 0}, deque([start])
    while todo:
        page = todo.popleft()
        for link in links_of(page, files[page]) & files.keys():
            if link.endswith(".html") and link not in clicks:
                clicks[link] = clicks[page] + 1
                todo.append(link)
    return clicks


def test_all_schools_are_there(built: pipeline.Built) -> None:
    assert Counter(school.soort for school in built.portal.schools.values()) == {"bao": 46, "sbo": 4, "so": 4}
    assert all(school.bron and school.gecontroleerd_op and school.coordinaten for school in built.portal.schools.values())


def test_check_is_clean(built: pipeline.Built) -> None:
    assert not built.findings


def test_every_kind_of_file_has_a_type_that_servers_send(built: pipeline.Built) -> None:
    endings = {path.rpartition("/")[2].rpartition(".")[2] for path in built.files if not path.startswith(("_", "."))}
    assert endings <= set(headers.TYPES)


def test_every_page_is_three_clicks_away(built: pipeline.Built) -> None:
    clicks = clicks_from("index.html", dict(built.files))
    # A page per step of a route is part of that route: the route itself is what must be near. Two pages answer for others.
    pages = {path for path in built.files if path.endswith(".html") and "/hulp/" not in path and path not in ("404.html", "offline.html")}
    pages -= {f"{page.url}index.html" for id_, page in built.portal.pages.items() if ("pagina", id_) in built.portal.verlopen}
    # What staff need lies under beheer/, which no page names; an address that moved only sends on.
    pages -= {path for path in pages if path.startswith("beheer/")} | {f"{url}index.html" for url in redirects(built.portal)}
    assert not {path: clicks.get(path) for path in pages if clicks.get(path, 99) > 3}


def test_every_subject_is_three_clicks_from_its_start_page(built: pipeline.Built) -> None:
    files = dict(built.files)
    subjects = yaml.safe_load((REPO / "tests" / "search" / "onderwerpen.yaml").read_text(encoding="utf-8"))
    near = {start: clicks_from(f"{start}/index.html".lstrip("/"), files) for start in {subject["start"] for subject in subjects}}
    clicks = {subject["pagina"]: near[subject["start"]].get(f"{subject['pagina']}/index.html") for subject in subjects}
    assert {page: number for page, number in clicks.items() if number is None or number > 3} == {}


def test_every_school_and_provision_is_found_by_its_name(built: pipeline.Built) -> None:
    portal = built.portal
    index = build_index(portal, {posixpath.dirname(path) + "/" for path in built.files if path.endswith("index.html")})
    missed = []
    for kind in ("school", "voorziening"):
        for record in portal.records(kind).values():
            urls = [hit.url for hit in search(index, record.titel, 3)]
            # A special school and the provision in it are one place: either page is the right door.
            same = {url_of(kind, record)}
            same |= {url_of("voorziening", one) for one in portal.voorzieningen.values() if one.school == getattr(record, "id", "")}
            if not same & set(urls):
                missed.append((record.titel, urls))
    assert not missed


def test_every_text_is_found_in_three_phrasings(built: pipeline.Built) -> None:
    portal = built.portal
    index = build_index(portal, {posixpath.dirname(path) + "/" for path in built.files if path.endswith("index.html")})
    found = {
        page.path: sum(page.url in [hit.url for hit in search(index, words, 5)] for words in page.meta.zoekwoorden)
        for page in portal.pages.values() if page.url and not page.nieuws
    }  # fmt: skip
    assert len(found) > 50
    assert {path: number for path, number in found.items() if number < 3} == {}


def test_open_data_holds_every_record(built: pipeline.Built) -> None:
    assert built.files["data/scholen.csv"].decode("utf-8-sig").count("\n") == 55
    assert {Path(path).name for path in built.files if path.startswith("data/")} == {
        f"{name}.{form}" for name in ("scholen", "voorzieningen") for form in ("json", "csv", "geojson")
    }
