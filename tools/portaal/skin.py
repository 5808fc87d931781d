"""What mkdocs.yml says of the whole site: its address and its menu."""

from __future__ import annotations

from dataclasses import dataclass

from .finding import Finding, Location
from .model import Portal
from .node import RawRecord
from .urls import Link, near_ref, resolve


@dataclass(frozen=True, slots=True)
class Skin:
    """The address of the site (ends in `/`) and the links of the menu above every page."""

    url: str
    menu: tuple[Link, ...]


def read_skin(raw: RawRecord | None, portal: Portal | None) -> tuple[Skin | None, list[Finding]]:
    """Return the skin of a portal and what is wrong with it; None where there is no readable mkdocs.yml."""
    if raw is None:
        return None, []
    settings = raw.node.plain()
    findings: list[Finding] = []
    url = settings.get("site_url", "")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")) or not url.endswith("/"):
        findings.append(Finding(raw.place(("site_url",)), "webadres", "Het webadres van de site (site_url) ontbreekt of is onvolledig.",
                                "Schrijf bijvoorbeeld: site_url: https://www.voorbeeld.nl/"))
    rows = (settings.get("extra") or {}).get("menu") if isinstance(settings.get("extra"), dict) else None
    menu = []
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        where = raw.place(("extra", "menu", number))
        if not isinstance(row, dict) or set(row) != {"titel", "naar"}:
            findings.append(Finding(where, "menu", "Een regel van het menu heeft een titel en een verwijzing nodig.",
                                    'Schrijf: - {titel: Contact, naar: "pagina:contact"}'))
        elif portal is not None:
            link = resolve(portal, row["naar"])
            if link is None:
                findings.append(Finding(where, "menu", f"'{row['naar']}' bestaat niet.", near_ref(portal, row["naar"])))
            else:
                menu.append(Link(row["titel"], link.url))
    if not rows:
        findings.append(Finding(Location("mkdocs.yml"), "menu", "Het menu (extra: menu:) ontbreekt.",
                                'Zet onder extra: menu: een regel per link: - {titel: Contact, naar: "pagina:contact"}'))
    return Skin(str(url), tuple(menu)), findings
