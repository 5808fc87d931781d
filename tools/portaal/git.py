"""A root folder as git knows it. What git cannot tell is no failure: a portal also works without it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

# Settings of the person who builds must not change what is built.
_PLAIN = ("--no-replace-objects", "--no-pager", "-c", "core.quotePath=off", "-c", "log.showSignature=false",
          "-c", "core.fsmonitor=false", "-c", "diff.noprefix=false")  # fmt: skip
# A hook of git sets these, and they would point every command at another repository.
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_NAMESPACE")
_TIMEOUT_SECONDS = 120


class GitError(Exception):
    """Git could not answer; the message is what it said, in English."""


class Git(Struct, frozen=True):
    """The repository that holds `root`, on the commit `head`. A shallow one knows only its last commits."""

    root: Path
    head: str
    is_shallow: bool

    @classmethod
    def open(cls, root: Path) -> Git | None:
        """Return the repository of a root; None where there is no git, no repository or no commit yet."""
        try:
            said = _run(root, ("rev-parse", "--is-shallow-repository", "HEAD")).decode().split()
        except GitError:
            return None
        return cls(root, said[1], said[0] == "true") if len(said) == 2 else None

    def run(self, *words: str) -> bytes:
        """Return what a git command says; paths are relative to the root.

        Raises:
            GitError: it failed.
        """
        return _run(self.root, words)

    def blobs(self, commit: str, folders: Iterable[str]) -> dict[str, str]:
        """Return path -> blob of every file that a commit holds in folders or files of the root."""
        rows = self.run("ls-tree", "-r", "-z", commit, "--", *folders).decode("utf-8", "replace").split("\0")
        parts = (row.partition("\t") for row in rows if row)
        return {path: about.split()[2] for about, _, path in parts if about.startswith("100")}

    @contextmanager
    def contents(self) -> Iterator[Callable[[str], bytes]]:
        """Give a function that returns the content of a blob, one run of git for all that are asked; it raises GitError for one that is not there."""
        try:
            process = subprocess.Popen(_command(self.root, ("cat-file", "--batch")), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, env=_environment())
        except OSError as error:
            raise GitError(str(error)) from error
        questions, answers = process.stdin, process.stdout
        assert questions is not None and answers is not None

        def content(blob: str) -> bytes:
            try:
                questions.write(f"{blob}\n".encode())
                questions.flush()
            except OSError as error:
                raise GitError(str(error)) from error
            match answers.readline().split():
                case [_, b"blob", size]:
                    return answers.read(int(size) + 1)[:-1]
            raise GitError(f"{blob} is missing")

        with process:
            yield content

    def is_clean(self, paths: Iterable[str]) -> bool:
        """Tell whether files and folders of the root are as they were committed, with nothing beside them."""
        return not self.run("status", "--porcelain", "--ignored", "--untracked-files=all", "--", *paths)


def _command(root: Path, words: Iterable[str]) -> list[str]:
    return ["git", "-C", str(root), *_PLAIN, *words]


def _environment() -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return environment | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def _run(root: Path, words: Iterable[str]) -> bytes:
    try:
        done = subprocess.run(_command(root, words), stdin=subprocess.DEVNULL, capture_output=True, env=_environment(),
                              timeout=_TIMEOUT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from error
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
