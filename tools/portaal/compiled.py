"""Where parts of the program are kept in the form in which they run: beside the modules that Python compiled."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def compiled(name: str) -> Path | None:
    """Return the folder for compiled parts of one kind; None where nothing may or can be kept. What lies there knows its source by a digest."""
    folder = Path(__file__).with_name("__pycache__") / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return None if sys.dont_write_bytecode or not os.access(folder, os.W_OK) else folder
