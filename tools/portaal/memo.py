"""Work that is done once for each record: a preview makes the whole site again while nearly all records are the very same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Result = TypeVar("Result")
# More than the largest portal has, so that only what is long gone is forgotten.
_MOST = 50_000


def by_identity(work: Callable[[Any], Result]) -> Callable[[Any], Result]:
    """Return `work` with a memory of its results; the same object gives the same result, an equal one is looked at again.

    Telling whether two records are equal costs more than most of what is done with them. The object is kept with its
    result, so that no other one can come to stand in its place.
    """
    known: dict[int, tuple[Any, Result]] = {}

    @wraps(work)
    def remembered(of: Any) -> Result:
        found = known.get(id(of))
        if found is None:
            if len(known) >= _MOST:
                known.clear()
            found = known[id(of)] = (of, work(of))
        return found[1]

    return remembered
