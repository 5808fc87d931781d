"""Files as text: encoding, invisible characters and links that leave the root, refused with a word why; and how to replace one."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from .finding import Finding, Location

MAX_BYTES = 8_000_000
# A page as long as a book; nobody can read more on one page, and all that reads it takes its time.
MAX_PAGE_BYTES = 500_000
# NUL, other control characters but tab and line feed, direction overrides, exotic line breaks and zero-width
# characters: a reader cannot see them, and they can make a text say something else than it seems to.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
# What a text may hold of brackets that are open at the same time. Nobody writes thirty; a reader of Markdown looks for the
# end of each, so with a hundred thousand of them it is never done.
_MAX_OPEN = 100
_BRACKETS = re.compile(r"\[|\]\(?|\)|<!--|-->|\{\{|\}\}")
_CLOSES = {"]": "[", "](": "[", ")": "](", "-->": "<!--", "}}": "{{"}
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} |\|{7} )", re.M)


def walk(root: Path, folder: str) -> tuple[list[str], list[Finding]]:
    """Return the sorted paths (relative to the root, with `/`) of all files in a folder, without hidden ones.

    A symbolic link to a file is followed while it stays in the root; another is a finding.
    """
    if findings := check_link(root, folder):
        return [], findings
    paths: list[str] = []
    for here, folders, names in os.walk(root / folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in [*names, *(name for name in folders if (Path(here) / name).is_symlink())]:
            path = (Path(here) / name).relative_to(root).as_posix()
            found = check_link(root, path) or _check_name(path)
            findings += found
            if not found and not name.startswith(".") and (root / path).is_file():
                paths.append(path)
    return sorted(paths), findings


def check_link(root: Path, path: str) -> list[Finding]:
    """Return what is wrong with a file or folder that is a symbolic link; nothing for any other."""
    if not (root / path).is_symlink():
        return []
    where = Location(_printable(path))
    if not Path(os.path.realpath(root / path)).is_relative_to(os.path.realpath(root)):
        return [Finding(where, "buiten-de-map", "Dit is een koppeling naar iets buiten het portaal.", "Zet het bestand zelf in de map.")]
    if not (root / path).is_file():
        return [Finding(where, "koppeling", "Deze koppeling leidt niet naar een bestand.", "Haal haar weg, of zet het bestand zelf in de map.")]
    return []


def _check_name(path: str) -> list[Finding]:
    if path == _printable(path):
        return []
    return [Finding(Location(_printable(path)), "bestandsnaam", "In de naam van dit bestand staan tekens die niet overal werken.",
                    "Gebruik letters, cijfers, streepjes en punten.")]


def _printable(path: str) -> str:
    """Return a path that any terminal can show: bytes that are no UTF-8 and control characters are written out."""
    text = path.encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


def read_text(root: Path, path: str) -> tuple[str | None, list[Finding]]:
    """Return a file's text with line feeds only and without byte order mark, or None with what is wrong."""
    content, findings = read_content(root, path)
    if content is None:
        return None, findings
    text, found = as_text(content, path)
    return text, [*found]


def read_content(root: Path, path: str) -> tuple[bytes | None, list[Finding]]:
    """Return what a file holds, or None with a word why it cannot be read."""
    where = Location(path)
    try:
        content = (root / path).read_bytes()
    except OSError:
        return None, [Finding(where, "leesbaar", "Het bestand kan niet gelezen worden.",
                              "Kijk of het bestand bestaat en of u het mag openen.")]
    most = MAX_PAGE_BYTES if path.endswith(".md") else MAX_BYTES
    if len(content) > most:
        return None, [Finding(where, "te-groot", f"Het bestand is groter dan {most // 1000} kB.",
                              "Splits het, of haal weg wat er niet in hoort.")]
    return content, []


@lru_cache(maxsize=512)
def as_text(content: bytes, path: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of what `read_content` read, or None with what is wrong in it. In a preview nearly every file is as it was."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (Finding(Location(path, line), "tekenset", "Dit bestand is niet in UTF-8 opgeslagen.",
                              "Sla het opnieuw op met 'Opslaan als' en kies de codering UTF-8."),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    findings = (*_check_characters(text, path), *_check_brackets(text, path))
    return (None if findings else text), findings


def has_strange_signs(text: str) -> bool:
    """Tell whether a text (with line feeds only) holds signs for which its file is refused."""
    return bool(INVISIBLE.search(text) or _CONFLICT.search(text))


def _check_characters(text: str, path: str) -> Iterator[Finding]:
    for match in INVISIBLE.finditer(text):
        yield Finding(_place(text, path, match.start()), "onzichtbaar-teken",
                      f"Hier staat een onzichtbaar teken (U+{ord(match[0]):04X}).", "Haal het weg en typ de tekst opnieuw.")
        return
    for match in _CONFLICT.finditer(text):
        yield Finding(_place(text, path, match.start()), "samenvoegconflict",
                      "Hier staat een regel die git achterliet bij het samenvoegen van twee versies.",
                      "Kies welke tekst blijft en haal de regels met <<<<<<<, ======= en >>>>>>> weg.")
        return


def _check_brackets(text: str, path: str) -> Iterator[Finding]:
    """Yield the place where too many brackets of one kind are open; those of YAML are counted where it is read."""
    is_open = dict.fromkeys(("[", "](", "<!--", "{{"), 0)
    for match in _BRACKETS.finditer(text) if path.endswith(".md") else ():
        if closed := _CLOSES.get(match[0]):
            is_open[closed] = max(is_open[closed] - 1, 0)
        if match[0] in is_open:
            is_open[match[0]] += 1
            if is_open[match[0]] > _MAX_OPEN:
                yield Finding(_place(text, path, match.start()), "haken", f"Hier staan meer dan {_MAX_OPEN} haken open: '{match[0]}'.",
                              "Haal weg wat er niet hoort, of sluit elke haak.")
                return


def _place(text: str, path: str, position: int) -> Location:
    return Location(path, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step: a reader, or a power cut, meets the old file or the new one, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
