"""`make bench`: measures the promises that have a number, each beside a peer in the same run. It judges nothing.

    python tests/bench              # everything
    python tests/bench bouw zoeken  # some of it: bouw, zoeken, groot
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPO / "tools"), str(REPO / "tests"), str(REPO / "tests" / "search")]

from building import bench_building  # noqa: E402
from large import bench_large  # noqa: E402
from searching import bench_searching  # noqa: E402

PARTS = {"bouw": bench_building, "zoeken": bench_searching, "groot": bench_large}


def main() -> None:
    for name in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](Path(folder))


if __name__ == "__main__":
    main()
