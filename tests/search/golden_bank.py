"""The bank of golden queries: what people ask, and what must then be among the first three.

Files `afgestemd-*.yaml` were in view while the search was tuned, `weggezet-*.yaml` were not. Run as a script (`make
zoekrapport`), this tells staff in Dutch how many are found per hulpvraag, and which questions are not. Of the half that
was set aside it only counts: words that were added for those questions would make it worthless.
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
# Most of a half must be found; the half that was set aside tells how the search does on words it never met.
FLOORS = {"afgestemd": 0.97, "weggezet": 0.90}


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
    from portaal.model import RECORD_FILES
    from portaal.validate import build_portal

    raw, _ = load(REPO, RECORD_FILES)
    portal, findings = build_portal(raw)
    assert portal is not None, findings
    return portal


def asker(index) -> Callable[[str], list[str]]:
    from portaal.search import search

    return lambda words: [f"{hit.type}:{hit.id}" for hit in search(index, words, TOP)]


def main() -> None:
    from portaal.search import build_index

    portal = read_region()
    ask = asker(build_index(portal))
    tuned = load_golden("afgestemd")
    golden = [*tuned, *load_golden("weggezet")]
    gone = missed(golden, ask)
    by_need: dict[str, list[Golden]] = defaultdict(list)
    for query in golden:
        by_need[query.over].append(query)
    print(f"Van {len(golden)} voorbeeldvragen staat bij {len(golden) - len(gone)} het goede antwoord bij de eerste drie.\n")
    for over, queries in sorted(by_need.items(), key=lambda pair: (not pair[0], pair[0])):
        phrases = len({zegt for entry in portal.zoektaal if f"hulpvraag:{over}" in entry.vindt for zegt in entry.zegt})
        told = f"; {phrases} zinnen in zoektaal" if over else ""
        print(f"{over or 'overige vragen':20} {sum(query not in gone for query in queries):3} van {len(queries):3}{told}")
        for query in queries:
            if query in gone and query in tuned:
                found = ", ".join(ask(query.vraag)) or "niets"
                print(f"    niet gevonden: {query.vraag!r}. Gewenst: {' of '.join(query.vindt)}. Nu: {found}.")
    print("\nMist u een vraag die ouders stellen? Zet de woorden in data/zoektaal.yaml. Daarna: make zoekrapport.")


if __name__ == "__main__":
    sys.path.insert(0, str(REPO / "tools"))
    main()
