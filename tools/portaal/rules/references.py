"""Rules on what records say of each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ..finding import did_you_mean
from ..memo import by_identity
from ..model import BY_ID, REFS, Organisatie, Portal
from ..urls import generated, near_ref, place_url, resolve, url_of
from .problem import Problem

Step = str | int
_OURS = "een pagina die het portaal zelf maakt"


def _walk(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], str, str]]:
    """Yield (path, kind or `ref`, name) for every name of another record inside a record."""
    fields = type(value).model_fields
    if set(fields) == {"id", "plek"}:
        yield (*path, "id"), "bron", value.id
        return
    for name in fields:
        content = getattr(value, name)
        if name in BY_ID or name in REFS:
            kind = BY_ID.get(name, "ref")
            if isinstance(content, tuple):
                yield from (((*path, name, number), kind, item) for number, item in enumerate(content))
            elif content is not None:
                yield (*path, name), kind, content
        elif isinstance(content, tuple):
            for number, item in enumerate(content):
                if hasattr(type(item), "model_fields"):
                    yield from _walk(item, (*path, name, number))
        elif hasattr(type(content), "model_fields"):
            yield from _walk(content, (*path, name))


@by_identity
def _named(record: Any) -> tuple[tuple[tuple[Step, ...], str, str], ...]:
    return tuple(_walk(record))


def _everything(portal: Portal) -> Iterator[tuple[str, str, Any]]:
    yield from portal.all_records()
    yield from (("pagina", id_, page.meta) for id_, page in portal.pages.items())


def named_refs(portal: Portal) -> Iterator[tuple[str, str, tuple[Step, ...], str]]:
    """Yield (kind, id, path, reference) of every reference such as `pagina:contact` in a record or a front matter."""
    for kind, id_, record in _everything(portal):
        yield from ((kind, id_, path, name) for path, named, name in _named(record) if named == "ref")


def unknown_reference(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elke verwijzing naar een ander record, een bron of een pagina bestaat."""
    for kind, id_, record in _everything(portal):
        yield from _unknown_in(portal, kind, id_, record)


def _unknown_in(portal: Portal, kind: str, id_: str, record: Any) -> Iterator[Problem]:
    for path, named, name in _named(record):
        if named == "ref":
            target, _, target_id = name.partition(":")
            if _means_no_record(path, target, target_id) or portal.is_broken(target, target_id) or resolve(portal, name):
                continue
            yield Problem(portal.place(kind, id_, *path), f"'{name}' bestaat niet.", near_ref(portal, name))
        elif name not in portal.records(named) and not portal.is_broken(named, name):
            yield Problem(portal.place(kind, id_, *path), f"Er is geen {named} '{name}'.",
                          did_you_mean(name, portal.records(named), otherwise=f"Kijk welke er zijn, of maak dit record: {named}."))


def _means_no_record(path: tuple[Step, ...], target: str, target_id: str) -> bool:
    """Two fields may name something else: `vindt` a word, `over` one field of the organisation."""
    return ("vindt" in path and target == "woord") or (
        "over" in path and target == "organisatie" and target_id in Organisatie.model_fields
    )


def wrong_soort_onderdeel(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Onder hb staan alleen onderdelen van de soort hb, onder aanbod alleen basis en extra."""
    for id_, school in portal.schools.items():
        for number, jaar in enumerate(school.ondersteuningsaanbod):
            for name in ("aanbod", "hb"):
                for row, aanbod in enumerate(getattr(jaar, name)):
                    onderdeel = portal.onderdelen.get(aanbod.onderdeel)
                    if onderdeel and (onderdeel.soort == "hb") != (name == "hb"):
                        yield Problem(
                            portal.place("school", id_, "ondersteuningsaanbod", number, name, row, "onderdeel"),
                            f"'{aanbod.onderdeel}' is van de soort {onderdeel.soort} en hoort niet onder '{name}'.",
                            f"Zet het onder '{'hb' if onderdeel.soort == 'hb' else 'aanbod'}'.")
    for id_, voorziening in portal.voorzieningen.items():
        onderdeel = portal.onderdelen.get(voorziening.hb_vorm or "")
        if onderdeel and onderdeel.soort != "hb":
            yield Problem(portal.place("voorziening", id_, "hb_vorm"), f"'{onderdeel.id}' is geen vorm van hb-aanbod.",
                          "Kies een onderdeel van de soort hb.")


def two_pages_one_url(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elk webadres hoort bij één pagina."""
    # Where something stands is looked up for the few that clash.
    seen: dict[str, tuple[Step, ...] | None] = {f"{url}/": None for url in generated(portal)}
    first_in = {school.place: id_ for id_, school in reversed(portal.schools.items())}
    for place, id_ in reversed(first_in.items()):
        seen.setdefault(place_url(place), ("school", id_, "adres", "plaats"))
    for kind in ("school", "voorziening", "hulpvraag", "bestuur", "routekaart", "planproces", "pagina"):
        for id_, record in portal.records(kind).items():
            url, steps = url_of(kind, record), (kind, id_, "slug" if kind == "school" else "id")
            if url in seen:
                first = seen[url]
                yield Problem(portal.place(*steps), f"Het webadres /{url} is al in gebruik: {portal.place(*first) if first else _OURS}.",
                              "Geef een van de twee een andere slug of bestandsnaam.")
            seen.setdefault(url, steps)
    yield from _one_place_two_names(portal)


def _one_place_two_names(portal: Portal) -> Iterator[Problem]:
    said = {place for school in portal.schools.values() for place in (school.adres.plaats, school.place)}
    if len(set(map(place_url, said))) == len(said):
        return
    names: dict[str, str] = {}
    for id_, school in portal.schools.items():
        for place in (school.adres.plaats, school.place) if school.wijk else (school.adres.plaats,):
            url = place_url(place)
            if names.setdefault(url, place) != place:
                yield Problem(portal.place("school", id_, "adres", "plaats"),
                              f"De plaats heet hier '{place}' en elders '{names[url]}'.", "Schrijf de naam overal gelijk.")
