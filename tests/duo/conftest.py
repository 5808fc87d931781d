"""The command as the tests call it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from portaal.cli import build_parser
from portaal.duo import run


@pytest.fixture(scope="session")
def import_duo() -> Callable[..., tuple[int, str]]:
    """Return a function that runs the command as the command line does; it gives the exit code and the report."""

    def run_command(root: Path, folder: Path, *options: str) -> tuple[int, str]:
        args = build_parser().parse_args(["import", "duo", "--map", str(folder), "--datum", "2026-11-21", *options])
        out = io.StringIO()
        code = run(root, args, out)
        return code, out.getvalue()

    return run_command
