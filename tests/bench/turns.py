"""Who does the same with how much work, in turns: a machine that drifts hits all of them alike.

Work is the time of the processor, not of a clock: other programs on the machine add nothing to it.
"""

from __future__ import annotations

import resource
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass

TURNS = 5


@dataclass(frozen=True, slots=True)
class Work:
    """What one took for each turn, in the same unit as the others."""

    turns: tuple[float, ...]

    @property
    def usual(self) -> float:
        return statistics.median(self.turns)

    def beside(self, peer: Work) -> float:
        """Return how many times the work of a peer this is: the median of the turns."""
        return statistics.median(ours / theirs for ours, theirs in zip(self.turns, peer.turns, strict=True))


def take_turns(acts: Mapping[str, Callable[[], float]], turns: int = TURNS) -> dict[str, Work]:
    """Let each act once per turn; an act returns its work. The first turn is not counted: it fills caches."""
    taken = [{title: act() for title, act in acts.items()} for _ in range(turns + 1)][1:]
    return {title: Work(tuple(turn[title] for turn in taken)) for title in acts}


def of_programs(act: Callable[[], object]) -> float:
    """Return the seconds of processor time of all programs that an act runs and waits for, with those that they ran."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    act()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
