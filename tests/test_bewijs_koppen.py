"""What `make bewijs` says of the files for servers and of what a server sends: all well, and each fault seen where it is planted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bewijs import koppen, privacy
from bewijs.nginx import Nginx
from portaal import headers


@pytest.fixture
def place(tmp_path: Path) -> SimpleNamespace:
    """The files for servers as they are generated, without a portal around them."""
    place = SimpleNamespace(site=tmp_path / "site", server_files=tmp_path / "server")
    for folder, files in ((place.site, headers.build_header_files("/")), (place.server_files, headers.build_server_files("/"))):
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
    return place


def short(place: SimpleNamespace) -> list[str]:
    """Return the questions that fall short; security.txt has tests of its own."""
    return [bewijs.vraag for bewijs in koppen.bewijs(place) if bewijs.voldoet is not True and "security.txt" not in bewijs.vraag]


def swap(old: str, new: str) -> Callable[[Path], None]:
    def act(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return act


def test_what_is_generated_is_good(place: SimpleNamespace) -> None:
    assert short(place) == []


@pytest.mark.parametrize(("file", "act", "says"), [
    ("site/_headers", swap("nosniff", "sniff"), ["internet.nl", "Sturen alle"]),
    ("site/.htaccess", swap("max-age=63072000", "max-age=60"), ["internet.nl", "Observatory", "Sturen alle"]),
    ("server/nginx.conf", swap("style-src 'self'", "style-src 'self' 'unsafe-inline'"), ["internet.nl", "Observatory", "Sturen alle"]),
    ("site/.htaccess", swap("img-src 'self'", "img-src 'self' data:"), ["Sturen alle", "niet van de site zelf"]),
    ("site/_headers", swap("immutable", "no-transform"), ["Blijft bewaard"]),
    ("site/.htaccess", swap('"no-cache"', '"max-age=60"'), ["Sturen alle", "Blijft bewaard"]),
    ("site/nginx.conf", lambda path: path.touch(), ["buiten de site"]),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_a_planted_fault_is_seen(place: SimpleNamespace, file: str, act: Callable[[Path], None], says: list[str]) -> None:
    act(place.site.parent / file)
    found = short(place)
    assert found and all(any(word in vraag for vraag in found) for word in says), found


def test_a_site_without_security_txt_falls_short(place: SimpleNamespace) -> None:
    pytest.importorskip("sectxt", reason="make bewijs installs it")
    assert [bewijs.voldoet for bewijs in koppen.bewijs(place) if "security.txt" in bewijs.vraag] == [False]


# --- what a server really sends --------------------------------------------------------------------------------

SENT = dict(headers.HEADERS)


@pytest.mark.parametrize(("plant", "says"), [
    ({}, ""), ({"bestaat-niet/": (200, SENT)}, "bestaat-niet/: 200"), ({"_headers": (200, SENT)}, "_headers: 200"), ({"zoeken/": (500, SENT)}, "zoeken/: 500"),
    ({"a.js": (200, {})}, "a.js mist een kop"), ({"a.js": (200, SENT | {"Content-Type": "application/octet-stream"})}, ".js komt als application/octet-stream"),
])  # fmt: skip
def test_an_answer_that_is_wrong_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, plant: dict[str, tuple[int, dict[str, str]]], says: str) -> None:
    (tmp_path / "a.js").touch()
    good = {"bestaat-niet/": (404, SENT), "_headers": (404, SENT), ".htaccess": (404, SENT)}
    monkeypatch.setattr(privacy, "answer", lambda url: (good | plant).get(url.removeprefix("http://x/"), (200, SENT | {"Content-Type": "text/javascript"})))
    last = list(privacy._answers(Nginx("http://x/", tmp_path), tmp_path))[-1]
    assert last.voldoet is (not says) and says in last.toelichting


def test_a_server_that_sends_nothing_of_ours_falls_short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.js").touch()
    monkeypatch.setattr(privacy, "answer", lambda url: (200, {}))
    assert [bewijs.voldoet for bewijs in privacy._answers(Nginx("http://x/", tmp_path), tmp_path)] == [False, False, False]
