"""What servers are told to send: the same everywhere, nothing from elsewhere allowed; and two judges who see each hole."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import yaml

from bewijs import koppen
from bewijs.judges import internet_nl, observatory
from bewijs.nginx import nginx
from miniature import REPO
from portaal import headers
from portaal.theme import stylesheet, without_frame

OORDELEN = yaml.safe_load((REPO / "tests" / "bewijs" / "oordelen.yaml").read_text(encoding="utf-8"))
REDIRECTS = (("oud/", "nieuw/"), ("a.b/", "c/#d"))


@pytest.mark.parametrize("case", OORDELEN["koppen"], ids=lambda case: case["naam"])
def test_our_judges_say_what_the_originals_said(case: dict[str, Any]) -> None:
    sent = {name: value for name, value in (OORDELEN["basis"] | case["anders"]).items() if value is not None}
    short = {"csp": "Content-Security-Policy", "hsts": "Strict-Transport-Security", "nosniff": "X-Content-Type-Options",
             "x-frame": "X-Frame-Options", "referrer": "Referrer-Policy"}  # fmt: skip
    failed = {name for failure in internet_nl(sent) for start, name in short.items() if failure.startswith(start)}
    assert (failed, observatory(sent)) == (set(case["internet_nl"]), case["observatory"])


def test_every_host_is_told_the_same() -> None:
    files = {path: text.decode() for path, text in (headers.build_header_files("/") | headers.build_server_files("/")).items()}
    assert koppen.read_netlify(files["_headers"]) == {"/*": dict(headers.HEADERS), "/assets/*": {"Cache-Control": headers.KEEP}}
    everywhere = dict(headers.HEADERS) | {"Cache-Control": headers.ASK_AGAIN}
    assert koppen.read_apache(files[".htaccess"]) == everywhere
    assert koppen.read_nginx(files["nginx.conf"]) == {"/": everywhere, "/assets/": everywhere | {"Cache-Control": headers.KEEP}}


OWN = {"beheer/": {"Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-eval'", "Cross-Origin-Opener-Policy": "same-origin-allow-popups"}}


def test_one_page_may_differ_and_no_other_page_does() -> None:
    strict = headers.build_header_files("/") | headers.build_server_files("/")
    files = {path: text.decode() for path, text in (headers.build_header_files("/", (), OWN) | headers.build_server_files("/", (), OWN)).items()}
    for path, text in files.items():
        # What is sent with every other page is as strict as it was: taking away the piece of this page gives the very same file.
        piece = {"_headers": r"\n/beheer/\n(  .*\n)+", ".htaccess": r'<If "[^"]*/beheer/[^"]*">\n(  .*\n)+</If>\n', "nginx.conf": r"location = /beheer/index.html \{\n(  .*\n)+\}\n"}[path]
        assert text.count("unsafe-eval") == 1
        assert re.sub(piece, "", text) == strict[path].decode()
    netlify = files["_headers"].split("/beheer/\n")[1].splitlines()
    assert netlify == [line for name, value in OWN["beheer/"].items() for line in (f"  ! {name}", f"  {name}: {value}")]
    assert files["_headers"].index("/*") < files["_headers"].index("/beheer/"), "what a later rule lets go of must have been said before it"
    sent = re.search(r"location = /beheer/index.html \{\n(.*?)\n\}", files["nginx.conf"], re.S)
    assert sent and all(f"add_header {name} " in sent[1] for name in headers.HEADERS), "a location that adds one header loses the others"
    assert "m#^/portaal/beheer/(index\\.html)?$#" in headers.build_header_files("/portaal/", (), OWN)[".htaccess"].decode()


@pytest.mark.skipif(shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") is None, reason="nginx is not on this machine")
def test_nginx_sends_it_with_that_page_alone(tmp_path: Path) -> None:
    for path in ("beheer/index.html", "beheer/handleiding/index.html", "index.html"):
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text("<p>Pagina</p>", encoding="utf-8")
    (tmp_path / "los.conf").write_bytes(headers.build_server_files("/", (), OWN)["nginx.conf"])
    with nginx(tmp_path / "site", tmp_path / "los.conf", tmp_path / "server") as server:
        assert server is not None

        def policy(path: str) -> str | None:
            try:
                return urlopen(server.url + path).headers["Content-Security-Policy"]
            except HTTPError as error:
                return error.headers["Content-Security-Policy"]

        own = OWN["beheer/"]["Content-Security-Policy"]
        assert [policy(path) for path in ("beheer/", "beheer/index.html", "beheer/handleiding/", "", "beheer/weg")] == [own, own, headers.CSP, headers.CSP, headers.CSP]


def test_a_site_in_a_folder_and_addresses_that_moved() -> None:
    files = {path: text.decode() for path, text in (headers.build_header_files("/portaal/", REDIRECTS) | headers.build_server_files("/portaal/", REDIRECTS)).items()}
    assert files["_redirects"] == "/portaal/oud/ /portaal/nieuw/ 301\n/portaal/a.b/ /portaal/c/#d 301\n"
    assert set(koppen.read_netlify(files["_headers"])) == {"/portaal/*", "/portaal/assets/*"}
    assert "ErrorDocument 404 /portaal/404.html" in files[".htaccess"]
    assert 'RedirectMatch 301 "^/portaal/a\\.b/$" "/portaal/c/#d"' in files[".htaccess"]
    assert "location = /portaal/oud/ { return 301 /portaal/nieuw/; }" in files["nginx.conf"]
    assert "_redirects" not in headers.build_header_files("/")


@pytest.mark.parametrize("odd", ["oud/; } location / { return 301 https://elders.invalid; } #", 'oud" "x', "oud/\nHeader unset Content-Security-Policy", "oud *", "$host/"])
def test_an_address_cannot_write_configuration(odd: str) -> None:
    for redirects in ([(odd, "nieuw/")], [("oud/", odd)]):
        assert headers.build_header_files("/", redirects) == headers.build_header_files("/")
        assert headers.build_server_files("/", redirects) == headers.build_server_files("/")


def test_a_policy_that_allows_more_is_seen() -> None:
    assert koppen.loose_sources(headers.CSP) == []
    planted = headers.CSP.replace("img-src 'self'", "img-src 'self' data: 'nonce-x'").replace("connect-src 'self'", "connect-src https://elders.invalid")
    assert koppen.loose_sources(planted) == ["img-src data:", "img-src 'nonce-x'", "connect-src https://elders.invalid"]


def test_of_the_theme_only_the_frame_is_left_out() -> None:
    assert without_frame(b"@media print{.md-nav,.md-nav a{x:1}}.md-typeset .md-button,.md-top{y:1}a:not(.md-nav){z:1}[dir=rtl] p{q:1}@font-face{n:b}") == (
        b".md-typeset .md-button{y:1}a:not(.md-nav){z:1}@font-face{n:b}")
    sheet = stylesheet()["css/material.css"]
    assert b".md-typeset .admonition" in sheet and b".md-search" not in sheet and sheet.count(b"{") == sheet.count(b"}")


def test_stylesheets_hold_no_drawing_that_the_policy_refuses() -> None:
    files = stylesheet()
    sheet = files["css/material.css"].decode()
    assert "data:" not in sheet and sheet.count("url(teken/") >= len(files) - 1 > 30
    for path, content in files.items():
        assert path.endswith(".css") or (content.startswith(b"<svg") and content.endswith(b"</svg>") and path.removeprefix("css/") in sheet)
    assert not [path.name for path in (REPO / "theme" / "css").glob("*.css") if b"data:" in path.read_bytes()]
