"""The bank of golden queries: what people ask, and what must then be among the first three.

Files `afgestemd-*.yaml` were in view while the search was tuned, `weggezet-*.yaml` were not. Run as a script, this
prints how many are found, per half and per hulpvraag.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

REPO = Path(__file__).resolve().parents[2]
TOP = 3


@dataclass(frozen=True)
class Golden:
    """A query; one of the references `vindt` must be found. `over` is the hulpvraag it belongs to, if any."""

    vraag: str
    vindt: tuple[str, ...]
    soort: str
    over: str = ""

    def is_found(self, refs: Iterable[str]) -> bool:
        """Say whether the first three references hold one that must be there; a step counts for its route."""
        found = [ref.partition("#")[0].replace("stap:", "routekaart:") for ref in list(refs)[:TOP]]
        return any(ref in self.vindt for ref in found)


def load_golden(half: str) -> list[Golden]:
    """Return the queries of a half: `afgestemd` or `weggezet`."""
    files = sorted((Path(__file__).parent / "golden").glob(f"{half}-*.yaml"))
    rows = [row for path in files for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [Golden(row["vraag"], tuple(row["vindt"]), row["soort"], row.get("over", "")) for row in rows]


def missed(golden: Iterable[Golden], ask: Callable[[str], Iterable[str]]) -> list[Golden]:
    """Return the queries that are not found; `ask` returns references, best first."""
    return [query for query in golden if not query.is_found(ask(query.vraag))]


def read_region():
    """Return the portal of this repository, read without its rules: the search must stand while editors work."""
    sys.path.insert(0, str(REPO / "tools"))
    from portaal.load import load
    from portaal.model import KINDS
    from portaal.validate import build_portal

    raw, _ = load(REPO, tuple(file for file, _ in KINDS.values()))
    portal, findings = build_portal(raw)
    assert portal is not None, findings
    return portal


def asker(index) -> Callable[[str], list[str]]:
    from portaal.search import search

    return lambda words: [f"{hit.type}:{hit.id}" for hit in search(index, words, TOP)]


def main() -> None:
    from portaal.search import build_index

    ask = asker(build_index(read_region()))
    for half in ("afgestemd", "weggezet"):
        golden = load_golden(half)
        gone = missed(golden, ask)
        print(f"{half}: {len(golden) - len(gone)} van {len(golden)} gevonden ({1 - len(gone) / len(golden):.2f})")
        rows: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for query in golden:
            rows[query.over or "(geen)"][0] += query not in gone
            rows[query.over or "(geen)"][1] += 1
        for over, (good, total) in sorted(rows.items()):
            print(f"  {over:20} {good:3} / {total}")


if __name__ == "__main__":
    sys.path.insert(0, str(REPO / "tools"))
    main()
