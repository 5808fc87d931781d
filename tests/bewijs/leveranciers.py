"""The supply chain: what is installed is what was locked, under a licence that we may use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import metadata

from miniature import REPO

from .frame import Bewijs, Werkplaats

_ONDERWERP = "leveranciers"
LOCKS = ("portaal", "test", "bench", "bewijs")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.M)

# Licences under which a public body may use, change and pass on a program next to the EUPL-1.2, by the words packages
# use for them. Weak copyleft (MPL, LGPL) binds changes to the package itself; we change none.
ALLOWED = (
    r"MIT(-0|-CMU)?( License)?", r"0BSD", r"(Two-clause )?BSD( License|-[23]-Clause| license)?", r"ISC( License \(ISCL\))?",
    r"Apache( Software License|[- ]2(\.0)?)", r"PSF(L|-2\.0)?", r"Python Software Foundation License",
    r"MPL-2\.0", r"Mozilla Public License 2\.0 \(MPL 2\.0\)", r"LGPL", r"GNU Lesser General Public License v2 or later \(LGPLv2\+\)",
    r"EUPL-1\.2", r"European Union Public Licence 1\.2 \(EUPL 1\.2\)", r"Unlicense",
)
# Packages that state no licence in what pip reads, with where they do.
STATED_ELSEWHERE: Mapping[str, str] = {
    "axe-playwright-python": "MIT",  # its file LICENSE; the axe-core inside is MPL-2.0
}
_IS_ALLOWED = re.compile("|".join(ALLOWED))


def unhashed(lock: str) -> list[str]:
    """Return the requirements of a lock file that carry no hash, or no exact version."""
    entries = [entry for entry in re.split(r"\n(?=\S)", lock.strip()) if entry and not entry.startswith("#")]
    return [entry.splitlines()[0][:60] for entry in entries if "--hash=sha256:" not in entry or not _PINNED.match(entry)]


def normal(name: str) -> str:
    """Return the name of a package as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(meta: Mapping[str, str] | metadata.PackageMetadata, classifiers: list[str]) -> str:
    """Return what a package says of its licence: the SPDX expression, else its classifiers, else the free field."""
    if expression := meta.get("License-Expression"):
        return expression
    stated = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: OSI Approved ::")]
    return " AND ".join(stated) or (meta.get("License") or "").split("\n")[0].strip() or STATED_ELSEWHERE.get(normal(meta.get("Name") or ""), "")


def is_allowed(licence: str) -> bool:
    """Judge an expression: of `A OR B` one must be allowed, of `A AND B` both. One with brackets is left to a person: refused."""
    return any(all(_IS_ALLOWED.fullmatch(part.strip()) for part in choice.split(" AND ")) for choice in licence.split(" OR "))


def installed(names: set[str]) -> dict[str, tuple[str, str]]:
    """Return package -> (version, licence) of those that are in this environment."""
    return {
        normal(found.name): (found.version, licence_of(found.metadata, found.metadata.get_all("Classifier") or []))
        for found in metadata.distributions()
        if normal(found.name) in names
    }


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what is locked and under which licences."""
    locks = {name: (REPO / "requirements" / f"{name}.txt").read_text(encoding="utf-8") for name in LOCKS}
    loose = [f"{name}.txt: {entry}" for name, lock in locks.items() for entry in unhashed(lock)]
    pinned = {normal(name): version for lock in locks.values() for name, version in _PINNED.findall(lock)}
    yield Bewijs(_ONDERWERP, "Ligt van elk pakket de versie vast, met een controlegetal?", f"{len(pinned) - len(loose)} van {len(pinned)} pakketten",
                 "alle pakketten", not loose, "; ".join(loose[:5]))
    here = installed(set(pinned))
    other = sorted(f"{name} {version}" for name, (version, _) in here.items() if version != pinned[name])
    yield Bewijs(_ONDERWERP, "Zijn de pakketten op deze computer precies die versies?", f"{len(here) - len(other)} van {len(here)} pakketten",
                 "alle pakketten", not other, "; ".join(other[:5]))
    yield _licences(here)


def _licences(here: Mapping[str, tuple[str, str]]) -> Bewijs:
    refused = sorted(f"{name}: {licence or 'geen licentie genoemd'}" for name, (_, licence) in here.items() if not is_allowed(licence))
    return Bewijs(_ONDERWERP, "Mogen wij elk pakket gebruiken? (licentie)", f"{len(here) - len(refused)} van {len(here)} licenties staan op de lijst",
                  "alle licenties", not refused, "; ".join(refused) or "De lijst van licenties die mogen staat in tests/bewijs/leveranciers.py.")
