"""`make bench`: measures the promises that have a number, each beside a peer in the same run, and judges them.

    python tests/bench              # everything
    python tests/bench bouw zoeken  # some of it: the names in PARTS
    python tests/bench honderdduizend  # what takes too long for each run: the names in MORE
    python tests/bench --bewaar     # keep what was measured in maten.yaml, for later runs to be compared with

Exit status 1 where a promise is broken, where something is over 15% worse than what was kept, or was not measured.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPO / "tools"), str(REPO / "tests"), str(REPO / "tests" / "search")]

from building import bench_building  # noqa: E402
from large import bench_large  # noqa: E402
from maat import Maat, keep, number, read_kept, table  # noqa: E402
from many_schools import bench_many_schools  # noqa: E402
from nation import bench_nation  # noqa: E402
from searching import bench_searching  # noqa: E402

PARTS = {"bouw": bench_building, "zoeken": bench_searching, "groot": bench_large, "land": bench_nation}
# Only where somebody asks for it.
MORE = {"honderdduizend": bench_many_schools}


def main(words: list[str]) -> int:
    """Measure the parts that were asked for, and return the exit status."""
    asked = [word for word in words if word != "--bewaar"] or list(PARTS)
    known = PARTS | MORE
    if unknown := [word for word in asked if word not in known]:
        print(f"Onbekend onderdeel: {', '.join(unknown)}. Kies uit: {', '.join(known)}.", file=sys.stderr)
        return 2
    measured: dict[str, list[Maat]] = {}
    for name in asked:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{name} …", file=sys.stderr)
            measured[name] = []
            for maat in known[name](Path(folder)):
                print(f"  {maat.naam}: {number(maat.waarde)} {maat.eenheid}  {maat.peer}", file=sys.stderr)
                measured[name].append(maat)
    if "--bewaar" in words:
        keep(measured)
    lines, bad = table(measured, read_kept())
    print("\n".join(lines))
    print(f"\nTijden hangen af van drukte: die was {os.getloadavg()[0]:.1f} op {os.cpu_count()} processors.")
    print(f"Niet goed: {bad}." if bad else "Alles is goed.")
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
