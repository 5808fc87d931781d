"""The whole way, in processes of their own: the same bytes every time, and the old site or the new one, whatever happens."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest

from kills import differing, kill_builds, manifest
from miniature import MINIATURE, Portaal
from portaal.urls import DEKKING, OVERZICHT

BASE = "https://voorbeeld.invalid/portaal/"
# The pages that tests/portaal/data/verhuisd.yaml makes.
MOVED = {"school/de-boom/index.html", "oud/wie-wij-zijn.html", "oud/index.html"}


def copy_in_order(target: Path, key: Callable[[Path], object]) -> Path:
    """Copy the fictional portal file by file, so that a folder lists its files in another order."""
    files = [path for path in MINIATURE.rglob("*") if path.is_file() and "build" not in path.relative_to(MINIATURE).parts]
    for path in sorted(files, key=key):
        (target / path.relative_to(MINIATURE)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / path.relative_to(MINIATURE))
    return target


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, portaal: Portaal) -> Path:
    """The fictional portal, built once."""
    folder = tmp_path_factory.mktemp("een")
    root = copy_in_order(folder / "portaal", key=lambda path: path.as_posix())
    environment = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    done = portaal("build", "--root", root, "--out", folder / "site", env=environment, cwd="/", umask=0o077)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "site"


def test_two_builds_are_the_same_to_the_byte(site: Path, tmp_path: Path, portaal: Portaal) -> None:
    root = copy_in_order(tmp_path / "elders", key=lambda path: path.as_posix()[::-1])
    environment = {"TZ": "America/Los_Angeles", "LC_ALL": "nl_NL.UTF-8", "LANG": "nl_NL.UTF-8", "PYTHONHASHSEED": "2"}
    done = portaal("build", "--root", root, env=environment, cwd=root, umask=0o022)
    assert (done.returncode, done.stderr) == (0, "")
    assert differing(manifest(root / "build" / "site"), [manifest(site)]) == set()


# --- kill -9 ---------------------------------------------------------------------------------------------------


def test_kill_at_twenty_moments_leaves_the_old_or_the_new_site(site: Path, tmp_path: Path) -> None:
    outcome = kill_builds(site.parent / "portaal", tmp_path, moments=20)
    assert outcome.wrecks == ()
    assert outcome.left_behind == ()
    assert outcome.while_publishing, "no kill fell while the site was being written; the moments prove nothing"


def test_a_mistake_leaves_the_old_site(site: Path, tmp_path: Path, portaal: Portaal) -> None:
    root = Path(shutil.copytree(site.parent / "portaal", tmp_path / "portaal"))
    out = Path(shutil.copytree(site, tmp_path / "site"))
    before = manifest(out)
    for name, old, new in (
        ("data/schools.yaml", "bestuur: testbestuur", "bestuur: elders"),
        ("content/over-ons.md", "Wij bestaan niet echt.", "Wij bestaan [niet](weg.md) echt."),
        ("mkdocs.yml", "plugins: []", "plugins: [bestaat-niet]"),
        ("mkdocs.yml", "plugins: []", "plugins: []\nuse_directory_urls: false"),
    ):
        text = (root / name).read_text(encoding="utf-8")
        (root / name).write_text(text.replace(old, new), encoding="utf-8")
        done = portaal("build", "--root", root, "--out", out)
        assert done.returncode == 1
        assert (f"{name}:" in done.stderr or "use_directory_urls" in new) and "Traceback" not in done.stderr
        assert manifest(out) == before
        (root / name).write_text(text, encoding="utf-8")
    assert set(os.listdir(tmp_path)) <= {"portaal", "site", ".site.slot"}


# --- what visitors meet ----------------------------------------------------------------------------------------


def links_of(site: Path, page: str) -> set[str]:
    """Return the pages (paths of files) that a page links to."""
    url = urljoin(BASE, page.removesuffix("index.html"))
    document = lxml.html.document_fromstring((site / page).read_bytes())
    found = set()
    for link in document.xpath("//body//a/@href"):
        target = urljoin(url, link)
        if target.startswith(BASE):
            path = urlsplit(target).path.removeprefix("/portaal/")
            found.add(path + "index.html" if path.endswith("/") or not path else path)
    return {path for path in found if path.endswith(".html")}


def test_every_page_is_three_clicks_from_home(site: Path) -> None:
    clicks, todo = {"index.html": 0}, ["index.html"]
    for page in todo:
        for target in sorted(links_of(site, page)):
            if target not in clicks:
                clicks[target] = clicks[page] + 1
                todo.append(target)
    # What staff need lies under beheer/, which no page of the site names.
    pages = {page for path in site.rglob("*.html") if not (page := path.relative_to(site).as_posix()).startswith("beheer/")} - {"404.html", "offline.html"}
    # A school that closed and news that is over keep their page for whoever has the address; no link and no search
    # engine leads there.
    # An address that moved is there in the same way.
    closed = {"school/de-oude-testschool/index.html", "nieuws/steunpunt-verhuisd/index.html", *MOVED}
    assert pages - set(clicks) == closed, "no link leads to these pages"
    listed = {url.removeprefix(BASE) + "index.html" for url in re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))}
    # A step of a route's helper is part of that route and lies behind its first step; the route itself holds them all.
    # The chapter for a school's schoolgids is for who works there, and lies behind the page of the school.
    assert {page for page in pages - listed if "/hulp/" not in page and not page.endswith("/schoolgids/index.html")} == closed
    assert {page: number for page, number in clicks.items() if number > 3 and page in listed} == {}


def test_staff_pages_are_one_click_from_where_staff_begin(site: Path) -> None:
    for page in ("beheer/index.html", "beheer/handleiding/index.html"):
        assert {f"{DEKKING}index.html", f"{OVERZICHT}index.html"} <= links_of(site, page), page


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        document = lxml.html.document_fromstring(path.read_bytes())
        fetched = document.xpath("//@src | //@srcset | //@poster | //object/@data | //form/@action | //link[@rel != 'canonical'][not(@hreflang)]/@href | //use/@href")
        assert [link for link in fetched if urlsplit(link).scheme or urlsplit(link).netloc] == [], path
        if path.relative_to(site).as_posix() not in MOVED:
            assert not document.xpath("//meta[@http-equiv='refresh']")
        assert not document.xpath("//base | //iframe | //style | //@style")
    for path in site.rglob("*.css"):
        urls = re.findall(r"url\(\s*['\"]?([^'\")]+)", path.read_text(encoding="utf-8")) + re.findall(r"@import.*", path.read_text(encoding="utf-8"))
        assert [url for url in urls if not url.startswith("#") and not (path.parent / url).is_file()] == [], path
    for path in site.rglob("*.js"):
        assert not re.search(r"(?:import|fetch|Worker)\W{0,3}\s*['\"`](?:https?:)?//", path.read_text(encoding="utf-8")), path
