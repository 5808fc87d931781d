"""Rules on news and announcements: days in order, nothing shown too early, one announcement at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from ..actueel import image_of, is_later
from ..dutch import datum
from ..finding import Location, did_you_mean
from ..model import NIEUWS_MAP, ContentPage, Portal
from .problem import Problem
from .prose import page_links, target_page
from .references import named_refs

# An announcement stands above every page of a phone.
_LINE = 160


def news_days(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een nieuwsbericht is te zien vanaf zijn datum of later, en niet voorbij voor het begint."""
    for id_, page in portal.pages.items():
        if not (meta := page.nieuws):
            continue
        if meta.begins < meta.datum:
            yield Problem(portal.place("pagina", id_, "zichtbaar_vanaf"), f"Het bericht is van {datum(meta.datum)}, maar zou al eerder te zien zijn.",
                          "Zet de datum op de dag waarop het bericht verschijnt.")
        if meta.zichtbaar_tot and meta.zichtbaar_tot < meta.begins:
            yield Problem(portal.place("pagina", id_, "zichtbaar_tot"), "Het bericht is al voorbij voor het te zien is.", "Kijk de datums na.")


def news_place(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een nieuwsbericht staat meteen in content/nieuws/, en zijn afbeelding bestaat."""
    for id_, page in portal.pages.items():
        if not page.nieuws:
            continue
        if "/" in page.path.removeprefix(NIEUWS_MAP):
            yield Problem(Location(page.path), "Dit bericht staat een map te diep.", "Zet het bestand in content/nieuws/.")
        image = image_of(page)
        if image and image not in portal.media:
            yield Problem(portal.place("pagina", id_, "afbeelding", "bestand"), f"De afbeelding '{image}' bestaat niet.",
                          did_you_mean(image, portal.media, otherwise="Zet het bestand in content/nieuws/img/ en schrijf hier img/naam.jpg."))


def link_to_later(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Geen link leidt naar een bericht dat nog niet te zien is."""
    later = {page.id: page for page in portal.pages.values() if is_later(page, today)}
    if not later:
        return
    for page in portal.pages.values():
        for where, _, _, target in page_links(page):
            yield from _too_early(later, target_page(portal, page, target), where, page)
    for kind, id_, path, ref in named_refs(portal):
        yield from _too_early(later, ref.removeprefix("pagina:"), portal.place(kind, id_, *path), portal.pages.get(id_) if kind == "pagina" else None)


def _too_early(later: dict[str, ContentPage], target: str, where: Location, source: ContentPage | None) -> Iterator[Problem]:
    found = later.get(target)
    if found is None or (source and source.nieuws and source.nieuws.begins >= found.nieuws.begins):  # type: ignore[union-attr]
        return
    yield Problem(where, f"Het bericht '{found.titel}' is pas te zien op {datum(found.nieuws.begins)}.",  # type: ignore[union-attr]
                  "Haal de link weg tot die dag, of laat het bericht eerder zien.")


def one_announcement(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een mededeling is kort, eindigt niet voor zij begint, en er staat er nooit meer dan één tegelijk."""
    for id_, mededeling in portal.mededelingen.items():
        if mededeling.tot < mededeling.van:
            yield Problem(portal.place("mededeling", id_, "tot"), "Deze mededeling eindigt voor zij begint.", "Kijk de datums na.")
        if len(mededeling.tekst) > _LINE:
            yield Problem(portal.place("mededeling", id_, "tekst"), f"Deze mededeling heeft {len(mededeling.tekst)} tekens.",
                          f"Maak er hoogstens {_LINE} van, en zet de rest in een nieuwsbericht.")
    for first, second in combinations(portal.mededelingen.values(), 2):
        both = max(first.van, second.van)
        if both <= min(first.tot, second.tot):
            yield Problem(portal.place("mededeling", second.id, "van"), f"Op {datum(both)} staat ook de mededeling '{first.id}' op de site.",
                          "Laat de ene eindigen voor de andere begint, of maak er één tekst van.")
