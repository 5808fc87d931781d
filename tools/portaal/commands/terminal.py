"""What commands say on a terminal besides their answer: findings, their number and how far the work is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from ..finding import FORMATS, Finding


def tell(findings: Sequence[Finding]) -> None:
    """Print findings and their number on standard error."""
    if findings:
        print(FORMATS["text"](findings), file=sys.stderr)
        print(f"\n{count(findings)}", file=sys.stderr)


def count(findings: Sequence[Finding]) -> str:
    """Return how many findings there are, in words."""
    errors = sum(finding.level == "fout" for finding in findings)
    warnings = len(findings) - errors
    return f"{errors} {'fout' if errors == 1 else 'fouten'}, {warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}."


@contextmanager
def progress(first: str = "") -> Iterator[Callable[[str], None]]:
    """Give a function that shows the step of long work on one line of a terminal; the line is gone at the end.

    `first` is shown at once, before anything heavy is loaded.
    """
    if not sys.stderr.isatty():
        yield lambda step: None
        return

    def show(step: str) -> None:
        print(f"\r\033[K… {step}", end="", file=sys.stderr, flush=True)

    try:
        if first:
            show(first)
        yield show
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
