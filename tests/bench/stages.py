"""Where the time of a build goes: `python tests/bench/stages.py [ROOT]` prints the table of docs/snelheid.md.

Each build is cold and runs in a process of its own. Beside the stages stand the limits: what starting Python takes, what
loading the libraries takes, and what writing the same bytes takes without making them.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from acts import REPO, run, timed, write_all
from processes import put_away

TURNS = 3
# What is timed, in the order of the flow: module, object in it, name, what a reader is told.
STAGES = (
    ("portaal.pipeline", "", "load", "lezen: bestanden, YAML"),
    ("portaal.pipeline", "", "build_portal", "model: velden en soorten"),
    ("portaal.pipeline", "", "run_rules", "regels over het geheel"),
    ("portaal.pipeline", "", "with_dates", "dagen van git bij de records"),
    ("portaal.pipeline", "", "plan_pages", "pagina's plannen"),
    ("portaal.pages", "", "build_glossary", "woordenlijst"),
    ("portaal.render", "Renderer", "render", "pagina's maken, in het geheugen"),
    ("portaal.lanes", "", "write", "pagina's maken, nakijken en schrijven (heel veel)"),
    ("portaal.check", "SiteCheck", "learn", "pagina's lezen"),
    ("portaal.check", "SiteCheck", "check", "links over het geheel"),
    ("portaal.aside", "Aside", "result", "wachten op het tweede proces"),
    ("portaal.publish", "Staging", "finish", "schrijven en verwisselen"),
)


def main(words: list[str]) -> None:
    """Print the table for one root, the portal of the region where none is named."""
    root = Path(words[0]).resolve() if words else REPO
    (root / "build").mkdir(exist_ok=True)
    # What was kept before is put away on its own disk, and is gone only when all is measured.
    with tempfile.TemporaryDirectory(dir=root / "build", prefix="stappen-") as folder:
        rows = [_measure(root, Path(folder) / "site") for _ in range(TURNS)]
        names = list(dict.fromkeys(name for row in rows for name in row))
        print("| onderdeel | seconden |\n|---|---|")
        for name in names:
            print(f"| {name} | {statistics.median(row.get(name, 0.0) for row in rows):.2f} |")
        for name, seconds in _limits(Path(folder)):
            print(f"| grens: {name} | {seconds:.2f} |")


def _measure(root: Path, out: Path) -> dict[str, float]:
    put_away(root / "build" / "cache", out.parent)
    put_away(out, out.parent)
    began = time.perf_counter()
    told = run(__file__, "--inside", str(root), str(out))
    return {"samen, met het starten": time.perf_counter() - began, **json.loads(told.splitlines()[-1])}


def build_inside(root: Path, out: Path) -> None:
    """In a process of its own: build as the command line does, and print what each stage took."""
    import gc
    import importlib

    gc.disable()
    began = time.perf_counter()
    from portaal.host import Host, cache_of

    with Host(root, cache_of(root)) as host:
        from portaal import pipeline

        taken = {"laden van het programma": time.perf_counter() - began}
        for module, owner, name, told in STAGES:
            holder = importlib.import_module(module)
            _time(getattr(holder, owner) if owner else holder, name, told, taken)
        began = time.perf_counter()
        pipeline.build(root, out, today=pipeline.today_from_environment(), workshop=pipeline.Workshop.of(root), host=host)
        taken["bouwen, samen"] = time.perf_counter() - began
    print(json.dumps(taken), flush=True)
    os._exit(0)  # as the command line does


def _time(holder: Any, name: str, told: str, taken: dict[str, float]) -> None:
    work: Callable[..., Any] = getattr(holder, name)

    @wraps(work)
    def watched(*args: Any, **more: Any) -> Any:
        began = time.perf_counter()
        try:
            return work(*args, **more)
        finally:
            taken[told] = taken.get(told, 0.0) + time.perf_counter() - began

    setattr(holder, name, watched)


def _limits(folder: Path) -> Iterator[tuple[str, float]]:
    for name, code in (("Python starten", "pass"), ("bibliotheken laden", "import pydantic, jinja2, yaml")):
        yield name, min(timed(lambda code=code: run("-c", code)) for _ in range(TURNS))
    files = {str(path.relative_to(folder / "site")): path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    yield f"{len(files)} bestanden ({sum(map(len, files.values())) / 1e6:.0f} MB) schrijven", timed(lambda: write_all(files, folder / "zelfde"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        build_inside(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(sys.argv[1:])
