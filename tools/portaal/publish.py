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


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Staging]:
    """Hold a target while a site is being made for it; without `finish`, the old site stays as it is.

    Raises:
        Refused: the site cannot be written, or somebody else is building it; the old site is as it was.
    """
    # The site itself changes places, not a link that leads to it; `.` gets a name this way too.
    out = Path(os.path.realpath(out))
    with _lock(out):
        with _refusing(out):
            _refuse_strangers(out)
            for left_over in left_overs(out):
                shutil.rmtree(left_over, ignore_errors=True)
            staging = Staging(out)
        try:
            yield staging
        finally:
            staging.clear()


@contextlib.contextmanager
def _refusing(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _refused(error, place) from error


class Staging:
    """A folder beside the target, in which a site grows. A copy of this process may write into the same folder.

    A file that did not change is linked, not written, so its time stays what it was.
    """

    def __init__(self, out: Path):
        self._out, self._is_first = out, not out.is_dir()
        self._fresh: Path | None = None
        # As text, since a site is many small files.
        self._old, self._place = str(out), ""
        self._folders: set[str] = set()
        self._ahead: dict[str, bool] = {}

    def begin(self) -> None:
        """Begin with an empty folder."""
        self.clear()
        with _refusing(self._out):
            self._fresh = Path(tempfile.mkdtemp(prefix=_prefix(self._out), dir=self._out.parent))
        self._place = str(self._fresh)

    def clear(self) -> None:
        """Throw away what is not published."""
        if self._fresh is not None:
            shutil.rmtree(self._fresh, ignore_errors=True)
        self._fresh, self._folders, self._ahead = None, set(), {}

    def write(self, path: str, content: bytes) -> bool:
        """Add a file to the site that grows and tell whether it differs from the one in the old site.

        Raises:
            Refused: it cannot be written.
        """
        place = f"{self._place}/{path}"
        try:
            self._make_folder(path.rpartition("/")[0])
            if not self._is_first and _same(old := f"{self._old}/{path}", content):
                with contextlib.suppress(OSError):
                    os.link(old, place)
                    return False
            _write_file(place, content)
        except OSError as error:
            raise _refused(error, self._out) from error
        return True

    def _make_folder(self, folder: str) -> None:
        """Make a folder of the site that grows, after those above it; a copy of this process may have made it already."""
        if not folder or folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        self._folders.add(folder)
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{self._place}/{folder}")

    def write_ahead(self, files: Mapping[str, bytes]) -> None:
        """Add files that `finish` will be given as well, when there is time for it."""
        self._ahead |= {path: self.write(path, content) for path, content in files.items()}

    def finish(self, files: Mapping[str, bytes]) -> int:
        """Add the files that are not there yet, let the site take its place, and return how many of all these differ from the old ones."""
        if self._fresh is None:
            self.begin()
        changed = sum(self._ahead[path] if path in self._ahead else self.write(path, content) for path, content in files.items())
        assert self._fresh is not None
        with _refusing(self._out):
            self._fresh.chmod(0o755)
            _swap(self._fresh, self._out)
        return changed


def left_overs(out: Path) -> list[Path]:
    """Return the folders beside a target in which builds that were killed left half a site."""
    return sorted(out.parent.glob(f"{glob.escape(_prefix(out))}*"))


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
    with _refusing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        slot = (out.parent / f".{out.name}.slot").open("a+")
    with slot as handle:
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


def _write_file(path: str, content: bytes) -> None:
    """Write a whole file in as few calls of the system as there can be, since a site is many small files."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        written = os.write(file, content)
        while written < len(content):
            written += os.write(file, memoryview(content)[written:])
    finally:
        os.close(file)


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
