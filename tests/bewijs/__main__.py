"""`make bewijs`: runs the proofs, prints a table and writes build/bewijs/bewijs.json and index.html.

    python tests/bewijs                # everything
    python tests/bewijs leveranciers   # some of it; exit 0 all good, 1 something falls short or is missing, 2 wrong use
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
sys.path[:] = [str(REPO / "tools"), str(REPO / "tests"), str(REPO / "tests" / "search"), *sys.path[1:]]

from bewijs.frame import ONDERWERPEN, Werkplaats  # noqa: E402
from bewijs.lopen import exit_code, run_all  # noqa: E402
from bewijs.report import tell, write_report  # noqa: E402
from bewijs.voorwaarden import missing  # noqa: E402


def main(names: list[str], uit: Path = REPO / "build" / "bewijs") -> int:
    """Run subjects (none named: all) and return the exit code."""
    unknown = [name for name in names if name not in ONDERWERPEN]
    if unknown:
        print(f"Dit onderwerp ken ik niet: {', '.join(unknown)}. Kies uit: {', '.join(ONDERWERPEN)}.", file=sys.stderr)
        return 2
    begin, names = time.monotonic(), names or list(ONDERWERPEN)
    lacking = missing(names)
    for line in lacking:
        print(f"Let op: {line}", file=sys.stderr)
    uit.mkdir(parents=True, exist_ok=True)
    werkplaats = Werkplaats(Path(tempfile.mkdtemp(prefix="bewijs-")), uit)
    done = {}
    try:
        for uitslag in run_all(names, werkplaats):
            print(tell(uitslag), flush=True)
            done[uitslag.onderwerp] = uitslag
    finally:
        werkplaats.close()
    uitslagen = [done[name] for name in ONDERWERPEN if name in done]
    print(write_report(uitslagen, uit, REPO, seconds=time.monotonic() - begin, missing=lacking))
    return exit_code(uitslagen, lacking)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
