"""The generator knows no region: nothing in tools/, theme/ or start/ names the one of this repository, or the example."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from miniature import HAAGLANDEN, REGION_DAY, REPO
from portaal import pipeline
from portaal.model import Portal

FOLDERS = ("tools", "theme", "start")
# Registers of the whole country name every place there is; locks and compiled code hold hashes.
SKIPPED = ("start/register/", "package-lock.json", "__pycache__", ".egg-info")
# What a region is called in more words than its records have.
MORE = {REPO: ["amstelenmeer", "po-haarlemmermeer", "Amstel & Meer", "Kruisweg", "023-3030102", "0233030102"], HAAGLANDEN: ["SPPOH", "Haaglanden"]}


@cache
def names_of(root: Path) -> list[str]:
    """Return the names that belong to a region: its partnership, municipalities, places, boards, provisions, phone and mail."""
    portal: Portal = pipeline.read_portal(root, REGION_DAY)[0]
    organisatie = portal.organisatie
    # Den Haag is no secret of the example: registers and people write it in two ways, and the generator must know both.
    names = {organisatie.korte_naam, *organisatie.gemeenten} - {"Den Haag"}
    if organisatie.steunpunt.website:
        names.add(organisatie.steunpunt.naam)
    names |= {school.adres.plaats for school in portal.schools.values()} - {"Den Haag"}
    names |= {bestuur.naam for bestuur in portal.besturen.values()} | {voorziening.titel for voorziening in portal.voorzieningen.values() if voorziening.school}
    names |= {contact for contact in (organisatie.telefoon, organisatie.email, organisatie.adres and organisatie.adres.postcode) if contact}
    return sorted({*names, *MORE[root]})


def find_names(folders: list[Path], names: list[str]) -> list[str]:
    """Return `file:line: name` for every name in the files of some folders."""
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.I)
    found = []
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if any(skipped in path.as_posix() for skipped in SKIPPED):
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}" for match in words.finditer(text)]
    return found


@pytest.mark.parametrize("root", [REPO, HAAGLANDEN], ids=["haarlemmermeer", "haaglanden"])
def test_the_generator_names_no_region(root: Path) -> None:
    assert find_names([REPO / folder for folder in FOLDERS], names_of(root)) == []


@pytest.mark.parametrize(
    ("root", "planted"),
    [(REPO, "Bel 023-3030102."), (REPO, "naar HOOFDDORP"), (REPO, "https://www.amstelenmeer.nl"), (REPO, "de gemeente Haarlemmermeer"),
     (REPO, "2132 NE"), (HAAGLANDEN, "Leidschendam-Voorburg")],
)  # fmt: skip
def test_a_name_that_is_planted_is_found(tmp_path: Path, root: Path, planted: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "blok.html").write_text(f"<p>\n{planted}</p>", encoding="utf-8")
    assert {line.rpartition(":")[0] for line in find_names([tmp_path], names_of(root))} == {f"{tmp_path}/deep/blok.html:2"}
