"""Blocks that a Markdown page pulls in by name: facts stand in the data, a page never retypes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from ..finding import did_you_mean
from ..model import SOORT_VOORZIENING, Organisatie, Portal
from ..urls import resolve
from ..vertaling import vertaal
from .leestaal import routes_of
from .nieuws import latest
from .parts import (
    Item,
    hulpvraag_item,
    onderdeel_item,
    page_item,
    regel_view,
    routekaart_item,
    tegenspraken_over,
    voorziening_item,
)
from .verklaring import verklaring_view

_ORGANISATIE = "organisatie:organisatie"


class Block(Struct, frozen=True):
    """A piece of a prose page: a file in theme/templates/ and its view."""

    template: str
    view: Any


class RoutekaartBlock(Struct, frozen=True):
    """A route map in short: its row and the titles of its steps."""

    item: Item
    stappen: tuple[str, ...]


def _contact(portal: Portal, argument: str) -> Block:
    _no_argument("contact", argument)
    # Only what differs about the contact itself; the block `tegenspraken` shows the rest.
    about_contact = (v for v in tegenspraken_over(portal, _ORGANISATIE) if v.tegenspraak.veld in Organisatie.model_fields)
    return Block("blok/contact.html", tuple(about_contact))


def _tegenspraken(portal: Portal, argument: str) -> Block:
    if not argument or not resolve(portal, argument):
        raise ValueError(f"'{argument}' bestaat niet. Schrijf waar het over gaat, bijvoorbeeld {_ORGANISATIE}.")
    return Block("blok/tegenspraken.html", tegenspraken_over(portal, argument))


def _steunpunt(portal: Portal, argument: str) -> Block:
    _no_argument("steunpunt", argument)
    return Block("blok/steunpunt.html", None)


def _bewaren(portal: Portal, argument: str) -> Block:
    _no_argument("bewaren", argument)
    return Block("blok/bewaren.html", None)


def _sneltoets(portal: Portal, argument: str) -> Block:
    _no_argument("sneltoets", argument)
    return Block("blok/sneltoets.html", None)


def _toegankelijkheidsverklaring(portal: Portal, argument: str) -> Block:
    _no_argument("toegankelijkheidsverklaring", argument)
    return Block("blok/verklaring.html", verklaring_view(portal))


def _deuren(portal: Portal, argument: str) -> Block:
    _no_argument("deuren", argument)
    doors = [page_item(portal.pages[id_]) for id_ in ("ouders", "scholen") if id_ in portal.pages]
    search = Item("Zoek een plek", "zoeken/", "Vind scholen, speciale plekken en hulp. Zoek in uw eigen woorden.")
    return Block("blok/deuren.html", (*doors, search))


def _hulpvragen(portal: Portal, argument: str) -> Block:
    _no_argument("hulpvragen", argument)
    return Block("blok/hulpvragen.html", tuple(hulpvraag_item(need) for need in portal.hulpvragen.values()))


def _regel(portal: Portal, argument: str) -> Block:
    return Block("blok/regel.html", regel_view(portal, _known("regel", argument, portal.regels)))


def _voorzieningen(portal: Portal, argument: str) -> Block:
    key, _, value = argument.partition("=")
    if key == "hulpvraag":
        _known("hulpvraag", value, portal.hulpvragen)
        found = [v for v in portal.voorzieningen.values() if value in v.hulpvragen]
    elif key == "soort":
        _known("soort", value, SOORT_VOORZIENING)
        found = [v for v in portal.voorzieningen.values() if v.soort == value]
    else:
        raise ValueError("Schrijf bij 'voorzieningen' welke u bedoelt, bijvoorbeeld hulpvraag=autisme of soort=sbo.")
    return Block("blok/lijst.html", tuple(voorziening_item(portal, voorziening) for voorziening in found))


def _onderdelen(portal: Portal, argument: str) -> Block:
    _known("soort", argument, dict.fromkeys(("basis", "extra", "hb")))
    found = [onderdeel for onderdeel in portal.onderdelen.values() if onderdeel.soort == argument]
    return Block("blok/lijst.html", tuple(onderdeel_item(onderdeel) for onderdeel in found))


def _routekaart(portal: Portal, argument: str) -> Block:
    routekaart = _known("routekaart", argument, portal.routekaarten)
    steps = tuple(stap.titel for stap in routekaart.stappen)
    return Block("blok/routekaart.html", RoutekaartBlock(routekaart_item(routekaart), steps))


def _leestaal(portal: Portal, argument: str) -> Block:
    leestaal = _known("leestaal", argument, portal.leestalen)
    return Block("blok/leestaal.html", routes_of(portal, leestaal, vertaal(portal, leestaal)))


def _nieuws(portal: Portal, argument: str) -> Block:
    _no_argument("nieuws", argument)
    return Block("blok/nieuws.html", latest(portal))


def _known(word: str, id_: str, records: Mapping[str, Any]) -> Any:
    if not id_:
        raise ValueError(f"Schrijf erbij welke {word} u bedoelt. Kies uit: {', '.join(records)}.")
    if id_ not in records:
        repair = did_you_mean(id_, records, otherwise=f"Kies uit: {', '.join(records)}.")
        raise ValueError(f"{word} '{id_}' bestaat niet. {repair}")
    return records[id_]


def _no_argument(name: str, argument: str) -> None:
    if argument:
        raise ValueError(f"Schrijf niets achter '{name}'. Haal '{argument}' weg.")


# Name in Markdown -> maker: (portal, text after the name) -> Block; raises ValueError (Dutch) on a wrong text.
BLOCKS: Mapping[str, Callable[[Portal, str], Block]] = {
    "contact": _contact,
    "steunpunt": _steunpunt,
    "bewaren": _bewaren,
    "sneltoets": _sneltoets,
    "toegankelijkheidsverklaring": _toegankelijkheidsverklaring,
    "deuren": _deuren,
    "hulpvragen": _hulpvragen,
    "regel": _regel,
    "voorzieningen": _voorzieningen,
    "onderdelen": _onderdelen,
    "routekaart": _routekaart,
    "tegenspraken": _tegenspraken,
    "nieuws": _nieuws,
    "leestaal": _leestaal,
}
