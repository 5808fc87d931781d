"""A round of forms: read them all, refuse what is wrong, write the rest in one act, and tell about each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from ..clock import today_from_environment
from ..facts import read_facts
from ..finding import Finding, Location, Refused, format_text
from ..model import KINDS
from ..textfile import write_whole
from .bestand import MAX_BYTES, refused
from .lezen import Retour, read
from .oordeel import Uitslag, double_schools, judge
from .schrijven import shown
from .verwerken import apply

SCHOOLS = f"data/{KINDS['school'][0]}"
_TITELS = {"nieuw": "Nieuw schooljaar", "veranderd": "Veranderd", "gelijk": "Niets veranderd"}


def read_round(root: Path, files: Sequence[Path], *, write: bool, progress: Callable[[str], None]) -> tuple[str, bool]:
    """Read forms into data/schools.yaml of `root` (only if `write`); return the report and whether nothing needs a look.

    Raises:
        Refused: data/schools.yaml has errors, or cannot be changed safely; nothing was written.
    """
    today = today_from_environment()
    portal = read_facts(root, today, "school", "onderdeel", "organisatie")
    retours: list[Retour] = []
    uitslagen: list[Uitslag] = []
    problems: list[Finding] = []
    for number, path in enumerate(files, start=1):
        progress(f"formulier {number} van {len(files)}: {path.name}")
        try:
            retours.append(read(path.name, _content(path)))
        except Refused as wrong:
            problems += wrong.findings
    double = double_schools(retours)
    for retour in retours:
        try:
            if others := [file for file in double.get(retour.school, ()) if file != retour.file] or (["een bestand met dezelfde naam"] if retour.school in double else []):
                raise refused(retour.file, "uitvraag-dubbel", f"Er is nog een formulier van deze school: {', '.join(others)}.",
                              "Vraag de school welk formulier telt, en lees alleen dat in.")
            uitslagen.append(judge(portal, retour, today))
        except Refused as wrong:
            problems += wrong.findings
    old = (root / SCHOOLS).read_bytes()
    # Also on a trial: what cannot be written safely must be known before anybody says --write.
    new = apply(old, SCHOOLS, uitslagen)
    if write and new != old:
        write_whole(root / SCHOOLS, new)
    said = report(uitslagen, problems, _outcome(write, new != old), len(files))
    return said, not problems and not any(uitslag.twijfels for uitslag in uitslagen)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused([Finding(Location(path.name), "uitvraag-leesbaar", f"Dit bestand is niet te openen ({error.strerror}).",
                               "Kijk of het nog open staat in een ander programma.")]) from None


def _outcome(write: bool, is_different: bool) -> str:
    if not is_different:
        return f"Er is niets te schrijven in {SCHOOLS}."
    return f"Geschreven: {SCHOOLS}. Draai nu: portaal check" if write else "Dit is een proef: er is niets geschreven. Met --write wel."


def report(uitslagen: Iterable[Uitslag], problems: Sequence[Finding], outcome: str, files: int) -> str:
    """Return what a round means, in Dutch: per school what is new or changed with its cell, then doubts and refusals."""
    uitslagen = sorted(uitslagen, key=lambda uitslag: uitslag.school)
    parts = []
    for soort, titel in _TITELS.items():
        found = [uitslag for uitslag in uitslagen if uitslag.soort == soort]
        if found:
            parts.append(f"{titel} ({len(found)})\n" + "\n".join(line for uitslag in found for line in _school(uitslag)))
    twijfels = [twijfel for uitslag in uitslagen for twijfel in uitslag.twijfels]
    if twijfels:
        parts.append(f"Twijfel ({len(twijfels)}): kijk dit na\n{format_text(twijfels)}")
    if problems:
        refused_files = len({problem.where.path for problem in problems})
        parts.append(f"Geweigerd ({refused_files}): uit deze bestanden is niets overgenomen\n{format_text(problems)}")
    number = "1 bestand" if files == 1 else f"{files} bestanden"
    parts.append(f"{number} gelezen. {outcome}")
    return "\n\n".join(parts) + "\n"


def _school(uitslag: Uitslag) -> Iterator[str]:
    yield f"  {uitslag.school}  {uitslag.naam}, {uitslag.schooljaar}  ({uitslag.file})"
    for verandering in uitslag.veranderingen:
        vraag = verandering.vraag
        was, becomes = (shown(vraag, text) or "leeg" for text in (verandering.oud, verandering.nieuw))
        name = vraag.onderwerp if vraag.titel == "Antwoord" else f"{vraag.onderwerp}, {vraag.titel.lower()}"
        yield f"    {verandering.plek}  {name}: {becomes if uitslag.soort == 'nieuw' else f'{was} → {becomes}'}"
