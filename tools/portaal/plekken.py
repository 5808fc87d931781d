"""Every place that the finder can show, with what a visitor can choose by: schools and provisions with their facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from .editie import verband_of
from .memo import per_school
from .model import SOORT_SCHOOL, SOORT_VOORZIENING, Portal, School, Voorziening
from .model.fields import Bereik, Coordinaten
from .urls import slugify, url_of

ONBEKEND = "onbekend"
# More cards make a page too heavy for a phone; a facet with more values is no help to choose.
MAX_CARDS, MAX_WAARDEN = 1_000, 300
# A school that is a special place itself is shown once, as that place.
_WHOLE_SCHOOL = ("sbo", "so")
_STAAT = {
    "nu": "Is er nu", "op_aanvraag": "Op aanvraag", "met_partner": "Samen met een partner", "in_opbouw": "Nog in opbouw",
    "niet": "Is er niet",
}
_TLV = {True: "TLV nodig", False: "geen TLV nodig", None: ""}


class Plek(Struct, frozen=True):
    """One place or form of help. `facetten` maps a facet to the values that hold for it; none means onbekend.

    `waarom` says in a few words for whom it is; `onbekend` what nobody told yet. Where a provision is a whole school,
    `school_ref` and `school_url` lead to the record and the page of that school.
    """

    ref: str
    titel: str
    url: str
    soort: str
    tekst: str
    plaats: str
    waarom: tuple[str, ...]
    onbekend: tuple[str, ...]
    facetten: Mapping[str, tuple[str, ...]]
    punt: Coordinaten | None = None
    school_ref: str = ""
    school_url: str = ""


class Waarde(Struct, frozen=True):
    """A value to choose, and how many places have it."""

    id: str
    titel: str
    aantal: int


class Facet(Struct, frozen=True):
    """A question with values to choose from: any of the values chosen will do."""

    id: str
    titel: str
    waarden: tuple[Waarde, ...]


def place_of(portal: Portal, voorziening: Voorziening) -> str:
    """Return the place where a provision is, '' where it is at no fixed place or nobody said."""
    if school := portal.schools.get(voorziening.school or ""):
        return school.place
    return voorziening.adres.plaats if voorziening.adres else ""


def collect_plekken(portal: Portal) -> tuple[Plek, ...]:
    """Return all provisions, in file order, and then all open schools that are no provision themselves, by place."""
    special = {v.school for v in portal.voorzieningen.values() if v.soort in _WHOLE_SCHOOL}
    shown = (school.is_open and school.id not in special for school in portal.schools.values())
    schools = [plek for plek, is_shown in zip(_schools(portal), shown, strict=True) if is_shown]
    schools.sort(key=lambda plek: (plek.plaats, slugify(plek.titel)))
    voorzieningen = (_voorziening(portal, voorziening) for voorziening in portal.voorzieningen.values())
    plekken = (*voorzieningen, *schools)
    return tuple(_signed(portal, plek) for plek in plekken) if portal.samenwerkingsverbanden else plekken


def _signed(portal: Portal, plek: Plek) -> Plek:
    """Return a place of an edition that says from which partnership it is."""
    verband = verband_of(portal, *plek.ref.split(":", 1))
    facetten = {"samenwerkingsverband": (verband.id if verband else ONBEKEND,), **plek.facetten}
    return replace(plek, facetten=facetten, waarom=(*plek.waarom, f"van: {verband.kort}") if verband else plek.waarom)


def split_large(plekken: Sequence[Plek]) -> tuple[Sequence[Plek], Sequence[Plek]]:
    """Return the places that stand in the page of the finder, and the rest: () unless there are more than a page bears."""
    if len(plekken) <= MAX_CARDS:
        return plekken, ()
    return ([plek for plek in plekken if not plek.ref.startswith("school:")], [plek for plek in plekken if plek.ref.startswith("school:")])


def _voorziening(portal: Portal, record: Voorziening) -> Plek:
    school = portal.schools.get(record.school or "")
    adres = record.adres or (school.adres if school else None)
    place = record.adres.plaats if record.adres else school.place if school else ""
    tlv = record.toegang.tlv_nodig
    is_school = school is not None and record.soort in _WHOLE_SCHOOL
    return Plek(
        ref=f"voorziening:{record.id}",
        titel=record.titel,
        url=url_of("voorziening", record),
        soort=SOORT_VOORZIENING[record.soort],
        tekst=record.samenvatting,
        plaats=place,
        waarom=tuple(filter(None, (
            _for_whom(portal, record.hulpvragen), _range("groep", record.groep), _range("leeftijd", record.leeftijd),
            _TLV[tlv], "" if record.staat in ("nu", ONBEKEND) else _STAAT[record.staat].lower(),
        ))),
        onbekend=tuple(filter(None, (
            "" if adres else "waar dit is", "of een TLV nodig is" if tlv is None else "",
            "of dit er nu is" if record.staat == ONBEKEND else "",
        ))),
        facetten={
            "hulpvraag": record.hulpvragen,
            "soort": (record.soort,),
            "hb": (record.hb_vorm,) if record.hb_vorm else (),
            "plaats": (slugify(place),) if place else (ONBEKEND,),
            "tlv": (_yes_no(tlv),),
            "groep": _groups(record),
            "staat": (record.staat,),
            "bestuur": ((school.bestuur if school else None) or ONBEKEND,),
        },
        punt=record.coordinaten or (school.coordinaten if school else None),
        school_ref=f"school:{school.id}" if is_school else "",
        school_url=url_of("school", school) if is_school else "",
    )


@per_school
def _schools(record: School, portal: Portal) -> Plek:
    latest = record.latest_aanbod
    offers = [offer for offer in (*latest.aanbod, *latest.hb) if offer.staat not in ("niet", ONBEKEND)] if latest else []
    onderdelen = [portal.onderdelen[offer.onderdeel] for offer in offers if offer.onderdeel in portal.onderdelen]
    hulpvragen = tuple(dict.fromkeys(id_ for onderdeel in onderdelen for id_ in onderdeel.hulpvragen))
    # A TLV is for speciaal basisonderwijs and speciaal onderwijs only (regel tlv-nodig).
    tlv = {"bao": False, "sbo": True}.get(record.soort)
    return Plek(
        ref=f"school:{record.id}",
        titel=record.naam,
        url=url_of("school", record),
        soort=SOORT_SCHOOL[record.soort],
        tekst=f"{record.adres.straat} {record.adres.huisnummer}, {record.adres.plaats}",
        plaats=record.place,
        waarom=tuple(filter(None, (_for_whom(portal, hulpvragen), record.denominatie, _TLV[tlv]))),
        onbekend=() if latest else ("welke hulp de school biedt",),
        facetten=_shared(
            ("hulpvraag", hulpvragen if latest else (ONBEKEND,)),
            ("soort", (record.soort,)),
            ("hb", tuple(onderdeel.id for onderdeel in onderdelen if onderdeel.soort == "hb")),
            ("plaats", (slugify(record.place),)),
            ("tlv", (_yes_no(tlv),)),
            ("groep", tuple(map(str, range(1, 9))) if record.soort == "bao" else (ONBEKEND,)),
            # Of its help; that the school itself is there, tells a parent nothing.
            ("staat", tuple(dict.fromkeys(offer.staat for offer in offers)) or (ONBEKEND,)),
            ("bestuur", (record.bestuur or ONBEKEND,)),
        ),
        punt=record.coordinaten,
    )


@lru_cache(maxsize=1 << 15)
def _shared(*facetten: tuple[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Return facets that all schools with the same values have together: a country has a third as many of these as schools, and counts them often."""
    return dict(facetten)


def _for_whom(portal: Portal, hulpvragen: Sequence[str]) -> str:
    names = [portal.hulpvragen[id_].kort for id_ in hulpvragen if id_ in portal.hulpvragen]
    return f"voor: {', '.join(names)}" if names else ""


def _range(word: str, value: Bereik | None) -> str:
    if value is None:
        return ""
    years = " jaar" if word == "leeftijd" else ""
    return f"{word} {value.van}{years}" if value.van == value.tot else f"{word} {value.van} tot en met {value.tot}{years}"


def _yes_no(value: bool | None) -> str:
    return {True: "ja", False: "nee", None: ONBEKEND}[value]


def _groups(record: Voorziening) -> tuple[str, ...]:
    """Return the groups 1 to 8; where only an age is known, the groups that children of that age are in.

    A child turns four at the start of group 1, so group g holds children of g + 3 and g + 4 years.
    """
    if record.groep:
        groups = range(record.groep.van, record.groep.tot + 1)
    elif record.leeftijd:
        groups = [g for g in range(1, 9) if record.leeftijd.van <= g + 4 and record.leeftijd.tot >= g + 3]
    else:
        return (ONBEKEND,)
    return tuple(map(str, groups))


def collect_facets(portal: Portal, plekken: Sequence[Plek]) -> tuple[Facet, ...]:
    """Return what a visitor can choose by, the need first; a value that no place has is left out."""
    counts = [*_counts(plekken)]
    places = {slugify(plek.plaats): plek.plaats for plek in sorted(plekken, key=lambda plek: plek.plaats) if plek.plaats}
    made = (
        _facet(counts, "hulpvraag", "Waar heeft uw kind hulp bij nodig?",
               {hulpvraag.id: hulpvraag.kort for hulpvraag in portal.hulpvragen.values()}, "Hulp nog niet opgegeven"),
        _facet(counts, "samenwerkingsverband", "Van welk samenwerkingsverband?", {verband.id: verband.kort for verband in portal.samenwerkingsverbanden},
               "Van de hele regio"),
        _facet(counts, "soort", "Wat voor plek?", {**SOORT_VOORZIENING, **SOORT_SCHOOL, **SOORT_VOORZIENING}),
        _facet(counts, "plaats", "In welke plaats?", places, "Plaats nog niet bekend"),
        _facet(counts, "groep", "In welke groep?", {str(group): f"Groep {group}" for group in range(1, 9)},
               "Groep nog niet opgegeven"),
        _facet(counts, "staat", "Is de hulp er nu?", _STAAT, "Nog niet opgegeven"),
        _facet(counts, "tlv", "Is een TLV nodig?", {"ja": "TLV nodig", "nee": "Geen TLV nodig"}, "TLV nog niet bekend"),
        _facet(counts, "hb", "Welk aanbod voor hoogbegaafde kinderen?",
               {onderdeel.id: onderdeel.titel for onderdeel in portal.onderdelen.values() if onderdeel.soort == "hb"}),
        _facet(counts, "bestuur", "Welk schoolbestuur?", {bestuur.id: bestuur.naam for bestuur in portal.besturen.values()},
               "Bestuur nog niet bekend"),
    )
    return tuple(facet for facet in made if 0 < len(facet.waarden) <= MAX_WAARDEN)


def _counts(plekken: Sequence[Plek]) -> Iterator[tuple[Mapping[str, tuple[str, ...]], int]]:
    """Yield the facets that places have, and how many places have the very same."""
    shared = shared_facets(plekken)
    yield from ((shared[key], number) for key, number in Counter(id(plek.facetten) for plek in plekken).items())


def shared_facets(plekken: Iterable[Plek]) -> dict[int, Mapping[str, tuple[str, ...]]]:
    """Return the facets of places by their identity: most places share theirs with others (see `_shared`)."""
    return {id(plek.facetten): plek.facetten for plek in plekken}


def _facet(of_places: Iterable[tuple[Mapping[str, tuple[str, ...]], int]], id_: str, titel: str, names: Mapping[str, str], unknown: str = "") -> Facet:
    counts: Counter[str] = Counter()
    for facetten, number in of_places:
        for value in set(facetten.get(id_, ())):
            counts[value] += number
    values = {**names, ONBEKEND: unknown}
    return Facet(id_, titel, tuple(Waarde(value, name, counts[value]) for value, name in values.items() if counts[value]))
