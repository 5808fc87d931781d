"""The forms on one's own computer: what they may read and write, and that a mistake is not written."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from miniature import ON_THE_DAY
from portaal.beheer.lokaal import Lokaal
from portaal.serve import State, _Handler


@pytest.fixture
def lokaal(root: Path, monkeypatch: pytest.MonkeyPatch) -> Lokaal:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", ON_THE_DAY["SOURCE_DATE_EPOCH"])
    return Lokaal(root)


def _ask(lokaal: Lokaal, action: str, **params: Any) -> tuple[HTTPStatus, Any]:
    return lokaal.answer({"action": action, "params": params})


def _persist(lokaal: Lokaal, path: str, text: str) -> tuple[HTTPStatus, Any]:
    return _ask(lokaal, "persistEntry", dataFiles=[{"path": path, "raw": text}], assets=[])


def test_a_file_is_given_as_it_is(lokaal: Lokaal, root: Path) -> None:
    path = root / "data" / "schools.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    status, answer = _ask(lokaal, "getEntry", path="data/schools.yaml")
    assert status == HTTPStatus.OK and answer["data"].encode() == path.read_bytes()


def test_a_folder_is_listed(lokaal: Lokaal) -> None:
    status, answer = _ask(lokaal, "entriesByFolder", folder="content/ouders", extension="md", depth=1)
    assert status == HTTPStatus.OK
    assert [entry["file"]["path"] for entry in answer] == ["content/ouders/bouwblokken.md", "content/ouders/index.md"]


def test_a_good_change_is_written(lokaal: Lokaal, root: Path) -> None:
    path = root / "data" / "schools.yaml"
    wanted = path.read_text(encoding="utf-8").replace("0201234568", "0201234569")
    assert _persist(lokaal, "data/schools.yaml", wanted)[0] == HTTPStatus.OK
    assert path.read_text(encoding="utf-8") == wanted
    assert not list((root / "build").glob("proef-*"))


@pytest.mark.parametrize(("old", "new", "word"), [
    ("telefoon: 0201234568", "telefoon: 12", "geen telefoonnummer"),
    ("bestuur: voorbeeldbestuur", "bestuur: bestaat-niet", "bestaat-niet"),
    ("naam: De Voorbeeldboom", "naam: [", "haken"),
])
def test_a_mistake_is_not_written(lokaal: Lokaal, root: Path, old: str, new: str, word: str) -> None:
    path = root / "data" / "schools.yaml"
    before = path.read_bytes()
    assert old in before.decode()
    status, answer = _persist(lokaal, "data/schools.yaml", before.decode().replace(old, new, 1))
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer["error"].startswith("Niet opgeslagen.") and word in answer["error"]
    assert path.read_bytes() == before


def test_a_mistake_that_was_there_does_not_stop_another_change(lokaal: Lokaal, root: Path) -> None:
    begrippen = root / "data" / "begrippen.yaml"
    begrippen.write_text(begrippen.read_text(encoding="utf-8") + "\n- id: Kapot Begrip\n", encoding="utf-8")
    wanted = (root / "data" / "schools.yaml").read_text(encoding="utf-8").replace("0201234568", "0201234569")
    assert _persist(lokaal, "data/schools.yaml", wanted)[0] == HTTPStatus.OK


def test_a_record_that_others_name_cannot_go(lokaal: Lokaal, root: Path) -> None:
    path = next((root / "data" / "routekaarten").glob("*.yaml"))
    status, answer = _ask(lokaal, "deleteFiles", paths=[path.relative_to(root).as_posix()])
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY and path.is_file(), answer


@pytest.mark.parametrize("path", [
    "mkdocs.yml", "../elders.yaml", "data/../mkdocs.yml", "data/.schema/schools.json", "data/gebied.geojson", "content/.htaccess", "/etc/passwd",
    "data/schools.yaml/../../x.yaml", "content/ouders/Hoofdletter.md", "tools/x.py", "content/a.html", "data/schools.yaml\x00",
])
def test_the_forms_keep_to_their_own_files(lokaal: Lokaal, root: Path, path: str) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    for status, _ in (_persist(lokaal, path, "x: y"), _ask(lokaal, "deleteFiles", paths=[path]), _ask(lokaal, "getEntry", path=path)):
        assert status in (HTTPStatus.FORBIDDEN, HTTPStatus.BAD_REQUEST)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_a_link_that_leads_out_is_not_followed(lokaal: Lokaal, root: Path, tmp_path: Path) -> None:
    (tmp_path / "elders.md").write_text("geheim", encoding="utf-8")
    (root / "content" / "koppeling.md").symlink_to(tmp_path / "elders.md")
    assert _ask(lokaal, "getEntry", path="content/koppeling.md")[0] == HTTPStatus.FORBIDDEN


def test_a_picture_goes_to_and_fro(lokaal: Lokaal, root: Path) -> None:
    content = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    asset = {"path": "content/img/proef.svg", "content": base64.b64encode(content).decode(), "encoding": "base64"}
    assert _ask(lokaal, "persistMedia", asset=asset)[0] == HTTPStatus.OK
    assert (root / "content" / "img" / "proef.svg").read_bytes() == content
    _, listed = _ask(lokaal, "getMedia", mediaFolder="content/img")
    assert "content/img/proef.svg" in [file["path"] for file in listed]
    assert _ask(lokaal, "persistMedia", asset=asset | {"content": "geen base64!"})[0] == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("request_", [None, [], {}, {"action": "wis-alles"}, {"action": "getEntry"}, {"action": "persistEntry", "params": {"dataFiles": 3}}])
def test_nonsense_is_refused(lokaal: Lokaal, request_: Any) -> None:
    assert lokaal.answer(request_)[0] in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)


@pytest.fixture
def port(lokaal: Lokaal) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, state=State(), lokaal=lokaal))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("origin", "host", "path", "status"), [
    ("http://127.0.0.1:{port}", "127.0.0.1:{port}", "/beheer/api", 200),
    ("http://localhost:{port}", "localhost:{port}", "/beheer/api", 200),
    ("https://kwaad.invalid", "127.0.0.1:{port}", "/beheer/api", 403),
    ("http://kwaad.invalid:{port}", "kwaad.invalid:{port}", "/beheer/api", 403),
    ("", "127.0.0.1:{port}", "/beheer/api", 403),
    ("http://127.0.0.1:{port}", "127.0.0.1:{port}", "/elders", 403),
])
def test_only_our_own_page_may_ask(port: int, origin: str, host: str, path: str, status: int) -> None:
    """Any page in the browser can send a request to this computer; none but ours may have it answered."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Host": host.format(port=port), "Content-Type": "application/json"} | ({"Origin": origin.format(port=port)} if origin else {})
    connection.request("POST", path, json.dumps({"action": "getEntry", "params": {"path": "data/schools.yaml"}}), headers)
    assert connection.getresponse().status == status
    connection.close()
