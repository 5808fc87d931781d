"""What was proven, as a table for the terminal, as JSON with every figure, and as a page for a director."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portaal.clock import today_from_environment
from portaal.dutch import datum

from .frame import Bewijs, Uitslag

HERE = Path(__file__).resolve().parent
WOORDEN = {True: "voldoet", False: "schiet tekort", None: "niet gemeten"}


def tell(uitslag: Uitslag) -> str:
    """Return a subject as lines for the terminal."""
    lines = [f"\n{uitslag.titel}  ({uitslag.seconden:.0f} s)"]
    for bewijs in uitslag.bewijzen:
        lines.append(f"  {WOORDEN[bewijs.voldoet]:<14}{bewijs.vraag}  {bewijs.gemeten}  (eis: {bewijs.eis})")
        if bewijs.voldoet is not True and bewijs.toelichting:
            lines.append(f"  {'':<14}{bewijs.toelichting}")
    return "\n".join(lines)


def _commit(repo: Path) -> str:
    done = subprocess.run(["git", "-C", str(repo), "describe", "--always", "--dirty", "--abbrev=10"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "onbekend"


def counts(uitslagen: Sequence[Uitslag]) -> dict[str, int]:
    """Return how many proofs hold, fall short and could not be measured."""
    verdicts = [bewijs.voldoet for uitslag in uitslagen for bewijs in uitslag.bewijzen]
    return {woord: sum(verdict is key for verdict in verdicts) for key, woord in WOORDEN.items()}


def headline(telling: dict[str, int]) -> str:
    """Return the one sentence that a director reads first."""
    if telling["schiet tekort"]:
        return f"Er schiet iets tekort: {telling['schiet tekort']} van de {sum(telling.values())} metingen."
    if telling["niet gemeten"]:
        return f"Alles wat is gemeten, voldoet. Niet gemeten: {telling['niet gemeten']} van de {sum(telling.values())} vragen."
    return f"Alles voldoet: {sum(telling.values())} van de {sum(telling.values())} metingen."


def write_report(uitslagen: Sequence[Uitslag], uit: Path, repo: Path, *, seconds: float, missing: Sequence[str] = ()) -> str:
    """Write bewijs.json, index.html and its stylesheet to `uit`; return the last lines for the terminal.

    `seconds` passed from begin to end; `missing` tells which programs were not there.
    """
    telling, today = counts(uitslagen), today_from_environment()
    about = {
        "datum": today.isoformat(),
        "commit": _commit(repo),
        "computer": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "seconden": round(seconds, 1),
        "telling": telling,
        "ontbrak": list(missing),
    }
    rows = about | {"onderwerpen": [asdict(uitslag) for uitslag in uitslagen]}
    (uit / "bewijs.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(HERE / "bewijs.css", uit / "bewijs.css")
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = environment.get_template("bewijs.html").render(
        about=about, uitslagen=uitslagen, woorden=WOORDEN, headline=headline(telling), telling=telling, dag=datum(today), is_short=_is_short, minutes=_minutes, open_questions=open_questions,
    )
    (uit / "index.html").write_text(page, encoding="utf-8")
    lines = [headline(telling), *(f"Ontbrak: {line}" for line in missing), *_told_apart(telling), f"Het verslag staat in {uit / 'index.html'} ({_minutes(seconds)})."]
    return "\n" + "\n".join(lines)


def _told_apart(telling: dict[str, int]) -> list[str]:
    """Say what an unmeasured question means here: no pass, and on a build server a failure."""
    return ["Wat niet gemeten is, telt niet als goed. Op een bouwserver (CI) is het een fout."] if telling["niet gemeten"] else []


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"


def open_questions(uitslagen: Sequence[Uitslag]) -> list[tuple[Uitslag, Bewijs]]:
    """Return what a director must know first: what falls short, then what was not measured."""
    found = [(uitslag, bewijs) for uitslag in uitslagen for bewijs in uitslag.bewijzen if bewijs.voldoet is not True]
    return sorted(found, key=lambda pair: pair[1].voldoet is None)


def _is_short(bewijzen: Sequence[Bewijs]) -> bool | None:
    """Return the verdict of a whole subject: the worst of its proofs."""
    verdicts = {bewijs.voldoet for bewijs in bewijzen}
    return False if False in verdicts else None if None in verdicts else True
