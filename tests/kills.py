"""Builds that are killed at random moments: what is on its place afterwards must be the old site or the new one, whole."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from miniature import ON_THE_DAY


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the kills: files that were neither old nor new, folders that stayed, and how many fell while publishing."""

    moments: int
    wrecks: tuple[str, ...]
    left_behind: tuple[str, ...]
    while_publishing: int


def manifest(folder: Path) -> dict[str, bytes]:
    """Return path -> content of every file of a site."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(site: dict[str, bytes], others: list[dict[str, bytes]]) -> set[str]:
    """Return the files in which a site differs from the nearest of others: nothing where it is one of them."""
    return min(({path for path in {*site, *other} if site.get(path) != other.get(path)} for other in others), key=len)


# What builds: the portal, or in a test of these kills a program that does it badly.
Program = tuple[str, ...]
PORTAAL: Program = ("-m", "portaal", "build")


def start(root: Path, out: Path, program: Program = PORTAAL) -> subprocess.Popen[bytes]:
    """Start a build in a process of its own."""
    command = [sys.executable, *program, "--root", str(root), "--out", str(out)]
    return subprocess.Popen(command, env=os.environ | ON_THE_DAY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_builds(portal: Path, folder: Path, *, moments: int, program: Program = PORTAAL) -> Outcome:
    """Build two versions of a portal in turn over one site, in `folder`, and kill each build at a random moment."""
    out = folder / "uit" / "site"
    roots = [Path(shutil.copytree(portal, folder / name, ignore=shutil.ignore_patterns("build"))) for name in ("oud", "nieuw")]
    organisatie = roots[1] / "data" / "organisatie.yaml"
    organisatie.write_text(organisatie.read_text(encoding="utf-8").replace("korte_naam: Voorbeeldland", "korte_naam: Nieuwland"), encoding="utf-8")
    sites = []
    for root in roots:
        before, during = _time(root, out, program)
        sites.append(manifest(out))
    assert sites[0] != sites[1] and set(sites[0]) == set(sites[1])

    wrecks, left_behind, while_publishing = [], [], 0
    for number, (moment, is_late) in enumerate(_moments(moments, before, during)):
        old = _half_sites(out.parent)
        process = start(roots[number % 2], out, program)
        if is_late:
            _wait(process, lambda old=old: bool(_half_sites(out.parent) - old))
        time.sleep(moment)
        process.kill()
        process.wait()
        while_publishing += bool(_half_sites(out.parent) - old)
        wrecks += sorted(differing(manifest(out), sites))
        if number % 5 == 4:  # a build that is left alone clears away what the killed ones left
            assert start(roots[number % 2], out, program).wait() == 0
            wrecks += sorted(differing(manifest(out), [sites[number % 2]]))
            left_behind += sorted(set(os.listdir(out.parent)) - {"site", ".site.slot"})
    return Outcome(moments, tuple(wrecks), tuple(left_behind), while_publishing)


def _moments(number: int, before: float, during: float) -> Iterator[tuple[float, bool]]:
    """Half of the moments lie spread over the making of the pages, half over the few milliseconds in which the site changes."""
    chance, half = random.Random(20), number // 2
    moments = [(before * (turn + chance.random()) / half, False) for turn in range(half)]
    moments += [(during * (turn + chance.random()) / half, True) for turn in range(half)]
    chance.shuffle(moments)
    yield from moments


def _half_sites(folder: Path) -> set[str]:
    """The folders in which a build writes its site before it takes the place of the old one."""
    return {name for name in os.listdir(folder) if name.startswith(".site.nieuw-")} if folder.is_dir() else set()


def _wait(process: subprocess.Popen[bytes], until: Callable[[], bool]) -> float:
    """Wait for something, or for the end of the process; return how long that took."""
    begin = time.monotonic()
    while process.poll() is None and not until():
        time.sleep(0.0002)
    return time.monotonic() - begin


def _time(root: Path, out: Path, program: Program) -> tuple[float, float]:
    """Build once; return how long that took before publishing, and how long publishing took."""
    process = start(root, out, program)
    before = _wait(process, lambda: bool(_half_sites(out.parent)))
    during = _wait(process, lambda: not _half_sites(out.parent))
    assert process.wait() == 0
    return before, during
