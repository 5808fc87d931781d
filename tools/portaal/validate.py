"""Text becomes the model: known fields and types, as the model declares them, with a Dutch word for each mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from .finding import Finding, Location, did_you_mean
from .memo import while_same
from .model import KINDS, NIEUWS_MAP, ContentPage, Gebied, NieuwsMeta, Organisatie, PageMeta, Portal, Record, Taal
from .node import Node, Raw, RawPage, RawRecord

_PAGE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def build_portal(raw: Raw) -> tuple[Portal | None, list[Finding]]:
    """Return the portal of all records that fit the model, and a finding for every one that does not.

    Without a valid organisatie there is no portal, and None comes back.
    """
    findings: list[Finding] = []
    places: dict[tuple[str, str], RawRecord] = {}
    broken = set(_in_refused_files(raw.refused))
    built: dict[str, dict[str, Any]] = {}
    for kind, (file, model) in KINDS.items():
        built[kind] = {}
        for number, record in enumerate(raw.records.get(file, ())):
            value, found = _build(model, record)
            findings += found
            id_ = _id_of(kind, number, value, record)
            if value is None:
                broken.add((kind, id_))
            elif id_ in built[kind]:
                findings.append(_duplicate(kind, id_, record, places[kind, id_]))
            else:
                built[kind][id_], places[kind, id_] = value, record
    pages = _build_pages(raw.pages, findings, places, broken)
    organisatie: Organisatie | None = next(iter(built["organisatie"].values()), None)
    if organisatie is None:
        if raw.records.get("organisatie.yaml") == () and ("organisatie", "*") not in broken:
            findings.append(Finding(Location("data/organisatie.yaml"), "geen-organisatie",
                                    "Het bestand over het samenwerkingsverband ontbreekt of is leeg.",
                                    "Maak data/organisatie.yaml; data/README.md toont een voorbeeld."))
        return None, findings
    return Portal(
        organisatie, built["bron"], built["bestuur"], built["school"], built["hulpvraag"], built["onderdeel"],
        built["voorziening"], built["routekaart"], built["regel"], built["begrip"], built["document"],
        built["tegenspraak"], tuple(built["zoektaal"].values()), pages, _gebied(raw.grenzen, raw.postcodes),
        raw.media, places, frozenset(broken), built["taal"].get("taal", Taal()),
        built["ondersteuningsplan"].get("ondersteuningsplan"), built["planproces"],
        criteria=built["criterium"],
        uitzonderingen=tuple(built["uitzondering"].values()),
        agenda=built["agendapunt"], mededelingen=built["mededeling"], verhuizingen=built["verhuizing"], comments=raw.comments,
        leestalen=built["leestaal"], vertalingen=built["vertaling"], samenwerkingsverbanden=raw.samenwerkingsverbanden,
    ), findings


# Where points lie is worked out once for the same boundaries.
_gebied = while_same(Gebied)


def _in_refused_files(refused: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (kind, id) of what a file held that could not be read: `*` for all, or the one record it is named after."""
    for kind, (pattern, _) in KINDS.items():
        for name in refused:
            if fnmatch(name, pattern):
                yield kind, PurePosixPath(name).stem if "*" in pattern else "*"


def _id_of(kind: str, number: int, value: Record | None, record: RawRecord) -> str:
    if kind in ("organisatie", "ondersteuningsplan"):
        return kind
    if kind in ("zoektaal", "uitzondering"):
        return str(number)
    if value is not None:
        return value.id
    fields = record.node.plain()
    if kind == "verhuizing":
        return str(fields.get("van"))
    if kind == "vertaling":
        return f"{fields.get('leestaal')}-{fields.get('routekaart')}"
    return str(fields.get("id") or f"{fields.get('brin')}{fields.get('vestiging')}")


def _duplicate(kind: str, id_: str, record: RawRecord, first: RawRecord) -> Finding:
    return Finding(record.place(("id",)), "dubbel-id", f"Er is al een {kind} '{id_}', op {first.place(('id',))}.",
                   "Geef dit record een eigen sleutel, of haal een van de twee weg.")


def _build(model: type[Record], record: RawRecord) -> tuple[Any, tuple[Finding, ...]]:
    value = _value(model, record.node)
    if isinstance(value, ValidationError):
        return None, tuple(_finding(model, record, problem) for problem in value.errors(include_url=False))
    return value, ()


@lru_cache(maxsize=50_000)
def _value(model: type[Record], node: Node) -> Record | ValidationError:
    """Equal nodes are the same nodes, so a record that was built before is found again and not built anew."""
    try:
        return model.model_validate(node.plain())
    except ValidationError as error:
        return error


def _build_pages(
    raw: Iterable[RawPage], findings: list[Finding], places: dict[tuple[str, str], RawRecord], broken: set[tuple[str, str]]
) -> dict[str, ContentPage]:
    pages: dict[str, ContentPage] = {}
    for page in raw:
        url, bad_name = _page_url(page.path)
        meta, found = (None, [_bad_name(page.path, bad_name)]) if bad_name else _build_meta(page)
        findings += found
        if meta is None:
            # Pages are named in two ways: by path in a link, by id in a reference.
            broken |= {("pagina", page.path), ("pagina", url.rstrip("/") or "home")}
            continue
        heading = re.search(r"^# +(.+?)(\s*\{.*\})?\s*$", page.body, re.M)
        built = ContentPage(page.path, url, heading[1] if heading else "", meta, page.body, page.body_line)
        if built.id in pages:
            findings.append(Finding(Location(page.path), "dubbel-webadres",
                                    f"Het webadres /{url} is al van {pages[built.id].path}.", "Geef een van de twee een andere naam."))
            broken.add(("pagina", page.path))
            continue
        pages[built.id], places["pagina", built.id] = built, page.meta
    return pages


def _bad_name(path: str, name: str) -> Finding:
    return Finding(Location(path), "bestandsnaam", f"De naam '{name}' wordt geen goed webadres.",
                   "Gebruik kleine letters, cijfers en streepjes: extra-hulp-nodig.md.")


def _build_meta(page: RawPage) -> tuple[PageMeta | None, list[Finding]]:
    model = NieuwsMeta if page.path.startswith(NIEUWS_MAP) else PageMeta
    return _build(model, page.meta) if page.meta is not None else (None, ())


def _page_url(path: str) -> tuple[str, str]:
    """Return the url of a Markdown file, and the part of its name that is no good (or an empty text)."""
    parts = path.removeprefix("content/").removesuffix(".md").split("/")
    for part in parts:
        if not _PAGE_NAME.fullmatch(part):
            return "", part
    if parts[-1] == "index":
        parts.pop()
    return "".join(f"{part}/" for part in parts), ""


# --- one pydantic error -> one finding ------------------------------------------------------------------------


# Type of error in pydantic -> what is wrong, and what to do about it.
_EMPTY = ("Het veld '{name}' is leeg of te kort.", "")
_LONG = ("Het veld '{name}' is te lang.", "")
_LIST = ("Bij '{name}' hoort een lijst.", "Zet elk deel op een eigen regel met een streepje ervoor.")
_FIELDS = ("Bij '{name}' horen velden, geen losse waarde.", "Schrijf ze op eigen regels als naam: waarde.")
_TEXT = ("Bij '{name}' hoort gewone tekst, geen lijst of groep velden.", "")
_SHAPES = {
    "string_pattern_mismatch": ("'{shown}' heeft niet de goede vorm voor '{name}'.", ""),
    "string_too_short": _EMPTY, "too_short": _EMPTY, "string_too_long": _LONG, "too_long": _LONG,
    "string_type": _TEXT, "literal_error": _TEXT,
    "tuple_type": _LIST, "list_type": _LIST, "model_type": _FIELDS, "model_attributes_type": _FIELDS, "dict_type": _FIELDS,
}


def _finding(model: type[Record], record: RawRecord, error: dict[str, Any]) -> Finding:
    path = tuple(step for step in error["loc"] if step != "[key]")
    owner, field = _declared(model, path)
    about = field.description if field is not None and field.description else ""
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    shown = str(error.get("input"))[:60]
    match error["type"]:
        case "extra_forbidden":
            return Finding(record.place(path, of_key=True), "onbekend-veld", f"'{name}' is hier geen veld.",
                           did_you_mean(name, owner.model_fields, otherwise=f"Kies uit: {', '.join(owner.model_fields)}."))
        case "missing":
            return Finding(record.place(path), "ontbrekend-veld", f"Het veld '{name}' ontbreekt.", about)
        case "literal_error" if isinstance(error["input"], str):
            allowed = re.findall(r"'([^']*)'", error["ctx"]["expected"])
            return Finding(record.place(path), "onbekende-waarde", f"'{shown}' kan niet bij '{name}'.",
                           did_you_mean(shown, allowed, otherwise=f"Kies uit: {', '.join(allowed)}."))
        case "portaal":
            return Finding(record.place(path), "waarde", error["ctx"]["message"])
        case other:
            message, advice = _SHAPES.get(other, (f"De waarde van '{{name}}' klopt niet ({other}).", ""))
            if error.get("ctx", {}).get("pattern", "").startswith("^[a-z0-9]+(-"):
                advice = "Gebruik kleine letters, cijfers en streepjes."
            return Finding(record.place(path), "vorm", message.format(shown=shown, name=name), f"{advice} {about}".strip())


def _declared(model: type[Record], path: tuple[str | int, ...]) -> tuple[type[Record], Any]:
    """Return the model that a path ends in, and the field that the path names there (None for an unknown one)."""
    owner, field = model, None
    for step in path:
        if not isinstance(step, str):
            continue
        if field is not None:
            owner = next(_models_in(field.annotation), owner)
        field = owner.model_fields.get(step)
    return owner, field


def _models_in(annotation: Any) -> Iterator[type[Record]]:
    """Yield the record types that an annotation such as `tuple[Bron, ...]` or `Adres | None` mentions."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
