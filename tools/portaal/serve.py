"""The preview: serves the last good site, rebuilds when a file changes, and shows mistakes in the page itself."""

from __future__ import annotations

import datetime as dt
import json
import sys
import threading
import time
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from . import pipeline
from .finding import Finding, Refused, format_text
from .host import THEME

HOST = "127.0.0.1"
_PREVIEW = "/__portaal__/"
# Editors save in several small acts; a rebuild waits until they have been quiet this long.
_QUIET_SECONDS = 0.05
_POLL_SECONDS = 25.0


class State:
    """What the browser asks for: the number of the last build, and what was wrong with it."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.number = 0
        self.findings: tuple[Finding, ...] = ()

    def tell(self, findings: tuple[Finding, ...]) -> None:
        with self._news:
            self.number += 1
            self.findings = findings
            self._news.notify_all()

    def wait(self, known: int) -> dict[str, object]:
        """Return the state as soon as it is newer than `known`, or after a while as it is."""
        with self._news:
            self._news.wait_for(lambda: self.number != known, _POLL_SECONDS)
            return {"nummer": self.number, "fouten": [
                {"plaats": str(f.where), "bericht": f.message, "reparatie": f.repair} for f in self.findings if f.level == "fout"
            ]}


class _Handler(SimpleHTTPRequestHandler):
    """Files of the last good site; what it does not have gets the site's own page "not found"."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, state: State, base: str, **options: object):
        self._state, self._base = state, base
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == f"{self._base}{_PREVIEW[1:]}nieuws":
            known = int(parts.query) if parts.query.isdigit() else -1
            self._send(json.dumps(self._state.wait(known)).encode(), "application/json")
        elif parts.path == f"{self._base}{_PREVIEW[1:]}preview.js":
            self._send((THEME / "preview.js").read_bytes(), "text/javascript")
        elif parts.path == "/" != self._base:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self._base)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self._base))

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory) / "404.html"
        if code == HTTPStatus.NOT_FOUND and lost.is_file():
            self._send(lost.read_bytes(), "text/html", HTTPStatus.NOT_FOUND)
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """The terminal is for mistakes of editors, not for requests."""


class _Watcher(FileSystemEventHandler):
    def __init__(self) -> None:
        self.changed = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory and event.event_type in ("created", "modified", "moved", "deleted"):
            self.changed.set()


def serve(root: Path, port: int) -> int:
    """Serve a portal on this computer until interrupted; returns 0, or 2 when the port is taken."""
    root = root.resolve()
    if not (root / "mkdocs.yml").is_file():
        pipeline.read_portal(root, dt.date.today())  # raises with the reason
    out = root / "build" / "voorbeeld"
    workshop = pipeline.Workshop(root / "build" / "cache")
    state = State()
    watcher = _Watcher()
    observer = Observer()
    for folder in (root / "data", root / "content", THEME):
        if folder.is_dir():
            observer.schedule(watcher, str(folder), recursive=True)
    observer.schedule(_OnlyFile(watcher, "mkdocs.yml"), str(root), recursive=False)
    base = _rebuild(root, out, workshop, state)
    out.mkdir(parents=True, exist_ok=True)
    try:
        server = ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(out), state=state, base=base))
    except OSError as error:
        print(f"Poort {port} is niet vrij ({error.strerror}). Kies een andere: portaal serve --port {port + 1}", file=sys.stderr)
        return 2
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    observer.start()
    print(f"Uw voorbeeld staat op http://{HOST}:{server.server_port}{base}  (stoppen: Ctrl-C)", flush=True)
    try:
        while True:
            watcher.changed.wait()
            while watcher.changed.is_set():
                watcher.changed.clear()
                time.sleep(_QUIET_SECONDS)
            _rebuild(root, out, workshop, state)
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


def _rebuild(root: Path, out: Path, workshop: pipeline.Workshop, state: State) -> str:
    """Build once and tell how it went; the last good site stays when it went wrong. Returns the base path."""
    began = time.perf_counter()
    base = "/"
    try:
        built = pipeline.build(root, out, today=dt.date.today(), workshop=workshop, is_preview=True)
        findings, base = built.findings, built.base
        print(f"{dt.datetime.now():%H:%M:%S}  gemaakt in {(time.perf_counter() - began) * 1000:.0f} ms, {built.changed} bestanden veranderd", flush=True)
    except Refused as refused:
        findings = refused.findings
        print(f"\n{format_text(findings)}\nDe vorige versie blijft staan tot dit is gemaakt.", file=sys.stderr, flush=True)
    state.tell(tuple(findings))
    return base
