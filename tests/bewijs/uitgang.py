"""The way in and the way out: a clean installation from the locks works, and the site can be made without MkDocs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from miniature import REPO

from .frame import Bewijs, Werkplaats

_ONDERWERP = "uitgang"
_SAME = "Maakt ProperDocs dezelfde site als MkDocs?"
DELEN = ("schoon", "browser", "overstap")
_DAY = {"SOURCE_DATE_EPOCH": "1795305600"}
# The host runs as its own process does, in a Python that cannot load MkDocs at all.
_WITHOUT = "import sys; sys.modules['mkdocs'] = None; from pathlib import Path; from portaal.hostrun import run; run(Path(sys.argv[1]), Path(sys.argv[2]))"


def run(*words: str, env: dict[str, str] | None = None, timeout: int = 900) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository and return what it said."""
    environment = os.environ | {"PYTHONPATH": str(REPO / "tools"), "NO_MKDOCS_2_WARNING": "1"} | (env or {})
    return subprocess.run(words, cwd=REPO, env=environment, capture_output=True, text=True, check=False, timeout=timeout)


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that are not the same, to the byte, in two folders."""
    names = {path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    return sorted(name for name in names if not ((one / name).is_file() and (other / name).is_file() and (one / name).read_bytes() == (other / name).read_bytes()))


def bewijs(werkplaats: Werkplaats, deel: str) -> Iterator[Bewijs]:
    """Yield what came of a clean installation, or of the exit drill."""
    if deel == DELEN[0]:
        yield from _clean_install(werkplaats.folder / "schoon")
    elif deel == DELEN[1]:
        yield _browser_tests()
    else:
        yield from _drill(werkplaats.folder)


def _drill(folder: Path) -> Iterator[Bewijs]:
    sites = {}
    for engine in ("mkdocs", "properdocs"):
        sites[engine] = folder / engine / "site"
        done = run(sys.executable, "-m", "portaal", "build", "--out", str(sites[engine]), env=_DAY | {"PORTAAL_HOST": engine})
        if done.returncode:
            missing = "niet geïnstalleerd" in done.stderr
            yield Bewijs(_ONDERWERP, _SAME, "niets", "0 verschillen", None if missing else False, done.stderr.strip()[-200:])
            return
    yield judge_same(differing(sites["mkdocs"], sites["properdocs"]), sum(1 for _ in sites["mkdocs"].rglob("*.html")))
    out = folder / "zonder"
    done = run(sys.executable, "-c", _WITHOUT, str(REPO), str(out), env={"PORTAAL_HOST": "properdocs"})
    yield judge_without(done, sum(1 for _ in out.rglob("index.html")))


def judge_same(other: list[str], pages: int) -> Bewijs:
    """Judge two sites; two that hold next to nothing are equal too, and prove nothing."""
    return Bewijs(_ONDERWERP, _SAME, f"{len(other)} verschillen in {pages} pagina's", "0 verschillen", not other and pages > 50, "; ".join(other[:5]))


def judge_without(done: subprocess.CompletedProcess[str], made: int) -> Bewijs:
    """Judge a run in which MkDocs cannot be loaded."""
    return Bewijs(_ONDERWERP, "Lukt het ook als MkDocs er niet meer is?", f"{made} teksten gemaakt", "alle teksten", not done.returncode and made > 30, done.stderr.strip()[-200:])


def _clean_install(folder: Path) -> Iterator[Bewijs]:
    """Install in a fresh environment, only what the lock names with its hash, and build something with it."""
    python = str(folder / "bin" / "python")
    install = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r")
    yield judge_steps((
        (sys.executable, "-m", "venv", str(folder)),
        (*install, "requirements/portaal.txt"),
        (python, "-m", "pip", "check", "--disable-pip-version-check"),
        (python, "-m", "portaal", "build", "--root", "tests/portaal", "--out", str(folder / "site")),
    ))
    # The same road with something on it that nobody locked must be closed; else it proves nothing that it is open.
    loose = folder / "los.txt"
    loose.write_text("nh3\n", encoding="utf-8")
    yield judge_refusal(run(*install, str(loose), "--ignore-installed", "--dry-run"))


def judge_steps(steps: Iterable[tuple[str, ...]]) -> Bewijs:
    """Take steps one after the other, and judge them: the first that fails is the end."""
    question = "Lukt een schone installatie met alleen wat vastligt?"
    for words in steps:
        done = run(*words, env=_DAY)
        if done.returncode:
            return Bewijs(_ONDERWERP, question, f"mislukt bij: {' '.join(words[1:4])}", "installeren en bouwen", False, (done.stderr or done.stdout).strip()[-200:])
    return Bewijs(_ONDERWERP, question, "geïnstalleerd, nagekeken en een site gebouwd", "installeren en bouwen", True)


def judge_refusal(done: subprocess.CompletedProcess[str]) -> Bewijs:
    """Judge an installation that has to be refused, for the right reason."""
    refused = done.returncode != 0 and "hash" in done.stderr.lower()
    return Bewijs(_ONDERWERP, "Wordt een pakket zonder controlegetal geweigerd?", "geweigerd" if refused else f"uitgang {done.returncode}", "geweigerd", refused, done.stderr.strip()[-200:])


def _browser_tests() -> Bewijs:
    return judge_tests(run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/browser/test_site.py", env={"PORTAAL_HOST": "properdocs"}))


def judge_tests(done: subprocess.CompletedProcess[str]) -> Bewijs:
    """Judge a run of tests; one in which none ran was no measurement."""
    last = (done.stdout.strip().splitlines() or ["geen antwoord"])[-1]
    is_skipped = " passed" not in last and "skipped" in last
    return Bewijs(_ONDERWERP, "Slagen de proeven in een echte browser op die site?", last, "alle proeven", None if is_skipped else done.returncode == 0 and " passed" in last,
                  "" if done.returncode == 0 else done.stdout[-300:])
