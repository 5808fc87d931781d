"""A finished site takes the place of the old one in one act; until then nothing that visitors see is touched."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from .finding import Finding, Location, Refused

_REASONS = {
    errno.EACCES: "u mag hier niet schrijven",
    errno.EPERM: "u mag hier niet schrijven",
    errno.EROFS: "op deze schijf kan niemand schrijven",
    errno.ENOSPC: "de schijf is vol",
    errno.EEXIST: "op de plaats van een map staat een bestand",
    errno.ENOTDIR: "op de plaats van een map staat een bestand",
}
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS sys/stdio.h


def write_settings(files: Mapping[str, bytes], folder: Path) -> None:
    """Write what the server of a site must know into a folder outside the site, each file in one act.

    Raises:
        Refused: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            if not _same(folder / name, content):
                (folder / f".{name}.nieuw").write_bytes(content)
                os.replace(folder / f".{name}.nieuw", folder / name)
    except OSError as error:
        raise _refused(error, folder) from error


def _refused(error: OSError, place: Path) -> Refused:
    reason = _REASONS.get(error.errno or 0, str(error.strerror))
    return Refused([Finding(Location(str(place)), "publiceren", f"De site kan hier niet worden weggeschreven: {reason}.",
                            "De vorige site staat er nog. Kijk naar vrije ruimte en rechten.")])


def publish(files: Mapping[str, bytes], out: Path) -> int:
    """Write a site beside `out` and swap it in; return how many files differ from the site that was there.

    A file that did not change is linked, not written, so its time stays what it was.

    Raises:
        Refused: the site cannot be written, or somebody else is publishing; the old site is as it was.
    """
    # The site itself changes places, not a link that leads to it; `.` gets a name this way too.
    out = Path(os.path.realpath(out))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _lock(out):
            _refuse_strangers(out)
            for left_over in out.parent.glob(f"{glob.escape(_prefix(out))}*"):
                shutil.rmtree(left_over, ignore_errors=True)
            fresh = Path(tempfile.mkdtemp(prefix=_prefix(out), dir=out.parent))
            try:
                changed = _write(files, fresh, out)
                fresh.chmod(0o755)
                _swap(fresh, out)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
            return changed
    except OSError as error:
        raise _refused(error, out) from error


def _prefix(out: Path) -> str:
    return f".{out.name}.nieuw-"


def _refuse_strangers(out: Path) -> None:
    """Never throw away what is no site: publishing replaces the whole target."""
    if out.is_dir() and any(out.iterdir()) and not (out / "index.html").is_file():
        raise Refused([Finding(Location(str(out)), "publiceren", "In deze map staat iets anders dan een site.",
                               "Kies met --out een lege map, of een map waarin al een site staat.")])
    if out.exists() and not out.is_dir():
        raise Refused([Finding(Location(str(out)), "publiceren", "Hier staat een bestand, geen map.", "Kies met --out een map.")])


@contextlib.contextmanager
def _lock(out: Path) -> Iterator[None]:
    """Hold the lock of a target; the system frees it when the process ends, however it ends."""
    with (out.parent / f".{out.name}.slot").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise Refused([Finding(Location(str(out)), "bezig", f"Er wordt al gebouwd (proces {handle.read().strip() or 'onbekend'}).",
                                   "Wacht tot dat klaar is, of kies een andere map met --out.")]) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def _write(files: Mapping[str, bytes], fresh: Path, old: Path) -> int:
    """Write a site into an empty folder and return how many files differ from `old`."""
    for folder in sorted({folder for path in files for folder in _folders(path)}):
        os.mkdir(f"{fresh}/{folder}")
    is_first = not old.is_dir()

    def write(item: tuple[str, bytes]) -> bool:
        path, content = item
        if not is_first and _same(f"{old}/{path}", content):
            with contextlib.suppress(OSError):
                os.link(f"{old}/{path}", f"{fresh}/{path}")
                return False
        _write_file(f"{fresh}/{path}", content)
        return True

    return sum(map(write, files.items()))


@lru_cache(maxsize=1 << 16)
def _folders(path: str) -> tuple[str, ...]:
    """Return every folder above a file, `a/b/c.html` -> (`a`, `a/b`)."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[:number]) for number in range(1, len(parts) + 1))


def _write_file(path: str, content: bytes) -> None:
    """Write a whole file in as few calls of the system as there can be, since a site is many small files."""
    with open(path, "xb", buffering=0) as out:
        written = 0
        while written < len(content):
            written += out.write(memoryview(content)[written:])


def _same(path: str, content: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(content):
            return False
        with open(path, "rb", buffering=0) as old:
            return old.read() == content
    except OSError:
        return False


def _swap(fresh: Path, out: Path) -> None:
    """Let `fresh` and `out` change places; at no moment is there no site."""
    if not out.exists():
        os.rename(fresh, out)
    elif not _exchange(fresh, out):
        # A system without an exchange of names has a gap between these two; the old site is kept beside it.
        aside = fresh.with_name(f"{fresh.name}-oud")
        os.rename(out, aside)
        os.rename(fresh, out)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names atomically (Linux renameat2, macOS renamex_np); False where the system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(*names, _RENAME_SWAP)
    elif hasattr(libc, "renameat2"):
        failed = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    else:
        return False
    if failed and ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return not failed
