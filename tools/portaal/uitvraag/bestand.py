"""Is a file that came by mail safe to open? Looked at from outside, before anything in it is read."""

from __future__ import annotations

import io
import zipfile

from ..finding import Finding, Location, Refused

MAX_BYTES = 5_000_000
_MAX_PARTS, _MAX_UNPACKED = 200, 20_000_000
_AGAIN = "Vraag de school om het bestand opnieuw te sturen."
_NEW_XLSX = "Open het in Excel, kies 'Opslaan als' en dan 'Excel-werkmap (.xlsx)'."
# What no form of ours has: name of a part -> what is wrong with it. Macros and links reach beyond the file itself.
_FORBIDDEN = (
    ("vbaproject", "Dit bestand bevat macro's."),
    ("/activex/", "Dit bestand bevat macro's."),
    ("macrosheets/", "Dit bestand bevat macro's."),
    ("externallinks/", "Dit bestand haalt gegevens uit een ander bestand."),
    ("connections.xml", "Dit bestand haalt gegevens van elders."),
    ("querytables/", "Dit bestand haalt gegevens van elders."),
    ("embeddings/", "In dit bestand zit een ander bestand."),
)


def refused(file: str, rule: str, message: str, repair: str, row: int = 1, column: int = 1) -> Refused:
    """Return the refusal of a file, with the place and the repair."""
    return Refused([Finding(Location(file, row, column), rule, message, repair)])


def check_size(file: str, content: bytes) -> None:
    """Raise Refused if a file is empty or bigger than a form can be."""
    if not content:
        raise refused(file, "uitvraag-leeg", "Dit bestand is leeg.", _AGAIN)
    if len(content) > MAX_BYTES:
        raise refused(file, "uitvraag-te-groot", f"Dit bestand is groter dan {MAX_BYTES // 1_000_000} MB. Een formulier is veel kleiner.",
                      "Haal weg wat er niet in hoort, zoals foto's.")


def check_xlsx(file: str, content: bytes) -> None:
    """Raise Refused unless the bytes are a plain spreadsheet that unpacks to a reasonable size."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise refused(file, "uitvraag-wachtwoord", "Dit bestand heeft een wachtwoord.", "Haal het wachtwoord eraf en bewaar het opnieuw.")
        raise refused(file, "uitvraag-soort", "Dit is een bestand van een oude Excel (.xls).", _NEW_XLSX)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_parts(file, package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib_error()):
        raise refused(file, "uitvraag-kapot", "Dit bestand is kapot of geen Excel-werkmap.", _AGAIN) from None


def zlib_error() -> type[Exception]:
    """The error of a stream that cannot be unpacked; its module is C and has no other name for it."""
    import zlib

    return zlib.error


def _check_parts(file: str, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
        raise refused(file, "uitvraag-te-groot", "Dit bestand wordt bij het openen veel te groot.", _AGAIN)
    names = [f"/{part.filename.lower()}" for part in parts]
    for words, message in _FORBIDDEN:
        if any(words in name for name in names):
            raise refused(file, "uitvraag-onveilig", message, f"Zet de antwoorden in een nieuw formulier. {_NEW_XLSX}")
    for part in parts:
        content = package.read(part)
        if part.filename.lower().endswith((".xml", ".rels")) and _has_doctype(content):
            raise refused(file, "uitvraag-onveilig", "Dit bestand is niet door Excel gemaakt.", _AGAIN)
        if part.filename == "[Content_Types].xml" and b"macroEnabled" in content:
            raise refused(file, "uitvraag-onveilig", "Dit bestand kan macro's bevatten.", _NEW_XLSX)
        if b'TargetMode="External"' in content and b"/hyperlink" not in content:
            raise refused(file, "uitvraag-onveilig", "Dit bestand haalt gegevens van elders.", _AGAIN)


def _has_doctype(content: bytes) -> bool:
    """A document type can name files and blow up entities; written in UTF-16 it has a zero after every letter."""
    return b"<!DOCTYPE" in (plain := content.replace(b"\0", b"").upper()) or b"<!ENTITY" in plain
