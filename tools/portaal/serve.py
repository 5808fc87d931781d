"""The preview: serves the last good site, rebuilds when a file changes, and shows mistakes in the page itself."""

from __future__ import annotations

import datetime as dt
import json
import mimetypes
import sys
import threading
import time
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from . import pipeline
from .beheer.files import API, URL
from .beheer.lokaal import MAX_REQUEST, Lokaal
from .builder import Builder, News
from .clock import today_from_environment
from .editie import other_roots
from .finding import Finding, format_text
from .theme import THEME

HOST = "127.0.0.1"
_PREVIEW = "__portaal__/"
# Sent while there is no good site yet; it waits for one and shows what is wrong.
_NOTHING_YET = (
    b'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Nog geen voorbeeld</title></head><body>'
    b'<h1>Er is nog geen goede versie</h1><script type="module" src="/__portaal__/preview.js"></script></body></html>'
)
# Editors save in several small acts; a rebuild waits until they have been quiet this long.
_QUIET_SECONDS = 0.02
_POLL_SECONDS = 25.0


class State:
    """What the browser asks for: the last good site, the number of the last build, and what was wrong with it."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.number = self.pages = 0
        self.is_whole = True
        self.findings: tuple[Finding, ...] = ()
        self.files: Mapping[str, bytes] = {}
        self.base = "/"

    def tell(self, news: News) -> None:
        """Pass on what is wrong, and what is new in the site."""
        files = {path: content for path, content in self.files.items() if path not in news.gone} | news.changed
        with self._news:
            self.number += 1
            if not news.is_good or any(path.endswith(".html") for path in news.changed.keys() | news.gone):
                self.pages = self.number
            self.findings, self.files, self.is_whole = news.findings, files, news.is_whole
            if news.is_good:
                self.base = news.base
            self._news.notify_all()

    def wait(self, known: int) -> dict[str, object]:
        """Return the state as soon as it is newer than `known`, or after a while as it is.

        `paginas` is the number of the last news that changed a page, `heel` whether all that belongs to those pages is there too.
        """
        with self._news:
            self._news.wait_for(lambda: self.number != known, _POLL_SECONDS)
            return {"nummer": self.number, "paginas": self.pages, "heel": self.is_whole, "fouten": [
                {"plaats": str(f.where), "bericht": f.message, "reparatie": f.repair} for f in self.findings if f.level == "fout"
            ]}


class _Handler(BaseHTTPRequestHandler):
    """Files of the last good site, from memory; what it does not have gets the site's own page "not found"."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, state: State, lokaal: Lokaal):
        self._state, self._lokaal = state, lokaal
        super().__init__(*args)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        base = self._state.base
        path = unquote(parts.path)
        if path == "/" != base:
            self._send(b"", "text/plain", HTTPStatus.FOUND, location=base)
        elif path == f"{base}{_PREVIEW}nieuws":
            known = int(parts.query) if parts.query.isdigit() else -1
            self._send(json.dumps(self._state.wait(known)).encode(), "application/json")
        elif path == f"/{pipeline.PREVIEW_SCRIPT}":  # asked for by the page that is sent while there is no site
            self._send((THEME / "preview.js").read_bytes(), "text/javascript")
        else:
            self._send_file(path.removeprefix(base))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Answer the forms. A page of another site must not be able to ask for anything, so it has to be our own that asks."""
        ours = {f"http://{name}:{self.server.server_port}" for name in (HOST, "localhost")}  # type: ignore[attr-defined]
        length = int(self.headers.get("Content-Length") or 0)
        is_ours = self.headers.get("Origin") in ours and f"http://{self.headers.get('Host')}" in ours
        if not is_ours or urlsplit(self.path).path != f"{self._state.base}{API}" or length > MAX_REQUEST:
            self.close_connection = True
            self._send(b"", "text/plain", HTTPStatus.FORBIDDEN)
            return
        try:
            request = json.loads(self.rfile.read(length))
        except ValueError:
            request = None
        status, answer = self._lokaal.answer(request)
        self._send(json.dumps(answer).encode(), "application/json", status)

    def _send_file(self, path: str) -> None:
        files = self._state.files
        if not path or path.endswith("/"):
            path += "index.html"
        if path in files:
            self._send(files[path], mimetypes.guess_type(path)[0] or "application/octet-stream")
        elif f"{path}/index.html" in files:
            self._send(b"", "text/plain", HTTPStatus.MOVED_PERMANENTLY, location=f"{self._state.base}{path}/")
        else:
            lost = files.get("404.html") or _NOTHING_YET
            self._send(lost, "text/html", HTTPStatus.NOT_FOUND)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith(("text/", "application/j")) else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """The terminal is for mistakes of editors, not for requests."""


class _Watcher(FileSystemEventHandler):
    def __init__(self) -> None:
        self.changed = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory and event.event_type in ("created", "modified", "moved", "deleted"):
            self.changed.set()


def serve(root: Path, port: int, *, has_forms: bool = False) -> int:
    """Serve a portal on this computer until interrupted; returns 0, or 2 when the port is taken.

    `has_forms` says that the editor came for the forms, which are served wherever their packages are.
    """
    root = root.resolve()
    if not (root / "mkdocs.yml").is_file():
        pipeline.read_portal(root, today_from_environment())  # raises with the reason
    builder, state = Builder(root), State()
    try:
        return _serve(root, port, builder, state, has_forms=has_forms)
    finally:
        builder.stop()


def _serve(root: Path, port: int, builder: Builder, state: State, *, has_forms: bool) -> int:
    watcher = _Watcher()
    observer = Observer()
    for folder in (root / "data", root / "content", THEME, *(other / "data" for other in other_roots(root))):
        if folder.is_dir():
            observer.schedule(watcher, str(folder), recursive=True)
    observer.schedule(_OnlyFile(watcher, "mkdocs.yml"), str(root), recursive=False)
    _rebuild(builder, state)
    try:
        server = ThreadingHTTPServer((HOST, port), partial(_Handler, state=state, lokaal=Lokaal(root)))
    except OSError as error:
        print(f"Poort {port} is niet vrij ({error.strerror}). Kies een andere: portaal serve --port {port + 1}", file=sys.stderr)
        return 2
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    observer.start()
    print(f"Uw voorbeeld staat op http://{HOST}:{server.server_port}{state.base}  (stoppen: Ctrl-C)", flush=True)
    if has_forms:
        print(f"De formulieren staan op  http://{HOST}:{server.server_port}{state.base}{URL}", flush=True)
    try:
        while True:
            watcher.changed.wait()
            while watcher.changed.is_set():
                watcher.changed.clear()
                time.sleep(_QUIET_SECONDS)
            _rebuild(builder, state)
    finally:
        observer.stop()
        server.shutdown()


class _OnlyFile(FileSystemEventHandler):
    """Passes on what happens to one file of a folder."""

    def __init__(self, watcher: _Watcher, name: str):
        self._watcher, self._name = watcher, name

    def on_any_event(self, event: FileSystemEvent) -> None:
        if Path(str(event.src_path)).name == self._name or Path(str(event.dest_path or "")).name == self._name:
            self._watcher.on_any_event(event)


def _rebuild(builder: Builder, state: State) -> None:
    """Build once and tell how it went; the last good site stays when it went wrong."""
    for news in builder.build():
        state.tell(news)
        if news.is_good:
            what = "gemaakt" if news.is_whole else "pagina's gemaakt"
            rest = "" if news.is_whole else "; zoeken en open data volgen"
            print(f"{dt.datetime.now():%H:%M:%S}  {what} in {news.seconds * 1000:.0f} ms, {len(news.changed)} bestanden veranderd{rest}", flush=True)
        else:
            print(f"\n{format_text(news.findings)}\nDe vorige versie blijft staan tot dit is gemaakt.", file=sys.stderr, flush=True)
