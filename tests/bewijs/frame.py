"""What every subject shares: the value it yields, and the things it looks at."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from find_browser import FLAGS, find
from local_server import served
from miniature import REPO

# Word on the command line -> heading in the report. The module of that name has `bewijs(werkplaats)`.
ONDERWERPEN: Mapping[str, str] = {
    "koppen": "Beveiliging door de server",
    "privacy": "Privacy van de bezoeker",
    "persoon": "Geen gegevens van personen",
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
    """One subject that was run: its proofs, how many seconds it took, and of those of each of its pieces."""

    onderwerp: str
    titel: str
    bewijzen: tuple[Bewijs, ...]
    seconden: float
    stukken: tuple[float, ...] = ()


@dataclass
class Werkplaats:
    """What subjects look at, each made when the first of them asks; `folder` is empty at the start.

    `gemaakt` is the workplace of another process that made the site already.
    """

    folder: Path
    uit: Path
    gemaakt: Path | None = None
    _stack: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def site(self) -> Path:
        """The portal of the region, built once, with what its server must know beside it."""
        from portaal import pipeline

        if self.gemaakt:
            return self.gemaakt / "site"
        out = self.folder / "site"
        pipeline.build(REPO, out, today=pipeline.today_from_environment(), workshop=pipeline.Workshop(self.folder / "cache"))
        # Another build of the repository writes its own, while this one is being read.
        shutil.copytree(REPO / "build" / "server", self.folder / "server")
        return out

    @cached_property
    def server_files(self) -> Path:
        """The folder with what the server of `site` must know, which lies outside the site."""
        return self.site.parent / "server"

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
        return self._stack.enter_context(served(folder))

    @cached_property
    def base_url(self) -> str:
        """The address of the served `site`."""
        return self.serve(self.site)

    def close(self) -> None:
        """Stop what was started."""
        self._stack.close()
        shutil.rmtree(self.folder, ignore_errors=True)
