"""Which part of the portal stands in which language: what is translated, what is not, and what was overtaken by the Dutch.

A part is the smallest text that is translated as a whole: a step, a rule, a need, a word. It is shown in the language of
the reader, or whole in Dutch; never half.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from msgspec import Struct

from .model import Leestaal, Portal, Record, Routekaart, Stap, Vertaling
from .model.steun import Hulpvraag
from .model.uitleg import Begrip, Regel

Stand = Literal["goed", "verouderd", "onvolledig", "ontbreekt"]


def kenmerk_of(original: Record) -> str:
    """Return eight signs that differ when the Dutch text of a part differs; all else in the record is left out."""
    texts = "\x1f".join(_TEXTS[type(original)](original))
    return hashlib.sha256(texts.encode()).hexdigest()[:8]


def _stap_texts(stap: Stap) -> tuple[str, ...]:
    end = (stap.uitkomst.recht, stap.uitkomst.volgende) if stap.uitkomst else ("", "")
    return (stap.titel, stap.wat, stap.ouder_doet, *stap.nodig, stap.vraag, *(keuze.antwoord for keuze in stap.keuzes), *end)


# What is translated of a record.
_TEXTS: Mapping[type[Record], Callable[[Any], tuple[str, ...]]] = {
    Stap: _stap_texts,
    Routekaart: lambda kaart: (kaart.titel, kaart.samenvatting),
    Hulpvraag: lambda hulpvraag: (hulpvraag.titel,),
    Begrip: lambda begrip: (begrip.uitleg,),
    Regel: lambda regel: (regel.titel, regel.tekst),
}


class Deel(Struct, frozen=True):
    """A part in Dutch and, where there is one, its translation.

    `naam` tells an editor which part it is, `place` is (kind, id, steps…) of the translation or of where it should stand.
    """

    naam: str
    original: Record
    vertaling: Any
    place: tuple[Any, ...]

    @property
    def kenmerk(self) -> str:
        return kenmerk_of(self.original)

    @property
    def stand(self) -> Stand:
        if self.vertaling is None:
            return "ontbreekt"
        if self.vertaling.kenmerk != self.kenmerk:
            return "verouderd"
        return "onvolledig" if self.missing else "goed"

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields of a step that the original fills and the translation does not."""
        if not isinstance(self.original, Stap):
            return ()
        stap, own = self.original, self.vertaling
        pairs = {
            "ouder_doet": (bool(stap.ouder_doet), bool(own.ouder_doet)), "nodig": (len(stap.nodig), len(own.nodig)),
            "vraag": (bool(stap.vraag), bool(own.vraag)), "antwoorden": (len(stap.keuzes), len(own.antwoorden)),
            "recht": (bool(stap.uitkomst), bool(own.recht)), "volgende": (bool(stap.uitkomst), bool(own.volgende)),
        }
        return tuple(name for name, (theirs, ours) in pairs.items() if theirs != ours)


def vertaling_of(portal: Portal, leestaal: str, routekaart: str) -> Vertaling | None:
    """Return the translation of a route map, None where there is none."""
    return portal.vertalingen.get(f"{leestaal}-{routekaart}")


def terms_of(portal: Portal, leestaal: Leestaal) -> tuple[str, ...]:
    """Return the rules with a term that the routes of a language name: the ones that a reader must not miss."""
    kaarten = (portal.routekaarten[id_] for id_ in leestaal.routekaarten if id_ in portal.routekaarten)
    named = dict.fromkeys(id_ for kaart in kaarten for stap in kaart.stappen for id_ in stap.regels)
    return tuple(id_ for id_ in named if id_ in portal.regels and portal.regels[id_].weken)


def delen_of(portal: Portal, leestaal: Leestaal) -> Iterator[Deel]:
    """Yield every part that a language should have: needs, rules with a term and routes; of words those that it explains."""
    expected = (
        ("hulpvragen_vertaald", "hulpvraag", portal.hulpvragen, tuple(portal.hulpvragen)),
        ("regels_vertaald", "regel", portal.regels, terms_of(portal, leestaal)),
        ("begrippen_vertaald", "begrip", portal.begrippen, tuple(begrip.begrip for begrip in leestaal.begrippen_vertaald)),
    )
    for field, kind, records, ids in expected:
        own = {getattr(entry, kind): (number, entry) for number, entry in enumerate(getattr(leestaal, field))}
        for id_ in ids:
            if id_ in records:
                number, entry = own.get(id_, (None, None))
                steps = (field,) if number is None else (field, number, "kenmerk")
                yield Deel(f"{kind} '{id_}'", records[id_], entry, ("leestaal", leestaal.id, *steps))
    for id_ in leestaal.routekaarten:
        if id_ in portal.routekaarten:
            yield from route_delen(portal, leestaal, portal.routekaarten[id_])


def route_delen(portal: Portal, leestaal: Leestaal, kaart: Routekaart) -> Iterator[Deel]:
    """Yield the head of a route map and then its steps; only the head where nothing of the route is translated."""
    own = vertaling_of(portal, leestaal.id, kaart.id)
    if own is None:
        yield Deel(f"route '{kaart.id}'", kaart, None, ("leestaal", leestaal.id, "routekaarten", leestaal.routekaarten.index(kaart.id)))
        return
    yield Deel(f"begin van route '{kaart.id}'", kaart, own, ("vertaling", own.id, "kenmerk"))
    steps = {stap.id: (number, stap) for number, stap in enumerate(own.stappen)}
    for stap in kaart.stappen:
        number, step = steps.get(stap.id, (None, None))
        place = ("stappen",) if number is None else ("stappen", number, "kenmerk")
        yield Deel(f"stap '{stap.id}'", stap, step, ("vertaling", own.id, *place))


def original_changed_on(portal: Portal, deel: Deel) -> dt.date | None:
    """Return the day on which the Dutch text of a part changed last, None where git does not know; of a step it is that of its route."""
    kind = type(deel.original).__name__.lower()
    owner = ("routekaart", portal.vertalingen[deel.place[1]].routekaart) if kind == "stap" else (kind, deel.original.id)  # type: ignore[attr-defined]
    return portal.changed_on.get(owner)


class Vertaald(Struct, frozen=True):
    """A portal in a language: `portal` has the translated texts in it, `dutch` tells why a part is not among them.

    `dutch` maps (kind, id) to how it stands with a part; a step is ("stap", "<route>/<step>").
    """

    portal: Portal
    dutch: Mapping[tuple[str, str], Stand]


def vertaal(portal: Portal, leestaal: Leestaal) -> Vertaald:
    """Return the portal as readers of a language get it: a part without a good translation stays Dutch."""
    dutch: dict[tuple[str, str], Stand] = {}
    made: dict[str, dict[str, Any]] = {"hulpvraag": {}, "regel": {}, "begrip": {}, "routekaart": {}, "stap": {}}
    owner = ""
    for deel in delen_of(portal, leestaal):
        if isinstance(deel.original, Routekaart):
            owner = deel.original.id
        kind = type(deel.original).__name__.lower()
        key = f"{owner}/{deel.original.id}" if kind == "stap" else deel.original.id
        if deel.stand == "goed":
            made[kind][key] = _translate(deel.original, deel.vertaling)
        else:
            dutch[kind, key] = deel.stand
    kaarten = {
        id_: kaart.model_copy(update={"stappen": tuple(made["stap"].get(f"{id_}/{stap.id}", stap) for stap in kaart.stappen)})
        for id_, kaart in (portal.routekaarten | made["routekaart"]).items()
    }
    return Vertaald(replace(portal, hulpvragen=portal.hulpvragen | made["hulpvraag"], regels=portal.regels | made["regel"],
                            begrippen=portal.begrippen | made["begrip"], routekaarten=kaarten), dutch)


def _translate(original: Record, own: Any) -> Record:
    """Return a record with the texts of its translation in the place of its own."""
    names = {Routekaart: ("titel", "samenvatting"), Hulpvraag: ("titel",), Begrip: ("uitleg",), Regel: ("titel", "tekst")}
    if not isinstance(original, Stap):
        return original.model_copy(update={name: getattr(own, name) for name in names[type(original)]})
    keuzes = tuple(keuze.model_copy(update={"antwoord": antwoord}) for keuze, antwoord in zip(original.keuzes, own.antwoorden, strict=True))
    end = original.uitkomst and original.uitkomst.model_copy(update={"recht": own.recht, "volgende": own.volgende})
    return original.model_copy(update={
        "titel": own.titel, "wat": own.wat, "ouder_doet": own.ouder_doet, "nodig": own.nodig, "vraag": own.vraag, "keuzes": keuzes, "uitkomst": end,
    })
