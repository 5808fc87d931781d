"""JSON Schemas of the data files, so that an editor of text completes, explains and warns in Dutch.

`python -m portaal.reference` (`make docs`) writes them to data/.schema/; a file names its schema in its first line. What
follows from the model alone stands in a schema per file. The keys of records stand apart in `sleutels.json`, as words to
choose from and never as a limit: a record that was added a minute ago is no mistake.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from ..model import KINDS, Portal
from .shape import Shape, Veld, is_list, shape_of
from .words import FORMS, choice_title, label, names

FOLDER = "data/.schema"
KEYS = "sleutels.json"
_DRAFT = "http://json-schema.org/draft-07/schema#"
# YAML reads 761 as a number; for us every value is text.
_SCALAR = ["string", "number"]


def schema_name(file: str) -> str:
    """Return the name of the schema of a file of `KINDS`: `schools.yaml` and `routekaarten/*.yaml` name theirs alike."""
    path = PurePosixPath(file)
    return f"{path.parent.name if '*' in path.name else path.stem}.json"


def first_line(file: str) -> str:
    """Return the line that tells an editor of text which schema a data file has."""
    return f"# yaml-language-server: $schema={'../' * file.count('/')}.schema/{schema_name(file)}"


def build_schemas() -> dict[str, str]:
    """Return name -> text of the schema of every data file."""
    return {schema_name(file): _text(_of_file(kind, file)) for kind, (file, _) in KINDS.items()}


def build_keys(portal: Portal) -> str:
    """Return the text of the schema with the keys of all records, each with its title."""
    about = "Gemaakt met make docs. Dit zijn keuzes om uit te kiezen; een nieuwe sleutel mag ook."
    return _text({"$schema": _DRAFT, "description": about, "definitions": {
        kind: {"enum": list(titles), "markdownEnumDescriptions": list(titles.values())} if titles else {"not": {}}
        for kind, titles in names(portal).items()
    }})


def settings() -> Mapping[str, list[str]]:
    """Return schema -> files, for an editor that must also know it of a file that has no first line yet."""
    return {f"./{FOLDER}/{schema_name(file)}": [f"data/{file}"] for file, _ in KINDS.values()}


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _of_file(kind: str, file: str) -> dict[str, Any]:
    shape = shape_of(KINDS[kind][1])
    groups: dict[str, Any] = {}
    record = _schema(shape, groups)
    body = {"type": ["array", "null"], "items": record} if is_list(kind) else record
    return {"$schema": _DRAFT, "title": f"data/{file}", **body, "definitions": groups}


def _schema(shape: Shape, groups: dict[str, Any]) -> dict[str, Any]:
    match shape.type:
        case "Groep":
            if shape.model not in groups:
                groups[shape.model] = {}  # a group may hold itself
                groups[shape.model] = _group(shape, groups)
            return {"$ref": f"#/definitions/{shape.model}"}
        case "Lijst":
            assert shape.item is not None
            return {"type": "array", "items": _schema(shape.item, groups)} | ({"minItems": shape.minimum} if shape.minimum else {})
        case "Per":
            assert shape.item is not None
            return {"type": "object", "additionalProperties": _schema(shape.item, groups)}
        case "Keuze":
            return {"enum": list(shape.choices), "markdownEnumDescriptions": [choice_title(word) for word in shape.choices]}
        case "JaNee":
            return {"enum": ["ja", "nee", *(["onbekend"] if shape.is_maybe else [])]}
        case "Naam" | "Ref":
            return {"anyOf": [{"$ref": f"{KEYS}#/definitions/{shape.target or 'ref'}"}, _value(shape)]}
    return _value(shape)


def _value(shape: Shape) -> dict[str, Any]:
    form = FORMS.get("Slug" if shape.type == "Naam" and shape.target != "school" else shape.type)
    if form is None:
        return {"type": _SCALAR} | ({} if shape.type == "Regel" else {"minLength": 1})
    unknown = "|onbekend" if shape.is_maybe else ""
    return {"type": _SCALAR, "pattern": f"^({form.pattern}{unknown})$", "patternErrorMessage": form.message}


def _group(shape: Shape, groups: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {veld.name: _property(veld, groups) for veld in shape.velden},
        "required": [veld.name for veld in shape.velden if veld.is_required],
        "additionalProperties": False,
    }


def _property(veld: Veld, groups: dict[str, Any]) -> dict[str, Any]:
    schema = _schema(veld.shape, groups)
    # Draft 7 ignores what stands beside a $ref.
    schema = {"allOf": [schema]} if "$ref" in schema else schema
    return {"title": label(veld.name), "description": veld.about, **schema}
