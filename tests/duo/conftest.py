"""The command as the tests call it."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from portaal.duo import add_arguments, run


@pytest.fixture(scope="session")
def import_duo() -> Callable[..., tuple[int, str]]:
    """Return a function that runs the command as the command line does; it gives the exit code and the report."""

    def run_command(root: Path, folder: Path, *options: str) -> tuple[int, str]:
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        out = io.StringIO()
        code = run(root, parser.parse_args(["--map", str(folder), "--datum", "2026-11-21", *options]), out)
        return code, out.getvalue()

    return run_command
