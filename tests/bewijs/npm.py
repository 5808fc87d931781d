"""Programs from npm that a proof needs; fetched once into build/npm, at the versions and hashes of the lock file beside this one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from .frame import Werkplaats

HERE = Path(__file__).resolve().parent
_LOCKED = ("package.json", "package-lock.json")


class Ontbreekt(Exception):
    """A program that a proof needs is not on this machine and could not be fetched; says which (Dutch)."""


def need(program: str) -> str:
    """Return the path of a program of this machine.

    Raises:
        Ontbreekt: it is not there.
    """
    if path := shutil.which(program):
        return path
    raise Ontbreekt(f"'{program}' staat niet op deze computer.")


def package(werkplaats: Werkplaats, name: str) -> Path:
    """Return the folder of an npm package.

    Raises:
        Ontbreekt: npm is not there, or the packages could not be fetched.
    """
    place = werkplaats.uit.parent / "npm"
    if not (_is_fetched(place) and (place / "node_modules" / name).is_dir()):
        _fetch(place)
    return place / "node_modules" / name


def _is_fetched(place: Path) -> bool:
    return (place / "klaar").is_file() and all((place / one).is_file() and (place / one).read_bytes() == (HERE / one).read_bytes() for one in _LOCKED)


def _fetch(place: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for one in _LOCKED:
        shutil.copyfile(HERE / one, place / one)
    try:
        done = subprocess.run([need("npm"), "ci", "--prefix", str(place), "--no-audit", "--no-fund", "--ignore-scripts"],
                              capture_output=True, text=True, check=False, timeout=300)
    except subprocess.TimeoutExpired:
        raise Ontbreekt("npm gaf binnen vijf minuten geen antwoord.") from None
    if done.returncode:
        raise Ontbreekt(f"npm kon de programma's niet ophalen: {(done.stderr.strip().splitlines() or ['geen melding'])[-1][:200]}")
    (place / "klaar").touch()
