"""`portaal beheer` on a copy of the region, for whoever drives the forms in a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from miniature import REPO


@contextmanager
def beheer_on_copy(root: Path) -> Iterator[str]:
    """Copy the facts and texts of the region to `root`, start the forms on them, and give their address."""
    shutil.copy2(REPO / "mkdocs.yml", root)
    for name in ("data", "content"):
        shutil.copytree(REPO / name, root / name)
    command = [sys.executable, "-m", "portaal", "beheer", "--root", str(root), "--port", "0"]
    environment = os.environ | {"PYTHONPATH": str(REPO / "tools"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"De formulieren staan op +(http://\S+)", line):
                break
        else:
            raise RuntimeError(said)
        try:
            yield found[1]
        finally:
            process.terminate()
