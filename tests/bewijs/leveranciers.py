"""The supply chain: what is installed is what was locked, under a licence that we may use."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

from miniature import REPO
from portaal.clock import today_from_environment
from portaal.dutch import datum

from .frame import Bewijs, Werkplaats

_ONDERWERP = "leveranciers"
_HALF_A_YEAR = 183
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
    yield judge_versions(here, pinned)
    yield judge_licences(here)
    yield from lifetimes(yaml.safe_load((REPO / "tests" / "bewijs" / "levensduur.yaml").read_text(encoding="utf-8")), today_from_environment())
    yield _sbom(werkplaats.uit / "sbom.json", set(here))
    yield _known_leaks()


def judge_versions(here: Mapping[str, tuple[str, str]], pinned: Mapping[str, str]) -> Bewijs:
    """Judge what is installed: package -> (version, licence)."""
    other = sorted(f"{name} {version}" for name, (version, _) in here.items() if version != pinned[name])
    return Bewijs(_ONDERWERP, "Zijn de pakketten op deze computer precies die versies?", f"{len(here) - len(other)} van {len(here)} pakketten",
                  "alle pakketten", bool(here) and not other, "; ".join(other[:5]))


def judge_licences(here: Mapping[str, tuple[str, str]]) -> Bewijs:
    """Judge what is installed by its licences."""
    refused = sorted(f"{name}: {licence or 'geen licentie genoemd'}" for name, (_, licence) in here.items() if not is_allowed(licence))
    return Bewijs(_ONDERWERP, "Mogen wij elk pakket gebruiken? (licentie)", f"{len(here) - len(refused)} van {len(here)} licenties staan op de lijst",
                  "alle licenties", bool(here) and not refused, "; ".join(refused) or "De lijst van licenties die mogen staat in tests/bewijs/leveranciers.py.")


def lifetimes(rows: Iterable[Mapping[str, Any]], today: dt.date) -> Iterator[Bewijs]:
    """Yield one proof per thing whose end was told: more than six months away, or with a way out that stands somewhere."""
    for row in rows:
        is_over = row["einde"] == "gestopt"
        left = 0 if is_over else (row["einde"] - today).days
        has_way_out = bool(row.get("uitweg")) and (REPO / row.get("bewijs", "bestaat-niet")).is_file()
        when = f"einde op {datum(row['einde'])}, nog {left} dagen" if left > 0 else "het is gestopt"
        yield Bewijs(_ONDERWERP, f"Kunnen wij verder als {row['naam']} ophoudt?", f"{when}; uitweg: {row['bewijs']}" if has_way_out else f"{when}; geen uitweg",
                     "meer dan zes maanden, of een uitweg", left > _HALF_A_YEAR or has_way_out, row.get("uitweg", ""))


def _sbom(path: Path, expected: set[str]) -> Bewijs:
    """Write the list of ingredients (CycloneDX) and judge it."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", sys.executable, "--output-reproducible", "--of", "JSON", "-o", str(path)]
    path.unlink(missing_ok=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return judge_sbom(path, expected, done.stderr)


def judge_sbom(path: Path, expected: set[str], said: str) -> Bewijs:
    """Judge the list that was written, or what was said instead: every locked package stands in it, each with its version."""
    question = "Ligt er een lijst van alle onderdelen? (SBOM, CycloneDX)"
    if not path.is_file():
        return Bewijs(_ONDERWERP, question, "niets", "elk pakket", None if "No module named" in said else False, said.strip()[-200:])
    found = {normal(part["name"]) for part in json.loads(path.read_text(encoding="utf-8")).get("components", ()) if part.get("version")}
    lacking = sorted(expected - found)
    return Bewijs(_ONDERWERP, question, f"{len(found)} onderdelen in sbom.json", f"alle {len(expected)} pakketten", bool(expected) and not lacking, ", ".join(lacking[:5]))


def _known_leaks() -> Bewijs:
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(REPO / "requirements" / "portaal.txt"), "--require-hashes", "--disable-pip",
               "--format", "json", "--progress-spinner", "off"]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        return judge_audit("", "pip-audit kreeg binnen twee minuten geen antwoord")
    return judge_audit(done.stdout, done.stderr)


def judge_audit(output: str, said: str) -> Bewijs:
    """Judge what pip-audit printed. It calls a package that it could not look up a success; we do not."""
    question = "Zit er een bekend lek in een pakket? (pip-audit)"
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        return Bewijs(_ONDERWERP, question, "niets", "0 lekken", None, f"Niet te meten hier: {said.strip()[-200:] or 'geen antwoord'}")
    leaks = [f"{package['name']} {leak['id']}" for package in packages for leak in package.get("vulns", ())]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    measured = f"{len(leaks)} lekken in {len(packages) - len(skipped)} van {len(packages)} pakketten"
    if leaks:
        return Bewijs(_ONDERWERP, question, measured, "0 lekken in alle pakketten", False, "; ".join(leaks[:5]))
    why = f"Van {len(skipped)} pakketten weet het register op deze computer niets, bijvoorbeeld {skipped[0]}. Meet het waar PyPI bereikbaar is." if skipped else ""
    return Bewijs(_ONDERWERP, question, measured, "0 lekken in alle pakketten", None if skipped or not packages else True, why)
