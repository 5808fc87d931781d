"""Finds a Chromium for the tests, or installs one: what is there, else Debian's, else Playwright's own.

`python tests/find_browser.py` is a step of `make test`; tests ask `find()` for the path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# How every test and measurement starts it: quiet, and also as root in a container.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    for name in (os.environ.get("PORTAAL_BROWSER", ""), *_NAMES):
        if name and (path := shutil.which(name)):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def apt_install(package: str) -> None:
    """Install a package of Debian where that is possible and allowed; never raises."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
            subprocess.run(["apt-get", *words], env=environment, check=False, stdout=subprocess.DEVNULL)


def install() -> None:
    """Install Chromium in the first way that works; every way may fail, so none of them raises."""
    apt_install("chromium")
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Make sure that there is a browser. On CI a missing one is a failure; elsewhere those tests are skipped."""
    if find() is None:
        print("Geen Chromium gevonden; ik installeer er een.", flush=True)
        install()
    path = find()
    print(f"Browser voor de tests: {path or 'geen'}", flush=True)
    return 1 if path is None and os.environ.get("CI") else 0


if __name__ == "__main__":
    raise SystemExit(main())
