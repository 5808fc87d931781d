"""Time passes: what must be looked at again is told in time, and a day, a school year or summer time changes nothing else."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from miniature import MINIATURE, TODAY

from .frame import Bewijs, Werkplaats

_ONDERWERP = "tijd"


def rules_on(root: Path, day: dt.date) -> tuple[int, set[str]]:
    """Return the exit code of `portaal check` on a day, and the rules that it named."""
    epoch = int(dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp())
    done = subprocess.run([sys.executable, "-m", "portaal", "check", "--root", str(root)], env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)},
                          capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, {line.split("  ")[2] for line in done.stdout.splitlines() if line.count("  ") > 2}


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what is told on days to come, and that odd days are days like any other."""
    root = Path(shutil.copytree(MINIATURE, werkplaats.folder / "tijd", ignore=shutil.ignore_patterns("build")))
    code, now = rules_on(root, TODAY)
    yield Bewijs(_ONDERWERP, "Is er vandaag iets verlopen in het voorbeeld?", ", ".join(sorted(now)) or "niets", "niets", code == 0 and not now)
    for years, expected in ((2, "verlopen-controle"),):
        code, later = rules_on(root, TODAY.replace(year=TODAY.year + years))
        yield Bewijs(_ONDERWERP, f"Merkt het portaal over {years} jaar dat gegevens oud zijn?", f"uitgang {code}, regels: {', '.join(sorted(later))}",
                     f"een waarschuwing '{expected}', en de site wordt nog gemaakt", code == 0 and expected in later)
    odd = [dt.date(2027, 3, 28), dt.date(2027, 10, 31), dt.date(2028, 2, 29), dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2027, 7, 31), dt.date(2027, 8, 1)]
    failed = [day.isoformat() for day in odd if rules_on(root, day)[0] != 0]
    yield Bewijs(_ONDERWERP, "Werkt alles op vreemde dagen? (zomertijd, schrikkeldag, jaarwisseling, nieuw schooljaar)", f"{len(odd) - len(failed)} van {len(odd)} dagen",
                 "alle dagen", not failed, ", ".join(failed))
