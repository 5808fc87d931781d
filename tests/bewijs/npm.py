"""Programs from npm that a proof needs; fetched once into the folder of the report, at a fixed version."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from .frame import Werkplaats


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


def package(werkplaats: Werkplaats, name: str, version: str) -> Path:
    """Return the folder of an npm package.

    Raises:
        Ontbreekt: npm is not there, or the package could not be fetched.
    """
    place = werkplaats.uit.parent / "npm"
    found = place / "node_modules" / name
    if not found.is_dir():
        place.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([need("npm"), "install", "--prefix", str(place), "--no-audit", "--no-fund", "--ignore-scripts", f"{name}@{version}"],
                              capture_output=True, text=True, check=False, timeout=300)
        if not found.is_dir():
            raise Ontbreekt(f"npm kon {name} {version} niet ophalen: {(done.stderr.strip().splitlines() or ['geen melding'])[-1][:200]}")
    return found
