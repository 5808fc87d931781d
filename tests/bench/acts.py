"""What the benches share: where the repository is, and how a program is run, timed and given files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
# As on the machine of a user: compiled modules are kept, which for a peer `pip` has seen to.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(REPO / "tools")}


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds an act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def run(*words: str) -> str:
    """Run Python with these words; return what it printed. Raises `CalledProcessError` where it fails."""
    return subprocess.run([sys.executable, *words], check=True, env=ENVIRONMENT, capture_output=True, text=True).stdout


def write_all(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write files by their path in a folder; return the folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
