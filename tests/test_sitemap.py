"""The map of the site for search engines: one file, or where that would be too long, a file that names the others."""

from __future__ import annotations

import re

import pytest

from miniature import MINIATURE, TODAY
from portaal import pipeline, sitefiles
from portaal.page import Page, Site
from portaal.sitefiles import build_site_files

LOC = re.compile(rb"<loc>(.*?)</loc>")


def maps(count: int) -> dict[str, bytes]:
    portal, skin, *_ = pipeline.read_portal(MINIATURE, TODAY)
    site = Site(skin.url, portal.organisatie, skin.menu, skin.voet, "assets/", TODAY)
    pages = [Page(f"school/nummer-{number:03}/", "school.html", "", "", None) for number in range(count)]
    return {name: content for name, content in build_site_files(site, pages).items() if name.startswith("sitemap")}


@pytest.mark.parametrize("count", [0, 1, 10])
def test_one_file_holds_them(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(sitefiles, "SITEMAP_URLS", 10)
    assert {name: len(LOC.findall(content)) for name, content in maps(count).items()} == {"sitemap.xml": count}


def test_too_many_for_one_file_stand_in_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitefiles, "SITEMAP_URLS", 10)
    made = maps(21)
    assert {name: len(LOC.findall(content)) for name, content in made.items()} == {"sitemap-1.xml": 10, "sitemap-2.xml": 10, "sitemap-3.xml": 1, "sitemap.xml": 3}
    assert b"<sitemapindex " in made["sitemap.xml"] and LOC.findall(made["sitemap.xml"])[0].endswith(b"/sitemap-1.xml")
    told = [url for name in ("sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml") for url in LOC.findall(made[name])]
    assert len(set(told)) == 21 and told == sorted(told)
