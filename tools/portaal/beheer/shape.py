"""The model as shapes: what schemas and forms need to know of a field, read once from the annotations."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic.fields import FieldInfo

from ..model import KINDS, NIEUWS_MAP, NieuwsMeta, PageMeta, Record, fields, school
from ..rules.references import BY_ID, REFS

# Types of single values that the model names; a shape says which of them it is.
TYPES = ("Datum", "Getal", "Graden", "JaNee", "Webadres", "Postcode", "Telefoon", "Email", "Schooljaar", "Tijd", "Slug", "Ref", "Brin",
         "Vestiging", "Tekst")


# Kinds of which a portal has one record.
ALONE = frozenset({"organisatie", "ondersteuningsplan", "taal"})


class Shape(Struct, frozen=True):
    """What may stand in a place.

    `type` is one of TYPES, or `Regel` (text that may be empty), `Keuze` (one of `choices`), `Naam` (the id of a record of
    the kind `target`), `Groep` (with `velden`), `Lijst` (of `item`) or `Per` (number -> `item`).
    `is_maybe` tells that `onbekend` may stand there.
    """

    type: str
    is_maybe: bool = False
    choices: tuple[str, ...] = ()
    target: str = ""
    velden: tuple[Veld, ...] = ()
    item: Shape | None = None
    minimum: int = 0
    model: str = ""


class Veld(Struct, frozen=True):
    """A field of a group: its name in YAML, what it means, and whether it must be there."""

    name: str
    shape: Shape
    is_required: bool
    about: str = field(default="")


def type_name(annotation: Any) -> str:
    """Return the name in TYPES that the model gave an annotation, or an empty text."""
    known = ((name, getattr(fields, name, None) or getattr(school, name, None)) for name in TYPES)
    return next((name for name, type_ in known if type_ is not None and annotation == type_), "")


@lru_cache(maxsize=200)
def shape_of(model: type[Record]) -> Shape:
    """Return the shape of a record or of a group of fields."""
    hints = typing.get_type_hints(model, include_extras=True)
    velden = (_veld(model, name, hints[name], info) for name, info in model.model_fields.items())
    return Shape("Groep", velden=tuple(velden), model=model.__name__)


def shapes() -> Iterator[tuple[str, str, Shape]]:
    """Yield (kind, file under data/, shape) of every kind of record."""
    for kind, (file, model) in KINDS.items():
        yield kind, file, shape_of(model)


def page_shape(folder: str = "") -> Shape:
    """Return the shape of the front matter of a page in a folder of content/."""
    return shape_of(NieuwsMeta if f"content/{folder}/" == NIEUWS_MAP else PageMeta)


def _veld(model: type[Record], name: str, annotation: Any, info: FieldInfo) -> Veld:
    shape = _named(model, name, _shape(annotation))
    if minimum := next((rule.min_length for rule in info.metadata if hasattr(rule, "min_length")), 0):
        shape = replace(shape, minimum=minimum)
    return Veld(name, shape, info.is_required(), info.description or "")


def _named(model: type[Record], name: str, shape: Shape) -> Shape:
    """Tell of a key which kind of record it names, as the rule on references does."""
    target = "bron" if model is fields.Bron and name == "id" else BY_ID.get(name, "")
    if shape.type == "Lijst" and shape.item and shape.item.type != "Groep" and target:
        return replace(shape, item=replace(shape.item, type="Naam", target=target))
    if shape.type in ("Slug", "Tekst") and target:
        return replace(shape, type="Naam", target=target)
    if shape.type == "Tekst" and name in REFS:
        return replace(shape, type="Ref")
    return shape


def _shape(annotation: Any) -> Shape:
    if known := type_name(annotation):
        return Shape(known)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return replace(_shape(arguments[0]), is_maybe=True) if fields.MAYBE in arguments else _shape(arguments[0])
    if origin is Literal:
        return Shape("Keuze", choices=tuple(map(str, arguments)))
    if origin in (typing.Union, types.UnionType):
        return next(_shape(argument) for argument in arguments if argument is not type(None))
    if origin is tuple:
        return Shape("Lijst", item=_shape(arguments[0]))
    if origin in (dict, Mapping):
        return Shape("Per", item=_shape(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return shape_of(annotation)
    if annotation in (str, int):
        return Shape("Regel" if annotation is str else "Getal")
    raise TypeError(f"The forms do not know {annotation!r}; teach it to portaal.beheer.shape.")


def is_list(kind: str) -> bool:
    """Tell whether the file of a kind holds a list of records; others have a file each, or one for the whole portal."""
    return "*" not in KINDS[kind][0] and kind not in ALONE


def targets(shape: Shape) -> set[str]:
    """Return every kind of record that a shape names by id; `ref` where it holds references of any kind."""
    own = {"ref"} if shape.type == "Ref" else {shape.target} - {""}
    parts: Iterable[Shape] = (*(veld.shape for veld in shape.velden), *([shape.item] if shape.item else ()))
    return own.union(*map(targets, parts))
