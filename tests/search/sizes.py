"""What the search weighs, compressed as a web server does. Counts of bytes only, so the same on every machine."""

from __future__ import annotations

import gzip

from golden_bank import REPO

# Issue "A finder that understands parents": for the region with all its pages.
MAX_INDEX, MAX_SCRIPT = 75_000, 15_000
# Fetched only when somebody uses the postcode field, keeps a place or finds nothing, or once results stand there; or never, in a portal of this size.
LATER = {"afstand.js", "lijstje.js", "niets.js", "daarna.js", "delen.js", "groot.js"}


def size(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def script_size() -> int:
    """Return the bytes of all scripts that searching may need before the first result."""
    scripts = [path for path in (REPO / "theme" / "js" / "zoek").glob("*.js") if path.name not in LATER]
    return sum(size(path.read_bytes()) for path in scripts)
