"""The files of a root as they were at a commit, in a folder of their own; only what differs is written anew."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..git import Git, GitError

FILES = ("data", "content", "mkdocs.yml")


@contextmanager
def past(git: Git) -> Iterator[Past]:
    """Give a folder that can be brought to any commit; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="portaal-") as folder:
        yield Past(git, Path(folder))


class Past:
    """A folder that holds the root as it was at one commit, and at another when it is asked for that."""

    def __init__(self, git: Git, folder: Path):
        self._git, self._folder = git, folder
        self._now: dict[str, str] = {}

    def at(self, commit: str) -> Path:
        """Return the folder, brought to a commit; links and files outside the root's own folders are left out.

        Raises:
            GitError: the commit is not there.
        """
        then = self._git.blobs(commit, FILES)
        for path in self._now.keys() - then.keys():
            (self._folder / path).unlink()
        wanted = [path for path, blob in then.items() if self._now.get(path) != blob]
        with self._git.contents() as content_of:
            for path in wanted:
                target = self._folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content_of(then[path]))
        self._now = then
        return self._folder


def find_commit(git: Git, words: str) -> str | None:
    """Return the commit that somebody means: its name, a branch, a tag, or a day (its last commit); None if there is none."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
            rows = (row.split() for row in git.run("log", "--first-parent", "--format=%H %cs", git.head).decode().splitlines())
            return next((commit for commit, day in rows if day <= words), None)
        return git.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{words}^{{commit}}").decode().split()[-1]
    except (GitError, ValueError, IndexError):
        return None
