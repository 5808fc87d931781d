"""What the proofs need that pip does not bring: told at the start, and installed where that is possible."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from find_browser import apt_install, find

from .nginx import find_nginx

_OLDEST_NODE = 18


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """A program: how an editor knows it, the subjects that need it, whether it is here, and the package of Debian that holds it."""

    naam: str
    onderwerpen: frozenset[str]
    is_here: Callable[[], bool]
    pakket: str


def _has_node() -> bool:
    """Lighthouse needs a Node that is not too old, with npm to fetch it."""
    if not (shutil.which("npm") and (node := shutil.which("node"))):
        return False
    version = re.match(r"v(\d+)", subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout)
    return bool(version) and int(version[1]) >= _OLDEST_NODE


VOORWAARDEN = (
    Voorwaarde("Chromium", frozenset({"privacy", "inhoud", "toegang", "gewicht", "druk", "offline", "uitgang", "invoer"}), lambda: find() is not None, "chromium"),
    Voorwaarde("nginx", frozenset({"privacy", "gewicht"}), lambda: find_nginx() is not None, "nginx-light"),
    Voorwaarde("Java", frozenset({"html"}), lambda: shutil.which("java") is not None, "default-jre-headless"),
    Voorwaarde(f"Node.js ({_OLDEST_NODE} of nieuwer) met npm", frozenset({"html", "gewicht", "invoer"}), _has_node, "npm"),
)


def missing(names: Iterable[str], voorwaarden: Iterable[Voorwaarde] = VOORWAARDEN) -> list[str]:
    """Install what these subjects need where that is possible; return a line for each program that is still not there."""
    wanted = [one for one in voorwaarden if one.onderwerpen & set(names)]
    for one in wanted:
        if not one.is_here():
            apt_install(one.pakket)
    return [f"{one.naam} staat niet op deze computer. Nodig voor: {', '.join(sorted(one.onderwerpen & set(names)))}. In Debian en Ubuntu: apt install {one.pakket}"
            for one in wanted if not one.is_here()]
