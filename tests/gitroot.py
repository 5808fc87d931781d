"""A portal with a history of its own: a git repository whose commits lie on days that a test chooses."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_WHO = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main")


def git(folder: Path, *words: str, day: str = "2026-01-01", zone: str = "+0000") -> str:
    """Run git in a folder as nobody in particular, without the settings of this machine, and return what it says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {f"GIT_{name}_DATE": f"{day}T23:30:00 {zone}" for name in ("AUTHOR", "COMMITTER")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", "-C", str(folder), *_WHO, *words], env=environment, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def commit(root: Path, day: str, *, zone: str = "+0000") -> str:
    """Commit everything in a root on a day and return the hash; the first time, this makes the repository."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet")
        (root / ".gitignore").write_text("build/\n", encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", f"Stand van {day}", day=day, zone=zone)
    return git(root, "rev-parse", "HEAD").strip()


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text that stands in a file exactly once."""
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    (root / path).write_text(text.replace(old, new), encoding="utf-8")
