"""How subjects are run: in pieces, side by side where that changes no figure, and without one that breaks down taking others along."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path

from .frame import ONDERWERPEN, Bewijs, Uitslag, Werkplaats

Onderwerp = Callable[..., Iterable[Bewijs]]
# What is measured in seconds as they pass: nothing else runs beside it.
ALLEEN = frozenset({"gewicht"})
# Fifty builds that are killed one after the other take minutes, of which the processor is idle for a part.
EERST = frozenset({"uitgeven"})
# As much of a subject as one process takes at a time: (subject, part), where the part of an undivided subject is empty.
Stuk = tuple[str, str]

_here: Werkplaats


def find_onderwerp(name: str) -> Onderwerp:
    """Return the function of a subject; its module, and what it needs, is loaded only now."""
    return importlib.import_module(f"bewijs.{name}").bewijs


def stukken(name: str) -> list[Stuk]:
    """Return the pieces of a subject, in the order of the report; a module that can be divided names its parts in DELEN."""
    return [(name, deel) for deel in getattr(importlib.import_module(f"bewijs.{name}"), "DELEN", ("",))]


def run_onderwerp(name: str, titel: str, bewijs: Onderwerp, werkplaats: Werkplaats) -> Uitslag:
    """Run (a piece of) a subject; one that breaks down or proves nothing falls short, and the others go on."""
    begin = time.monotonic()
    bewijzen: list[Bewijs] = []
    try:
        bewijzen.extend(bewijs(werkplaats))
        if not bewijzen:
            bewijzen.append(Bewijs(name, f"Is er iets gemeten over '{titel}'?", "niets", "minstens één meting", False))
    except Exception as error:
        traceback.print_exc()
        bewijzen.append(_broken(name, titel, error))
    return Uitslag(name, titel, tuple(bewijzen), round(time.monotonic() - begin, 1))


def _broken(name: str, titel: str, error: BaseException) -> Bewijs:
    return Bewijs(name, f"Loopt de meting van '{titel}' tot het einde?", f"{type(error).__name__}: {error}"[:300],
                  "geen storing", False, "De meting brak af. Wat hierna kwam, is niet gemeten.")


def run_stuk(stuk: Stuk, werkplaats: Werkplaats) -> Uitslag:
    """Run one piece in this process."""
    name, deel = stuk
    return run_onderwerp(name, ONDERWERPEN[name], lambda place: find_onderwerp(name)(place, *([deel] if deel else [])), werkplaats)


def samen(name: str, uitslagen: Sequence[Uitslag]) -> Uitslag:
    """Put the pieces of a subject together; its seconds are those of all its pieces."""
    bewijzen, seconds = tuple(bewijs for uitslag in uitslagen for bewijs in uitslag.bewijzen), tuple(uitslag.seconden for uitslag in uitslagen)
    return Uitslag(name, ONDERWERPEN[name], bewijzen, round(sum(seconds), 1), seconds)


def run_all(names: Sequence[str], werkplaats: Werkplaats, workers: int | None = None) -> Iterator[Uitslag]:
    """Run subjects by name, and yield each when it is done: first what must be alone, then more at a time than there are processors.

    One more, since many wait: for a frame of the screen, for a disk, for a build that is killed.
    """
    for name in (name for name in names if name in ALLEEN):
        yield samen(name, [run_stuk(stuk, werkplaats) for stuk in stukken(name)])
    # What takes longest in one piece comes first, then what has most pieces; small things fill the gap at the end.
    together = sorted((name for name in names if name not in ALLEEN), key=lambda name: (name not in EERST, -len(stukken(name))))
    workers = workers or min((os.cpu_count() or 1) + 1, 4)
    if workers == 1 or sum(len(stukken(name)) for name in together) < 2:
        yield from (samen(name, [run_stuk(stuk, werkplaats) for stuk in stukken(name)]) for name in together)
        return
    try:
        made = werkplaats.site.parent  # once, for all
    except Exception:
        traceback.print_exc()
        made = None  # each subject that needs it then says why it could not be made
    yield from _side_by_side({name: stukken(name) for name in together}, werkplaats, made, workers)


def _side_by_side(todo: Mapping[str, list[Stuk]], werkplaats: Werkplaats, made: Path | None, workers: int) -> Iterator[Uitslag]:
    """Run pieces in processes of their own, each with a browser of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (werkplaats.folder, werkplaats.uit, made)) as pool:
        of = {name: [pool.submit(_run, stuk) for stuk in pieces] for name, pieces in todo.items()}
        owner = {future: name for name, futures in of.items() for future in futures}
        left = {name: len(futures) for name, futures in of.items()}
        for number, future in enumerate(as_completed(owner), start=1):
            name = owner[future]
            if sys.stderr.isatty():
                print(f"\r{number} van {len(owner)} stukken gemeten", end="", file=sys.stderr, flush=True)
            left[name] -= 1
            if not left[name]:
                yield samen(name, [_result(name, one) for one in of[name]])


def _result(name: str, future: Future[Uitslag]) -> Uitslag:
    """Return what came of a piece; where its process fell over, that is what came of it."""
    error = future.exception()
    return Uitslag(name, ONDERWERPEN[name], (_broken(name, ONDERWERPEN[name], error),), 0.0) if error else future.result()


def _begin(folder: Path, uit: Path, made: Path | None) -> None:
    global _here
    _here = Werkplaats(folder / f"proces-{os.getpid()}", uit, gemaakt=made)
    _here.folder.mkdir()


def _run(stuk: Stuk) -> Uitslag:
    return run_stuk(stuk, _here)


def exit_code(uitslagen: Iterable[Uitslag], missing: Sequence[str] = (), environment: Mapping[str, str] = os.environ) -> int:
    """Return 1 where something falls short or a program was missing; on CI also where something was not measured for another reason."""
    verdicts = {bewijs.voldoet for uitslag in uitslagen for bewijs in uitslag.bewijzen}
    return int(False in verdicts or not verdicts or bool(missing) or (None in verdicts and bool(environment.get("CI"))))
