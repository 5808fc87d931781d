"""Prose becomes HTML: begins a run of MkDocs, waits for it, and keeps what it made; it knows nothing of the domain.

MkDocs runs in a process of its own (`hostrun`), so that it works beside the other stages on the second core, its failures
cannot take the build along, and nothing of it is loaded where prose did not change.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from .finding import Finding, Location, Refused
from .hostrun import NOW, PAGE_SECONDS, engine
from .theme import THEME
from .versions import version_of

_KEPT_RUNS = 3
_TIMEOUT_SECONDS = 300
_OUT_OF_TIME = getattr(signal, "SIGPROF", 0)


class Prose(Struct, frozen=True):
    """What the host made: the HTML of each Markdown page by site path (`ouders/index.html`)."""

    pages: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def cache_of(root: Path) -> Path:
    """Return the folder of a portal in which work is kept from one build to the next."""
    return root / "build" / "cache"


class Host:
    """One run of the host, started at once and collected later; a run with equal input is taken from `cache`."""

    def __init__(self, root: Path, cache: Path):
        self._kept = cache / "host" / _key(root)
        self._work: Path | None = None
        self._process: subprocess.Popen[str] | None = None
        if not (root / "mkdocs.yml").is_file():
            return  # loading such a root refuses it, with a word why
        if (self._kept / "bevindingen.txt").is_file():
            os.utime(self._kept)
            return
        try:
            self._work = _workplace(self._kept.parent)
        except OSError as error:
            raise Refused([Finding(Location(str(cache)), "werkmap", f"De werkmap kan niet worden gemaakt: {error.strerror}.",
                                   "Kijk naar vrije ruimte en rechten.")]) from error
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portaal.hostrun", str(root.resolve()), str(self._work.resolve())],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        )

    def result(self) -> Prose:
        """Wait for the run and return what it made; a failed run gives findings and no pages."""
        if self._process is not None:
            try:
                _, said = self._process.communicate(timeout=_TIMEOUT_SECONDS)
            except subprocess.TimeoutExpired:
                self.stop()
                said = f"ERROR - langer dan {_TIMEOUT_SECONDS} seconden bezig"
            if self._process.returncode != 0:
                finding = _too_much(self._work / NOW) if self._process.returncode == -_OUT_OF_TIME else _failure(said)
                self._clean()
                return Prose({}, (finding,))
            self._keep(said)
        return _collect(self._kept)

    def __enter__(self) -> Host:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End a run whose result nobody needs any more."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._process is not None and self._process.stderr:
            self._process.stderr.close()
        self._clean()

    def _clean(self) -> None:
        if self._work is not None:
            shutil.rmtree(self._work, ignore_errors=True)

    def _keep(self, said: str) -> None:
        assert self._work is not None
        (self._work / "bevindingen.txt").write_text(said, encoding="utf-8")
        try:
            os.replace(self._work, self._kept)
        except OSError:
            self._clean()  # another build of the same texts was first; its result is as good
        runs = sorted(self._kept.parent.glob("[!.]*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in runs[_KEPT_RUNS:]:
            shutil.rmtree(old, ignore_errors=True)


def _workplace(folder: Path) -> Path:
    """Make a folder for one run, and clear away those of runs that were killed long ago."""
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob(".bezig-*"):
        if time.time() - left_over.stat().st_mtime > 10 * _TIMEOUT_SECONDS:
            shutil.rmtree(left_over, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=".bezig-", dir=folder))


def _key(root: Path) -> str:
    """Return a digest of all that the host's output depends on."""
    digest = hashlib.sha256()
    for package in (engine(), "mkdocs-material", "markdown", "pymdown-extensions"):
        version = version_of(package)
        if version is None:
            raise Refused([Finding(Location("PORTAAL_HOST"), "mkdocs", f"Het programma '{package}' is niet geïnstalleerd.",
                                   "Haal de variabele PORTAAL_HOST weg, of installeer het.")])
        digest.update(f"{package} {version}\n".encode())
    for path in [root / "mkdocs.yml", *sorted((root / "content").rglob("*.md")), *sorted((THEME / "host").rglob("*"))]:
        if path.is_file():
            digest.update(os.fsencode(path.relative_to(root) if path.is_relative_to(root) else path.name) + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def _too_much(now: Path) -> Finding:
    return Finding(Location(f"content/{now.read_text(encoding='utf-8').splitlines()[-1]}"), "te-groot", f"Het opmaken van deze pagina kost meer dan {PAGE_SECONDS} seconden.",
                   "Kijk of er lange reeksen tekens in staan die er niet horen, of splits de pagina.")


def _failure(said: str) -> Finding:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    last = next((line for line in reversed(lines) if "rror" in line), lines[-1] if lines else "geen melding")
    return Finding(Location("mkdocs.yml"), "mkdocs", f"MkDocs kon de teksten niet opmaken: {last[:300]}",
                   "Kijk wat er het laatst is veranderd in mkdocs.yml of content/.")


def _collect(folder: Path) -> Prose:
    site = folder / "site"
    pages = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(site.rglob("index.html"))
    }
    said = (folder / "bevindingen.txt").read_text(encoding="utf-8")
    return Prose(pages, tuple(_warnings(said)))


def _warnings(said: str) -> list[Finding]:
    """MkDocs' own warnings, which name a file in English; ours are more precise, so these only warn."""
    findings = []
    for line in said.splitlines():
        if match := re.match(r"WARNING\s+-\s+(.*)", line):
            file = re.search(r"'([^']+\.md)'", match[1])
            findings.append(Finding(Location(f"content/{file[1]}" if file else "mkdocs.yml"), "mkdocs",
                                    f"MkDocs waarschuwt: {match[1]}", "", "waarschuwing"))
    return findings
