"""`make bewijs`: runs the proofs, prints a table and writes build/bewijs/bewijs.json and index.html.

    python tests/bewijs                # everything
    python tests/bewijs leveranciers   # some of it; exit 0 all good, 1 something falls short, 2 wrong use
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
sys.path[:] = [str(REPO / "tools"), str(REPO / "tests"), str(REPO / "tests" / "search"), *sys.path[1:]]

from bewijs.frame import ONDERWERPEN, Werkplaats, exit_code, run_all  # noqa: E402
from bewijs.report import tell, write_report  # noqa: E402


def main(names: list[str], uit: Path = REPO / "build" / "bewijs") -> int:
    """Run subjects (none named: all) and return the exit code."""
    unknown = [name for name in names if name not in ONDERWERPEN]
    if unknown:
        print(f"Dit onderwerp ken ik niet: {', '.join(unknown)}. Kies uit: {', '.join(ONDERWERPEN)}.", file=sys.stderr)
        return 2
    uit.mkdir(parents=True, exist_ok=True)
    werkplaats = Werkplaats(Path(tempfile.mkdtemp(prefix="bewijs-")), uit)
    uitslagen = []
    try:
        for uitslag in run_all(names or list(ONDERWERPEN), werkplaats):
            print(tell(uitslag), flush=True)
            uitslagen.append(uitslag)
    finally:
        werkplaats.close()
    print(write_report(uitslagen, uit, REPO))
    return exit_code(uitslagen)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
