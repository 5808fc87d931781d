"""What every subject shares: the value it yields, the things it looks at, and how it is run."""

from __future__ import annotations

import importlib
import os
import shutil
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from find_browser import FLAGS, find
from miniature import REPO

# Word on the command line -> heading in the report. The module of that name has `bewijs(werkplaats)`.
ONDERWERPEN: Mapping[str, str] = {
    "koppen": "Beveiliging door de server",
    "privacy": "Privacy van de bezoeker",
    "inhoud": "Geen programma in een tekst of feit",
    "toegang": "Te gebruiken voor iedereen",
    "html": "Geldige pagina's",
    "gewicht": "Licht en snel",
    "druk": "Op papier",
    "offline": "Zonder internet",
    "leveranciers": "Wat wij van anderen gebruiken",
    "uitgang": "Opnieuw beginnen en overstappen",
    "uitgeven": "De site blijft heel",
    "invoer": "Wat redacteuren ook invoeren",
    "tijd": "Als de tijd verstrijkt",
}


@dataclass(frozen=True, slots=True)
class Bewijs:
    """One promise and what came of it, in Dutch that a director can read.

    `voldoet` is None where this machine could not measure it; `toelichting` then says why. That is never a pass.
    """

    onderwerp: str
    vraag: str
    gemeten: str
    eis: str
    voldoet: bool | None
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class Uitslag:
    """One subject that was run: its proofs, and how many seconds it took."""

    onderwerp: str
    titel: str
    bewijzen: tuple[Bewijs, ...]
    seconden: float


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page in the middle of an answer is no fault."""


@dataclass
class Werkplaats:
    """What subjects look at, each made when the first of them asks and shared by all; `folder` is empty at the start."""

    folder: Path
    uit: Path
    _stack: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def site(self) -> Path:
        """The portal of the region, built once."""
        from portaal import pipeline

        out = self.folder / "site"
        pipeline.build(REPO, out, today=pipeline.today_from_environment(), workshop=pipeline.Workshop(self.folder / "cache"))
        return out

    @cached_property
    def server_files(self) -> Path:
        """The folder with what the server of `site` must know, which lies outside the site."""
        assert self.site.is_dir()
        return REPO / "build" / "server"

    @cached_property
    def browser(self) -> Browser | None:
        """A real Chromium; None where this machine has none."""
        if (path := find()) is None:
            return None
        playwright = self._stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        self._stack.callback(chromium.close)
        return chromium

    def serve(self, folder: Path) -> str:
        """Serve a folder on this machine until the end, without any header of ours; return its address, ending in `/`."""
        server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._stack.callback(server.server_close)
        self._stack.callback(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}/"

    @cached_property
    def base_url(self) -> str:
        """The address of the served `site`."""
        return self.serve(self.site)

    def close(self) -> None:
        """Stop what was started."""
        self._stack.close()
        shutil.rmtree(self.folder, ignore_errors=True)


Onderwerp = Callable[[Werkplaats], Iterable[Bewijs]]


def find_onderwerp(name: str) -> Onderwerp:
    """Return the function of a subject; its module, and what it needs, is loaded only now."""
    return importlib.import_module(f"bewijs.{name}").bewijs


def run_onderwerp(name: str, titel: str, bewijs: Onderwerp, werkplaats: Werkplaats) -> Uitslag:
    """Run one subject; one that breaks down or proves nothing falls short, and the others go on."""
    begin = time.monotonic()
    bewijzen: list[Bewijs] = []
    try:
        bewijzen.extend(bewijs(werkplaats))
        if not bewijzen:
            bewijzen.append(Bewijs(name, f"Is er iets gemeten over '{titel}'?", "niets", "minstens één meting", False))
    except Exception as error:
        traceback.print_exc()
        bewijzen.append(Bewijs(name, f"Loopt de meting van '{titel}' tot het einde?", f"{type(error).__name__}: {error}"[:300],
                               "geen storing", False, "De meting brak af. Wat hierna kwam, is niet gemeten."))
    return Uitslag(name, titel, tuple(bewijzen), round(time.monotonic() - begin, 1))


def run_all(names: Iterable[str], werkplaats: Werkplaats) -> Iterator[Uitslag]:
    """Run subjects by name, one after the other."""
    for name in names:
        yield run_onderwerp(name, ONDERWERPEN[name], lambda w, name=name: find_onderwerp(name)(w), werkplaats)


def exit_code(uitslagen: Iterable[Uitslag], environment: Mapping[str, str] = os.environ) -> int:
    """Return 1 where something falls short; on CI, where everything can be installed, also where something was not measured."""
    verdicts = {bewijs.voldoet for uitslag in uitslagen for bewijs in uitslag.bewijzen}
    return int(False in verdicts or not verdicts or (None in verdicts and bool(environment.get("CI"))))
