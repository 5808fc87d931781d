"""What servers are told to send: the same everywhere, nothing from elsewhere allowed; and two judges who see each hole."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bewijs import koppen
from bewijs.judges import internet_nl, observatory
from miniature import REPO
from portaal import headers
from portaal.host import stylesheet

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


def test_stylesheets_hold_no_drawing_that_the_policy_refuses() -> None:
    files = stylesheet()
    sheet = files["css/material.css"].decode()
    assert "data:" not in sheet and sheet.count("url(teken/") >= len(files) - 1 > 30
    for path, content in files.items():
        assert path.endswith(".css") or (content.startswith(b"<svg") and content.endswith(b"</svg>") and path.removeprefix("css/") in sheet)
    assert not [path.name for path in (REPO / "theme" / "css").glob("*.css") if b"data:" in path.read_bytes()]
