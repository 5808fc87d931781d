"""What mkdocs.yml says of the whole site: its address and its menu."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from .finding import Finding
from .kleuren import Kleuren, read_kleuren
from .model import Portal
from .node import RawRecord
from .urls import Link, near_ref, resolve

_SITE_URL = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?/([^\s\"<>?#]+/)?", re.I)


class Skin(Struct, frozen=True):
    """The address of the site (ends in `/`), the links of the menu above every page and of the foot below it, and its own colours if it has any."""

    url: str
    menu: tuple[Link, ...]
    voet: tuple[Link, ...]
    kleuren: Kleuren | None = None


def read_skin(raw: RawRecord | None, portal: Portal | None) -> tuple[Skin | None, list[Finding]]:
    """Return the skin of a portal and what is wrong with it; None where there is no readable mkdocs.yml."""
    if raw is None:
        return None, []
    settings = raw.node.plain()
    findings: list[Finding] = []
    url = str(settings.get("site_url", ""))
    if not _SITE_URL.fullmatch(url):
        findings.append(Finding(raw.place(("site_url",)), "webadres", "Het webadres van de site (site_url) ontbreekt of is onvolledig.",
                                "Schrijf bijvoorbeeld: site_url: https://www.voorbeeld.nl/"))
    extra = settings.get("extra")
    lists = extra if isinstance(extra, dict) else {}
    menu, voet = (tuple(_links(raw, portal, lists.get(name), name, findings)) for name in ("menu", "voet"))
    kleuren, found = read_kleuren(raw)
    return Skin(url, menu, voet, kleuren), findings + found


def _links(raw: RawRecord, portal: Portal | None, rows: object, name: str, findings: list[Finding]) -> Iterator[Link]:
    """Yield the links of the list `extra: menu:` or `extra: voet:`; what is wrong with it is added to `findings`."""
    if not isinstance(rows, list) or not rows:
        findings.append(Finding(raw.place(("extra", name)), "menu", f"De lijst met links (extra: {name}:) ontbreekt.",
                                f'Zet onder extra: {name}: een regel per link: - {{titel: Contact, naar: "pagina:contact"}}'))
        return
    for number, row in enumerate(rows):
        where = raw.place(("extra", name, number))
        if not isinstance(row, dict) or set(row) != {"titel", "naar"} or not all(isinstance(text, str) for text in row.values()):
            findings.append(Finding(where, "menu", f"Een regel van '{name}' heeft een titel en een verwijzing nodig.",
                                    'Schrijf: - {titel: Contact, naar: "pagina:contact"}'))
        elif portal is not None:
            if link := resolve(portal, row["naar"]):
                yield Link(row["titel"], link.url)
            elif not portal.is_broken(*row["naar"].partition(":")[::2]):
                findings.append(Finding(where, "menu", f"'{row['naar']}' bestaat niet.", near_ref(portal, row["naar"])))


def compare_skins(old: Skin, new: Skin) -> Iterator[str]:
    """Yield in words what differs between two skins: the address, and the links of menu and foot."""
    if old.url != new.url:
        yield f"Het webadres van de site was {old.url}, is nu {new.url}."
    for name, before, after in (("menu", old.menu, new.menu), ("voet", old.voet, new.voet)):
        yield from (f"In {name} toegevoegd: {link.titel} (/{link.url})." for link in after if link not in before)
        yield from (f"Uit {name} verdwenen: {link.titel} (/{link.url})." for link in before if link not in after)
        if before != after and set(before) == set(after):
            yield f"De volgorde in {name} is anders."
