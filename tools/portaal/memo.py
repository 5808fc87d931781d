"""Work that is done once for each record: a preview makes the whole site again while nearly all records are the very same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from .model import Portal, School

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
    """Let `per_school`, `per_group` and `kept` remember, in a process that builds again and again; a single build has no use for it, and better uses for memory."""
    global _is_on
    _is_on = True


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


def remembers() -> bool:
    """Tell whether this process builds again and again."""
    return _is_on


class _Memory:
    """What was made under a name, and the schools (each with its days) that it was made of."""

    def __init__(self) -> None:
        self._around: list[Any] = []
        self._known: dict[str, tuple[Any, Any]] = {}

    def results(self, around: list[Any], made_of: Mapping[str, Any], make: Callable[[str], Any]) -> list[Any]:
        """Return what `make` gives for each name; what it gave before where what it is `made_of` and all `around` are the same."""
        before = self._known if self._around == around else {}
        now = {}
        for name, of in made_of.items():
            found = before.get(name)
            now[name] = found if found is not None and found[0] == of else (of, make(name))
        self._around, self._known = around, now
        return [made for _, made in now.values()]


def per_school(work: Callable[..., Result]) -> Callable[..., list[Result]]:
    """Return a function of a portal (and more) that gives what `work` makes of each school.

    `work` gets the school, a portal in which no school is that does not matter to another one, and more. So it cannot make anything
    that hangs on other schools, and what it made holds as long as the school, its days and what stands around them are the same.
    """
    memory = _Memory()

    @wraps(work)
    def of_all(portal: Portal, *more: Any) -> list[Result]:
        schools, seen = portal.schools, _seen(portal)
        if not _is_on:
            return [work(school, seen, *more) for school in schools.values()]
        return memory.results([portal.beside_schools, *more], _with_days(portal), lambda id_: work(schools[id_], seen, *more))

    return of_all


def per_group(work: Callable[..., Result]) -> Callable[..., list[Result]]:
    """Return a function of a portal, of groups (name -> its schools) and more, that gives what `work` makes of each group.

    `work` gets the name, the schools of the group, a portal as `per_school` gives it, and more.
    """
    memory = _Memory()

    @wraps(work)
    def of_all(portal: Portal, groups: Mapping[str, Sequence[School]], *more: Any) -> list[Result]:
        seen = _seen(portal)
        if not _is_on:
            return [work(name, schools, seen, *more) for name, schools in groups.items()]
        days = _with_days(portal)
        made_of = {name: [days[school.id] for school in schools] for name, schools in groups.items()}
        return memory.results([portal.beside_schools, *more], made_of, lambda name: work(name, groups[name], seen, *more))

    return of_all


def _seen(portal: Portal) -> Portal:
    return replace(portal.beside_schools, changed_on=portal.changed_on, restored=portal.restored)


@while_same
def _with_days(portal: Portal) -> Mapping[str, tuple[Any, ...]]:
    """Return of each school what is made of it hangs on: the school, the day on which it changed, and that of the version that is shown."""
    changed, restored = portal.changed_on, portal.restored
    if not changed and not restored:
        return {id_: (school,) for id_, school in portal.schools.items()}
    return {id_: (school, changed.get(("school", id_)), restored.get(("school", id_))) for id_, school in portal.schools.items()}
