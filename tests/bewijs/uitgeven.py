"""Publishing: whatever happens to a build, visitors see the old site or the new one, whole; and one source gives one site."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kills import Outcome, differing, kill_builds, manifest, start
from miniature import MINIATURE, ON_THE_DAY

from .frame import Bewijs, Werkplaats

_ONDERWERP = "uitgeven"
_KILLS = 50
DELEN = ("klappen", "storingen")
_SMALL = 2_000  # bytes that a file may have on a disk that is nearly full


def bewijs(werkplaats: Werkplaats, deel: str) -> Iterator[Bewijs]:
    """Yield what came of kills, or of faults, a full disk, two builds at once, and other surroundings."""
    folder = werkplaats.folder / deel
    folder.mkdir()
    if deel == DELEN[0]:
        yield judge_kills(kill_builds(MINIATURE, folder, moments=_KILLS))
        return
    root = Path(shutil.copytree(MINIATURE, folder / "portaal", ignore=shutil.ignore_patterns("build")))
    out = folder / "site"
    assert start(root, out).wait() == 0
    good = manifest(out)
    faults: dict[str, Callable[[], int]] = {
        "kapotte letters in een tekst": lambda: _with_bytes(root, out),
        "een volle schijf": lambda: _on_a_full_disk(root, out),
        "een map waarin niet geschreven kan worden": lambda: _where_a_file_is(root, out),
    }
    for name, act in faults.items():
        code = act()
        yield judge_fault(name, code, differing(manifest(out), [good]))
    builds = [start(root, out) for _ in range(2)]
    codes = sorted(build.wait() for build in builds)
    yield judge_two(codes, differing(manifest(out), [good]))
    yield judge_elsewhere({path for again in _elsewhere(root, folder) for path in differing(again, [good])})


def judge_kills(outcome: Outcome) -> Bewijs:
    """Judge the kills; none that fell while the sites changed places proves nothing."""
    fine = not outcome.wrecks and not outcome.left_behind and outcome.while_publishing > 0
    return Bewijs(_ONDERWERP, f"Wat zien bezoekers als de bouw {outcome.moments} keer wordt afgebroken?", f"{len(outcome.wrecks)} bestanden half of gemengd",
                  "0: altijd de oude of de nieuwe site", fine, f"{outcome.while_publishing} keer viel de klap tijdens het wisselen van de sites.")


def judge_fault(name: str, code: int, changed: set[str]) -> Bewijs:
    """Judge a build that could not go well: it says so, and the site did not change."""
    return Bewijs(_ONDERWERP, f"Blijft de site heel bij {name}?", f"{len(changed)} bestanden anders, uitgang {code}",
                  "0 bestanden anders, en de bouw zegt dat het misging", not changed and code not in (0, -signal.SIGKILL))


def judge_two(codes: list[int], changed: set[str]) -> Bewijs:
    """Judge two builds at once: one of them at least goes well."""
    return Bewijs(_ONDERWERP, "Wat gebeurt er als twee mensen tegelijk bouwen?", f"{len(changed)} bestanden anders, uitgangen {codes}",
                  "de site blijft heel; wie te laat is, hoort dat er al gebouwd wordt", not changed and codes in ([0, 0], [0, 1]))


def judge_elsewhere(different: set[str]) -> Bewijs:
    """Judge builds of one source in other surroundings."""
    return Bewijs(_ONDERWERP, "Geeft dezelfde bron altijd dezelfde site? (andere tijdzone, taal, map en rechten)", f"{len(different)} bestanden anders",
                  "0: tot op de letter gelijk", not different, ", ".join(sorted(different)[:5]))


def _with_bytes(root: Path, out: Path) -> int:
    page = root / "content" / "over-ons.md"
    before = page.read_bytes()
    page.write_bytes(before + b"\xff\xfe")
    code = start(root, out).wait()
    page.write_bytes(before)
    return code


def _on_a_full_disk(root: Path, out: Path) -> int:
    """A limit on the size of files does what a full disk does: a write fails halfway. The rest is made beforehand."""
    changed = root / "data" / "organisatie.yaml"
    before = changed.read_text(encoding="utf-8")
    changed.write_text(before.replace("korte_naam: Voorbeeldland", "korte_naam: Vollandje"), encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL, _SMALL))

    command = [sys.executable, "-m", "portaal", "build", "--root", str(root), "--out", str(out)]
    done = subprocess.run(command, env=os.environ | ON_THE_DAY, preexec_fn=limit, capture_output=True, text=True, check=False)
    changed.write_text(before, encoding="utf-8")
    return done.returncode if "Traceback" not in done.stderr else 0


def _where_a_file_is(root: Path, out: Path) -> int:
    """Nobody, root included, can make a folder under a file."""
    (root / "in-de-weg").write_text("", encoding="utf-8")
    return start(root, root / "in-de-weg" / "site").wait()


def _elsewhere(root: Path, folder: Path) -> Iterator[dict[str, bytes]]:
    """Yield the site of the same source as it is made in other surroundings."""
    for number, surroundings in enumerate(({"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
                                           {"TZ": "America/Los_Angeles", "LC_ALL": "nl_NL.UTF-8", "PYTHONHASHSEED": "2"})):
        again = Path(shutil.copytree(root, folder / f"elders-{number}", ignore=shutil.ignore_patterns("build")))
        command = [sys.executable, "-m", "portaal", "build", "--root", str(again)]
        subprocess.run(command, env=os.environ | ON_THE_DAY | surroundings, cwd="/", umask=0o077 * number, capture_output=True, check=True)
        yield manifest(again / "build" / "site")
