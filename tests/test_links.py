"""`portaal links --extern` against a site of our own, so that no test asks anything of the world."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from portaal import pipeline, weblinks
from portaal.cli import main

ASKED: Counter[tuple[str, str]] = Counter()
CODES = {"/goed": 200, "/weg": 404, "/stuk": 500, "/voorgoed": 301, "/even": 302, "/schuw": 403, "/alleen-get": 200, "/kring": 301}
MOVED = {"/voorgoed": "/goed", "/even": "/goed", "/kring": "/kring"}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED[self.command, self.path] += 1
        code = 405 if (self.command, self.path) == ("HEAD", "/alleen-get") else CODES.get(self.path, 404)
        self.send_response(code)
        if self.path in MOVED:
            self.send_header("Location", MOVED[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def linked(root: Path, site: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fictional portal with one link of each kind and none to anywhere else."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    page = root / "content" / "contact.md"
    lines = [f"[{path[1:]}]({site}{path})." for path in CODES]
    page.write_text(page.read_text(encoding="utf-8") + "\n" + "\n".join(lines) + f"\nNog eens: <{site}/weg>, {site}/weg).\n", encoding="utf-8")
    collect = weblinks.collect_links
    monkeypatch.setattr(weblinks, "collect_links", lambda portal: {url: places for url, places in collect(portal).items() if url.startswith(site)})
    ASKED.clear()
    return root


def test_dead_links_are_found_and_moved_ones_told(linked: Path, site: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "--extern", "--pauze", "0", "--root", str(linked)]) == 1
    said = capsys.readouterr().out
    assert f"fout  dode-link-buiten  '{site}/weg' werkt niet: de site antwoordt met fout 404. Staat ook op 2 andere plaatsen. Zoek de pagina op" in said
    assert f"'{site}/stuk' werkt niet: de site antwoordt met fout 500." in said
    assert f"'{site}/kring' werkt niet: de site verwijst in een kring." in said
    assert f"waarschuwing  verhuisde-link  '{site}/voorgoed' is voorgoed verhuisd. Neem dit adres over: {site}/goed" in said
    for fine in ("goed'", "even'", "schuw'", "alleen-get'"):
        assert f"'{site}/{fine}" not in said
    assert said.endswith("8 links bekeken: 5 werken, 3 niet. 3 fouten, 1 waarschuwing.\n")


def test_a_site_is_not_asked_again_for_what_is_fine(linked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        main(["links", "--extern", "--pauze", "0", "--root", str(linked)])
    assert ASKED["HEAD", "/goed"] == 3, "once for itself and once for each address that led there"
    assert ASKED["GET", "/weg"] == 2, "what was broken is asked again"
    assert ASKED["GET", "/goed"] == 0, "the head of a page is enough"


def test_staff_see_what_was_broken_until_it_is_mended(linked: Path, site: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["links", "--extern", "--pauze", "0", "--root", str(linked)])
    capsys.readouterr()
    assert main(["overzicht", "--root", str(linked)]) == 0
    assert f"Dode links naar andere sites, toen u het laatst keek: 3\n  {site}/kring" in capsys.readouterr().out
    page = linked / "content" / "contact.md"
    page.write_text(page.read_text(encoding="utf-8").replace("/kring", "/goed"), encoding="utf-8")
    main(["overzicht", "--root", str(linked)])
    assert "toen u het laatst keek: 2" in capsys.readouterr().out


def test_a_pause_between_two_questions_to_one_site(site: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slept: list[float] = []
    monkeypatch.setattr(weblinks.time, "sleep", slept.append)
    known = weblinks.Known(tmp_path / "links.json", pipeline.today_from_environment())
    weblinks.ask_all([f"{site}/goed", f"{site}/schuw"], known, pause=5, progress=lambda step: None)
    assert slept[0] == 0
    assert 4 < slept[1] <= 5


def test_what_does_not_answer_says_why() -> None:
    assert weblinks.ask("http://bestaat-niet.invalid/") == weblinks.Answer(0, reason="deze naam is niet bekend op internet")
    assert weblinks.ask("http://127.0.0.1:9/").reason == "de site is niet te bereiken"
    assert weblinks.ask("http://[half/").is_broken


def test_without_the_choice_nothing_is_asked(linked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "--root", str(linked)]) == 0
    assert not ASKED
    assert "8 links naar andere sites. Met --extern wordt gekeken of ze werken." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Zie https://voorbeeld.invalid/a.", "https://voorbeeld.invalid/a"),
        ("([a](https://voorbeeld.invalid/a_(b)))", "https://voorbeeld.invalid/a_(b)"),
        ("<https://voorbeeld.invalid/?q=1&r=2#deel>", "https://voorbeeld.invalid/?q=1&r=2"),
        ("**https://voorbeeld.invalid/x**", "https://voorbeeld.invalid/x"),
    ],
)
def test_where_an_address_ends(text: str, url: str) -> None:
    (match,) = weblinks._LINK.finditer(text)
    assert weblinks._trimmed(match[0]).partition("#")[0] == url
