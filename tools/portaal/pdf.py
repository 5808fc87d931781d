"""Route maps on paper: tagged PDF (PDF/UA-1) per route and audience, made by Typst from the same records.

A PDF whose content did not change is taken from the cache, since nothing in it depends on anything else.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .dutch import datum
from .finding import Finding, Location, Refused
from .model import ROL, Portal, Regel, Routekaart, Stap
from .theme import THEME
from .urls import LEZERS, pdf_url, url_of
from .versions import version_of

TEMPLATE = THEME / "pdf" / "routekaart.typ"
if TYPE_CHECKING:
    import typst

_TYPST = version_of("typst") or ""
_PATTERN = 1  # rows of light and dark by turns (ISO/IEC 18004, table 10), even on any text
_SOORT = {"wet": "wet", "afspraak": "afspraak in de regio", "streven": "streven"}


def build_pdfs(portal: Portal, site_url: str, today: dt.date, cache: Path) -> dict[str, bytes]:
    """Return site path -> PDF for every route map and audience.

    Raises:
        Refused: a route map holds a character that our letters on paper do not have.
    """
    files, used, template = {}, set(), TEMPLATE.read_bytes()
    for kaart in portal.routekaarten.values():
        for lezer in LEZERS:
            content = json.dumps(_content(portal, kaart, lezer, site_url, today), ensure_ascii=False, sort_keys=True)
            digest = hashlib.sha256(template + _TYPST.encode() + content.encode()).hexdigest()
            kept = cache / "pdf" / f"{digest[:32]}.pdf"
            used.add(kept.name)
            try:
                made = kept.read_bytes()
            except OSError:
                made = compile_pdf(template, content, portal.place("routekaart", kaart.id))
                _keep(kept, made)
            files[pdf_url(kaart, lezer)] = made
    _forget(cache / "pdf", used)
    return files


@cache
def _fonts() -> typst.Fonts:
    """Typst's own fonts; those of the machine are left out, so that every machine makes the same bytes."""
    import typst

    return typst.Fonts(include_system_fonts=False)


def compile_pdf(template: bytes, content: str, where: Location) -> bytes:
    """Return the tagged PDF that a template makes of `content`, JSON that it reads as gegevens.json.

    Raises:
        Refused: a character that paper cannot show.
    """
    import typst  # 80 MB of program, needed only where a PDF is new

    try:
        # (In a file, not in `sys_inputs`: of a document with other inputs Typst uses nothing again.)
        files = {"main.typ": template, "gegevens.json": content.encode()}
        return typst.compile(files, font_paths=_fonts(), pdf_standards=["ua-1"], timestamp=0)
    except typst.TypstError as error:
        if not (missing := re.search(r"the text `\"(.+?)\"` could not be displayed", str(error))):
            raise
        raise Refused([Finding(where, "teken-op-papier", f"Het teken '{missing[1]}' staat in deze tekst, maar kan niet op papier.",
                               "Haal het weg, of schrijf het in gewone letters.")]) from error


def _keep(path: Path, content: bytes) -> None:
    """Keep a paper for the next build; where nothing can be kept, it is made again then."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".nieuw")
        fresh.write_bytes(content)
        fresh.replace(path)


def _forget(folder: Path, used: Iterable[str]) -> None:
    for path in folder.glob("*"):
        if path.name not in used:
            with contextlib.suppress(OSError):
                path.unlink()


def _content(portal: Portal, kaart: Routekaart, lezer: str, site_url: str, today: dt.date) -> dict[str, Any]:
    """All words of one PDF; the audience's own acts come first in each step."""
    url = site_url + url_of("routekaart", kaart)
    numbers = {stap.id: number for number, stap in enumerate(kaart.stappen, start=1)}
    organisatie, steunpunt = portal.organisatie, portal.organisatie.steunpunt
    return {
        "titel": kaart.titel, "samenvatting": kaart.samenvatting, "lezer": LEZERS[lezer], "url": url, "qr": _qr(url),
        "van": organisatie.korte_naam, "nagekeken": datum(kaart.gecontroleerd_op), "gemaakt": datum(today),
        "voor_wie": list(kaart.voor_wie), "goed_om_te_weten": list(kaart.goed_om_te_weten),
        "stappen": [_step(portal, stap, numbers, lezer) for stap in kaart.stappen],
        "hulp": f"{steunpunt.naam}: {steunpunt.telefoon or steunpunt.website or 'telefoon onbekend'}. {organisatie.naam}: {organisatie.telefoon or organisatie.email or 'telefoon onbekend'}.",
        "bronnen": _sources(portal, kaart.bron),
    }


@lru_cache(maxsize=1024)
def _qr(url: str) -> str:
    import segno  # like Typst: no drawing, no import

    drawing = io.BytesIO()
    # Trying all eight patterns to find the one that is most even takes as long as laying out four pages; any of them can be read.
    segno.make(url, error="m", mask=_PATTERN).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


def _sources(portal: Portal, bronnen: Iterable[Any]) -> str:
    return "; ".join(dict.fromkeys(portal.bronnen[bron.id].titel + (f", {bron.plek}" if bron.plek else "") for bron in bronnen))


def _soort(portal: Portal, regel: Regel) -> str:
    return "landelijke regel" if regel.soort == "wet" and not portal.artikelen_of(regel) else _SOORT[regel.soort]


def _step(portal: Portal, stap: Stap, numbers: Mapping[str, int], lezer: str) -> dict[str, Any]:
    acts = [("U doet:" if lezer == "ouder" else "De ouder doet:", stap.ouder_doet), ("De school doet:" if lezer == "ouder" else "U doet als school:", stap.school_doet)]
    uitkomst = stap.uitkomst
    goes_elsewhere = stap.daarna and numbers[stap.daarna] != numbers[stap.id] + 1
    return {
        "nummer": numbers[stap.id], "titel": stap.titel, "wie": ", ".join(ROL[rol].lower() for rol in stap.wie), "wat": stap.wat,
        "doen": acts if lezer == "ouder" else acts[::-1], "nodig": list(stap.nodig),
        "regels": [
            {"titel": regel.titel, "tekst": regel.tekst, "soort": _soort(portal, regel), "bron": _sources(portal, regel.bron)}
            for regel in (portal.regels[id_] for id_ in stap.regels)
        ],
        "vraag": stap.vraag, "keuzes": [{"antwoord": keuze.antwoord, "nummer": numbers[keuze.naar]} for keuze in stap.keuzes],
        "verder": f"Ga verder bij stap {numbers[stap.daarna]}." if goes_elsewhere else "",
        "einde": [("Recht:", uitkomst.recht), ("Volgende stap:", uitkomst.volgende), ("Bij wie:", uitkomst.contact)] if uitkomst else [],
        "contact": stap.contact, "lang": len(stap.wat) + sum(len(portal.regels[id_].tekst) for id_ in stap.regels) > 1500,
    }
