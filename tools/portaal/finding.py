"""A mistake is a value: where it stands, which rule it breaks, and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Level = Literal["fout", "waarschuwing"]


class Location(Struct, frozen=True, order=True):
    """A place in a file of the editor; `path` is relative to the root, line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Finding(Struct, frozen=True, order=True):
    """One mistake. `message` (Dutch) says what is wrong, `repair` (Dutch) what to do about it."""

    where: Location
    rule: str
    message: str
    repair: str = ""
    level: Level = "fout"


class Refused(Exception):
    """Work that cannot go on; carries the findings that say why."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = tuple(findings)
        super().__init__(f"{len(self.findings)} bevindingen")

    def __reduce__(self) -> tuple[type[Refused], tuple[tuple[Finding, ...]]]:
        """Work that was done in another process hands its findings over as well."""
        return Refused, (self.findings,)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.level == "fout" for finding in findings)


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """Return a Dutch repair that names the nearest known word, or `otherwise` where none is near."""
    from difflib import get_close_matches  # most builds have nothing to repair

    known = [str(name) for name in known]
    lowered = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return f"Bedoelt u '{lowered[near[0]]}'?" if near else otherwise


def format_text(findings: Iterable[Finding]) -> str:
    """Return one line per finding: `pad:regel:kolom  niveau  regel  bericht reparatie`."""
    return "\n".join(
        # A value that is quoted in a message may hold line breaks.
        f"{f.where}  {f.level}  {f.rule}  {f.message}{' ' + f.repair if f.repair else ''}".replace("\n", " ")
        for f in sorted(findings)
    )


def format_json(findings: Iterable[Finding]) -> str:
    """Return a JSON list with one object per finding."""
    rows = [
        {
            "bestand": f.where.path,
            "regel": f.where.line,
            "kolom": f.where.column,
            "niveau": f.level,
            "code": f.rule,
            "bericht": f.message,
            "reparatie": f.repair,
        }
        for f in sorted(findings)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def format_github(findings: Iterable[Finding]) -> str:
    """Return workflow commands, so that findings stand beside the changed lines of a merge request.

    Escaping follows the toolkit's documented rules for workflow commands.
    """

    def escape(text: str, extra: str = "") -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if extra else text

    return "\n".join(
        f"::{'error' if f.level == 'fout' else 'warning'} file={escape(f.where.path, ':,')},"
        f"line={f.where.line},col={f.where.column},title={escape(f.rule, ':,')}"
        f"::{escape(f'{f.message} {f.repair}'.strip())}"
        for f in sorted(findings)
    )


FORMATS = {"text": format_text, "json": format_json, "github": format_github}
