"""What a bench yields, and what it is held against: a promise, and what was kept of an earlier run.

A bench is a function `bench(work: Path) -> Iterator[Maat]` in PARTS of __main__.py; `work` is an empty folder of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

BEWAARD = Path(__file__).with_name("maten.yaml")
# So much worse than what was kept is a regression.
RUIMTE = 0.15
# Of these units more is better, of all others less.
_MEER_IS_BETER = {"aandeel", "keer"}
# What only tells how fast this machine is; kept and compared is the ratio with a peer in the same run.
_TIJD = {"ms", "s"}


@dataclass(frozen=True, slots=True)
class Maat:
    """One thing measured.

    `grens` is the promise: at most so much, or at least where the unit is "aandeel" (a share) or "keer" (so many times
    better). `peer` tells in words what another program did in the same run; `verhouding` is ours divided by it.
    """

    naam: str
    waarde: float
    eenheid: str
    peer: str = ""
    verhouding: float | None = None
    grens: float | None = None

    @property
    def meer_is_beter(self) -> bool:
        return self.eenheid in _MEER_IS_BETER

    @property
    def te_bewaren(self) -> float | None:
        """What a later run is compared with: the ratio, else a value that does not hang on the machine, else nothing."""
        if self.verhouding is not None:
            return self.verhouding
        return None if self.eenheid in _TIJD else self.waarde


def number(value: float) -> str:
    """Return a number in three figures, or whole where it is larger."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def in_words(peers: Mapping[str, float]) -> str:
    """Return what peers did: "lunr-nl 0.6, Pagefind 0.37"."""
    return ", ".join(f"{title} {number(value)}" for title, value in peers.items())


def beside(naam: str, waarde: float, eenheid: str, peers: Mapping[str, float], grens: float | None = None) -> Maat:
    """Return a cost beside what it is for peers, with the ratio to the least of them."""
    return Maat(naam, waarde, eenheid, in_words(peers), waarde / min(peers.values()) if peers else None, grens)


def judge(maat: Maat, bewaard: float | None) -> list[str]:
    """Return in Dutch what is wrong with a measure; [] where it is good."""
    wrong = []
    if maat.grens is not None and (maat.waarde < maat.grens if maat.meer_is_beter else maat.waarde > maat.grens):
        wrong.append("haalt de grens niet")
    now = maat.te_bewaren
    if bewaard is not None and now is not None:
        worse = (bewaard - now if maat.meer_is_beter else now - bewaard) / max(abs(bewaard), 1e-9)
        if worse > RUIMTE:
            wrong.append(f"{worse:.0%} slechter dan bewaard")
    return wrong


def read_kept(path: Path = BEWAARD) -> dict[str, dict[str, float]]:
    """Return what was kept, by part and name; nothing where there is no file yet."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


def keep(measured: Mapping[str, Iterable[Maat]], path: Path = BEWAARD) -> None:
    """Keep what was measured, in place of what was kept of the same parts."""
    kept = read_kept(path)
    for part, maten in measured.items():
        kept[part] = {maat.naam: float(f"{maat.te_bewaren:.4g}") for maat in maten if maat.te_bewaren is not None}
    head = "# Kept by `python tests/bench --bewaar`: ratios with peers, sizes and shares found. `make bench` fails beyond 15% worse.\n"
    path.write_text(head + yaml.safe_dump(kept, allow_unicode=True, sort_keys=True, width=120), encoding="utf-8")


def table(measured: Mapping[str, Iterable[Maat]], kept: Mapping[str, Mapping[str, float]]) -> tuple[list[str], int]:
    """Return the lines of the one table, and how many of them are not good; what was kept and not measured is one too."""
    rows = [("", "gemeten", "grens", "bewaard", "oordeel", "ernaast, in dezelfde ronde")]
    bad = 0
    for part, maten in measured.items():
        known = dict(kept.get(part, {}))
        for maat in maten:
            bewaard = known.pop(maat.naam, None)
            wrong = judge(maat, bewaard)
            bad += bool(wrong)
            limit = "" if maat.grens is None else f"{'≥' if maat.meer_is_beter else '≤'} {number(maat.grens)}"
            ratio = "" if maat.verhouding is None else f" (verhouding {number(maat.verhouding)})"
            rows.append((f"{part}: {maat.naam}", f"{number(maat.waarde)} {maat.eenheid}", limit, "" if bewaard is None else number(bewaard),
                         "; ".join(wrong) or "goed", maat.peer + ratio))  # fmt: skip
        for naam, bewaard in known.items():
            bad += 1
            rows.append((f"{part}: {naam}", "", "", number(bewaard), "niet gemeten", ""))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return ["  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[5])).rstrip() for row in rows], bad
