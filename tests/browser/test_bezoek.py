"""The visit of `make bewijs` sees each thing that may not happen: planted pages, sent by a real nginx with our headers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bewijs.bezoek import Logboek, crawl, page_urls, postcode_for, traces, type_postcode
from bewijs.nginx import Nginx, find_nginx, nginx
from bewijs.privacy import answer
from portaal import headers

pytestmark = pytest.mark.browser
PAGE = '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title><link rel="icon" href="/i.svg">{}</head><body><h1>Proef</h1>{}</body></html>'
FINDER = """<div id="vinder"><input id="postcode"><input type="checkbox"><ul class="vinder-lijst"><li><a href="/">plek</a></li></ul></div>
<script src="/lek.js"></script>"""
LEAK = """document.querySelector("#postcode").addEventListener("input", (event) => {
  const typed = event.target.value;
  if (typed.length < 4) return;
  fetch("/i.svg?p=" + encodeURIComponent(typed));
  history.replaceState(null, "", "?bij=" + typed);
  localStorage.setItem("bij", typed);
});"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    if find_nginx() is None:
        pytest.skip("No nginx on this machine and none could be installed.")
    folder = tmp_path_factory.mktemp("nginx")
    site = folder / "site"
    for url, (head, body) in {
        "goed/": ("", '<script type="module" src="/ok.js"></script>'),
        "inline/": ("", "<script>window.x = 1</script>"),
        "stijl/": ("", '<p style="color: red">x</p>'),
        "elders/": ("", '<img src="https://elders.invalid/a.png" alt="">'),
        "koekje/": ("", '<script src="/koekje.js"></script>'),
        "zoeken/": ("", FINDER),
        "verhuisd/": ('<meta http-equiv="refresh" content="0; url=../goed/">', ""),
    }.items():
        (site / url).mkdir(parents=True)
        (site / url / "index.html").write_text(PAGE.format(head, body), encoding="utf-8")
    for name, text in {
        "index.html": PAGE.format("", '<form class="zoekbalk" action="/zoeken/"><input name="q"></form>'), "404.html": PAGE.format("", ""), "i.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "ok.js": "document.title = 'Goed';", "koekje.js": "document.cookie = 'a=1'; localStorage.setItem('b', '2'); console.log('hallo');", "lek.js": LEAK,
    }.items():  # fmt: skip
        (site / name).write_text(text, encoding="utf-8")
    for name, content in (headers.build_header_files("/") | {"../nginx.conf": headers.build_server_files("/", [("oud/", "goed/")])["nginx.conf"]}).items():
        (site / name).write_bytes(content)
    with nginx(site, folder / "nginx.conf", folder / "werk") as running:
        assert running
        yield running


def wrong(log: Logboek) -> tuple[bool, bool, bool, bool]:
    return bool(log.geweigerd), bool(log.gezegd), bool(log.elders), bool(log.bewaard)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("goed/", (False, False, False, False)),
        ("verhuisd/", (False, False, False, False)),
        ("inline/", (True, True, False, False)),
        ("stijl/", (True, True, False, False)),
        ("elders/", (True, True, True, False)),
        ("koekje/", (False, True, False, True)),
        ("bestaat-niet/", (False, True, False, False)),
    ],
)
def test_what_a_visit_sees(browser: Browser, server: Nginx, url: str, expected: tuple[bool, bool, bool, bool]) -> None:
    log = crawl(browser, server.url, [url])
    assert wrong(log) == expected, (log.geweigerd, log.gezegd, log.elders, log.bewaard)
    assert log.bezocht == 1 and len(log.requests) > 1 and bool(log.fout) is (url == "bestaat-niet/")


def test_a_postcode_that_leaks_is_seen_everywhere(browser: Browser, server: Nginx) -> None:
    _, places = type_postcode(browser, server.url, "2151 XK")
    assert {place.partition(":")[2].strip() for place in places if place.startswith("na typen")} == {"webadres", "opslag"}
    assert {"na zoeken in form.zoekbalk input[name=q]: webadres"} <= set(places)
    assert any(place.startswith("verstuurd") for place in places)
    assert any(traces(line, "2151 XK") for line in server.log.read_text(encoding="utf-8").splitlines())


def test_traces() -> None:
    assert all(traces(text, "2151 XK") for text in ("q=2151XK", "q=2151%20xk", "2 1 5 1", "?bij=2151+XK"))
    assert not traces("q=2152", "2151 XK")


def test_nginx_sends_moved_addresses_on_and_hides_what_is_not_for_visitors(server: Nginx) -> None:
    assert answer(f"{server.url}oud/")[0] == 200
    assert [answer(server.url + path)[0] for path in ("_headers", ".htaccess", "bestaat-niet/")] == [404, 404, 404]
    assert answer(f"{server.url}bestaat-niet/")[1]["Content-Security-Policy"] == headers.CSP


def test_pages_and_a_postcode_of_a_site(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("index.html", "404.html", "a/index.html", "a/2151.html"):
        (tmp_path / name).touch()
    assert page_urls(tmp_path) == ["", "404.html", "a/", "a/2151.html"]
    assert postcode_for(tmp_path) == "2152 XK"
