"""Work that is done once for each record: a preview makes the whole site again while nearly all records are the very same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from .model import Portal

Result = TypeVar("Result")
Given = ParamSpec("Given")
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


_is_on = False


def kept(work: Callable[[Any], Result]) -> Callable[[Any], Result]:
    """Return `work`, which remembers as `by_identity` does in a process that builds again and again."""
    remembered = by_identity(work)
    return lambda of: remembered(of) if _is_on else work(of)


def remember() -> None:
    """Let `per_school` and `kept` remember, in a process that builds again and again; a single build has no use for it, and better uses for memory."""
    global _is_on
    _is_on = True


def per_school(work: Callable[..., Result]) -> Callable[..., list[Result]]:
    """Return a function of a portal (and more) that gives what `work` makes of each school.

    `work` gets the school, a portal in which no school is that does not matter to another one, and more. So it cannot make anything
    that hangs on other schools, and what it made holds as long as the school, its days and what stands around them are the same.
    """
    around: list[Any] = []
    known: dict[str, tuple[Any, Any, Result]] = {}

    @wraps(work)
    def of_all(portal: Portal, *more: Any) -> list[Result]:
        nonlocal known
        seen = replace(portal.beside_schools, changed_on=portal.changed_on, restored=portal.restored)
        if not _is_on:
            return [work(school, seen, *more) for school in portal.schools.values()]
        if around != [portal.beside_schools, *more]:
            around[:], known = [portal.beside_schools, *more], {}
        now = {}
        for id_, school in portal.schools.items():
            days = portal.changed_on.get(("school", id_)), portal.restored.get(("school", id_))
            found = known.get(id_)
            same = found is not None and found[0] is school and found[1] == days
            now[id_] = found if same else (school, days, work(school, seen, *more))
        known = now
        return [made for _, _, made in known.values()]

    return of_all


def while_same(work: Callable[Given, Result]) -> Callable[Given, Result]:
    """Return `work` with a memory of its last result, which the very same values give again."""
    last: list[tuple[tuple[Any, ...], Result]] = []

    @wraps(work)
    def remembered(*given: Given.args, **named: Given.kwargs) -> Result:
        assert not named, "what is told by name is not compared"
        if not last or len(last[0][0]) != len(given) or any(a is not b for a, b in zip(last[0][0], given, strict=True)):
            last[:] = [(given, work(*given))]
        return last[0][1]

    return remembered
