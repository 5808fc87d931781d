"""A comparison of two portals as something to read: text, Markdown, JSON or a page of its own."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..beheer.words import KIND_NAMES
from ..finding import Finding
from .verschil import Verschil
from .woorden import count

_HEADINGS = {"nieuw": "Nieuw", "gewijzigd": "Gewijzigd", "weg": "Niet meer op de site"}
_NOTHING = "Voor bezoekers verandert er niets."
_STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.55 system-ui, sans-serif; color: #1c2b29; background: #fdfcf8; }
h1, h2 { line-height: 1.25; } h2 { margin-top: 2rem; } li { margin: .35rem 0; } .soort { color: #4a5a57; } .fout { color: #9c2a10; font-weight: 700; }
@media (prefers-color-scheme: dark) { body { color: #eef1ee; background: #14201e; } .soort { color: #b5c2be; } .fout { color: #ffb59e; } }
"""


class Verslag(Struct, frozen=True):
    """What differs since `sinds` (as somebody typed it): records and pages, the menu, and findings that were not there before."""

    sinds: str
    verschillen: tuple[Verschil, ...]
    menu: tuple[str, ...] = ()
    bevindingen: tuple[Finding, ...] = ()

    @property
    def parts(self) -> Iterator[tuple[str, list[Verschil]]]:
        """Yield (heading, its differences) in the order in which one reads them."""
        for soort, heading in _HEADINGS.items():
            if found := [verschil for verschil in self.verschillen if verschil.soort == soort]:
                yield heading, found


def kind_name(kind: str) -> str:
    return KIND_NAMES.get(kind, (kind, kind))[1]


def summary(verslag: Verslag) -> str:
    """Return in one sentence how much differs."""
    numbers = [(soort, sum(verschil.soort == soort for verschil in verslag.verschillen)) for soort in _HEADINGS]
    parts = [f"{number} {soort}" for soort, number in numbers if number]
    parts += [f"menu op {count(len(verslag.menu), 'plek', 'plekken')} anders"] if verslag.menu else []
    return f"Sinds {verslag.sinds}: {', '.join(parts)}." if parts else _NOTHING


def as_text(verslag: Verslag) -> str:
    """Return plain text for a terminal."""
    lines = [summary(verslag)]
    for heading, found in verslag.parts:
        lines += ["", heading.upper()]
        for verschil in found:
            lines.append(f"  {verschil.titel} ({kind_name(verschil.kind)}){f'  /{verschil.url}' if verschil.url else ''}")
            lines += [f"    - {punt.zin}" for punt in verschil.punten]
    lines += _part("MENU EN ADRES", verslag.menu, "  - ")
    return "\n".join(lines + _part("NIEUWE BEVINDINGEN", [_finding(finding) for finding in verslag.bevindingen], "  - "))


def as_markdown(verslag: Verslag) -> str:
    """Return Markdown for a comment on a merge request; what editors typed cannot become markup there."""
    lines = ["## Wat verandert er voor bezoekers?", "", _plain(summary(verslag))]
    for heading, found in verslag.parts:
        lines += ["", f"### {heading}", ""]
        for verschil in found:
            lines.append(f"- **{_plain(verschil.titel)}** ({kind_name(verschil.kind)})")
            lines += [f"  - {_plain(punt.zin)}" for punt in verschil.punten]
    for heading, rows in (("Menu en adres", verslag.menu), ("Nieuwe bevindingen", [_finding(finding) for finding in verslag.bevindingen])):
        lines += _part(f"### {heading}\n", [_plain(row) for row in rows], "- ")
    return "\n".join(lines)


def as_json(verslag: Verslag) -> str:
    """Return a JSON object with the differences, the menu and the new findings."""
    rows = [
        {"soort": verschil.soort, "kind": verschil.kind, "titel": verschil.titel, "url": verschil.url,
         "punten": [{"veld": punt.naam, "wat": punt.wat, "zin": punt.zin, "voor_bezoekers": punt.is_public} for punt in verschil.punten]}
        for verschil in verslag.verschillen
    ]  # fmt: skip
    found = [{"plaats": str(finding.where), "niveau": finding.level, "code": finding.rule, "bericht": finding.message} for finding in verslag.bevindingen]
    return json.dumps({"sinds": verslag.sinds, "samenvatting": summary(verslag), "verschillen": rows, "menu": list(verslag.menu), "bevindingen": found},
                      ensure_ascii=False, indent=2)


def as_html(verslag: Verslag, site_url: str) -> str:
    """Return a page that stands by itself, for mail or a file; its links lead to the site."""
    body = [f"<h1>Wat verandert er voor bezoekers?</h1>\n<p>{html.escape(summary(verslag))}</p>"]
    for heading, found in verslag.parts:
        body.append(f"<h2>{heading}</h2>\n<ul>{''.join(_row(verschil, site_url) for verschil in found)}</ul>")
    for heading, rows in (("Menu en adres", verslag.menu), ("Nieuwe bevindingen", [_finding(finding) for finding in verslag.bevindingen])):
        if rows:
            body.append(f"<h2>{heading}</h2>\n<ul>{''.join(f'<li>{html.escape(row)}</li>' for row in rows)}</ul>")
    return ('<!doctype html>\n<html lang="nl">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="robots" content="noindex"><title>Wat verandert er voor bezoekers?</title>'
            f'<style>{_STYLE}</style></head>\n<body>\n{chr(10).join(body)}\n</body>\n</html>\n')  # fmt: skip


def _row(verschil: Verschil, site_url: str) -> str:
    title = html.escape(verschil.titel)
    if verschil.url and verschil.soort != "weg":
        title = f'<a href="{html.escape(site_url + verschil.url)}">{title}</a>'
    points = "".join(f"<li>{html.escape(punt.zin)}</li>" for punt in verschil.punten)
    return f'<li><strong>{title}</strong> <span class="soort">{html.escape(kind_name(verschil.kind))}</span>{f"<ul>{points}</ul>" if points else ""}</li>'


def _part(heading: str, rows: Sequence[str], mark: str) -> list[str]:
    return ["", heading, *(f"{mark}{row}" for row in rows)] if rows else []


def _finding(finding: Finding) -> str:
    return f"{finding.level} in {finding.where.path}, regel {finding.where.line}: {finding.message} {finding.repair}".strip()


def _plain(text: str) -> str:
    """Return text in which no character starts markup, a mention or a link to another issue."""
    escaped = "".join(f"\\{char}" if char in "\\`*_[]#|~" else char for char in text.replace("\n", " "))
    return escaped.replace("<", "&lt;").replace("@", "@\u2060")
