"""The process in which MkDocs makes HTML of prose: `python -m portaal.hostrun ROOT OUT`.

Beside MkDocs it loads nothing that Python does not bring: it begins with every build, and whoever waits for it waits for that too.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

from .theme import THEME

# A long page takes a tenth of a second. Some texts (ten thousand brackets that are never closed) take a reader of Markdown
# the square of their length; whoever pastes one gets a message and not a program that seems to hang.
PAGE_SECONDS = 3
# Beside the site: the pages that were begun.
NOW = "nu.txt"


def engine() -> str:
    """Return which program makes the prose: MkDocs, or its fork ProperDocs, which reads the same mkdocs.yml (the way out)."""
    return os.environ.get("PORTAAL_HOST") or "mkdocs"


def run(root: Path, out: Path) -> None:
    """Build the prose of a root into `out`/site with our one-line template in the place of the theme's own."""
    commands, configs = (importlib.import_module(f"{engine()}.{part}") for part in ("commands.build", "config"))
    _log_to_stderr()
    config = configs.load_config(str(root / "mkdocs.yml"), docs_dir=str(root / "content"), site_dir=str(out / "site"))
    # Nothing of the theme's own layout is left, so nothing of it needs to be read or copied.
    config.theme.dirs[:] = [str(THEME / "host")]
    config.theme.static_templates.clear()
    _limit_work(importlib.import_module(f"{engine()}.structure.pages").Page, out / NOW)
    commands.build(config)


def _limit_work(page_class: Any, now: Path) -> None:
    """Let the system end the run at a page that takes too much work; of that page `now` then holds the name, in its last line.

    Nothing inside a run can do that: a search for a pattern that never ends hears of no signal. Where the system cannot
    count work (Windows), a run is ended by its parent, without a name.
    """
    if not hasattr(signal, "setitimer"):
        return
    now.parent.mkdir(parents=True, exist_ok=True)
    begun = now.open("ab", buffering=0)  # to write a file anew, for every page, is to wait for the disk each time
    render = page_class.render

    def limited(page: Any, *words: Any, **options: Any) -> None:
        begun.write(f"{page.file.src_uri}\n".encode())
        signal.setitimer(signal.ITIMER_PROF, PAGE_SECONDS)
        try:
            render(page, *words, **options)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    page_class.render = limited


def _log_to_stderr() -> None:
    import logging

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    logger = logging.getLogger(engine())
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)


if __name__ == "__main__":
    gc.disable()  # a short run keeps all that it makes, so looking for garbage only costs time
    run(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stderr.flush()
    os._exit(0)  # without taking apart, value by value, what the system takes back anyway
