"""The reference for editors, made from the model and the rules: `python -m portaal.reference` writes it to docs/.

A test compares the files with what this makes, so they cannot fall behind.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from .beheer.schema import FOLDER, KEYS, build_keys, build_schemas, settings
from .beheer.shape import type_name
from .load import load
from .model import KINDS, RECORD_FILES, NieuwsMeta, PageMeta, Record
from .rules import RULES
from .taal import RULES as TAAL_RULES
from .validate import build_portal

REPO = Path(__file__).resolve().parents[2]
DOCS = REPO / "docs"
_WORDS = {
    "Datum": "datum", "Getal": "geheel getal", "Graden": "getal met een punt", "JaNee": "ja of nee", "Webadres": "webadres",
    "Postcode": "postcode", "Telefoon": "telefoonnummer", "Email": "e-mailadres", "Schooljaar": "schooljaar", "Slug": "sleutel",
    "Ref": "verwijzing", "Tijd": "tijd", "Brin": "BRIN", "Vestiging": "twee cijfers", "Tekst": "tekst",
}


def velden() -> str:
    """Return docs/velden.md: every file, every field, what it holds and whether it must be there."""
    lines = ["# Velden", "", "Dit bestand maakt `make docs` uit het model. Verander het niet met de hand.", "",
             "Laat een veld weg, of schrijf `onbekend`, als niemand het weet. Dat kan bij elk veld dat niet verplicht is.", ""]
    pending: list[type[Record]] = []
    for kind, (file, model) in KINDS.items():
        lines += [f"## {kind} (`data/{file}`)", "", *_table(model, pending)]
    lines += ["## Kop van een pagina (`content/**/*.md`)", "", *_table(PageMeta, pending)]
    lines += ["## Kop van een nieuwsbericht (`content/nieuws/*.md`)", "", *_table(NieuwsMeta, pending)]
    done: set[type[Record]] = set()
    while pending:
        model = pending.pop(0)
        if model not in done:
            done.add(model)
            lines += [f"## Groep {model.__name__}", "", *_table(model, pending)]
    return "\n".join(lines).rstrip() + "\n"


def _table(model: type[Record], pending: list[type[Record]]) -> Iterator[str]:
    yield "| veld | inhoud | verplicht | uitleg |"
    yield "|---|---|---|---|"
    hints = typing.get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        content = _describe(hints[name], pending)
        yield f"| `{name}` | {content} | {'ja' if field.is_required() else ''} | {field.description or ''} |"
    yield ""


def _describe(annotation: Any, pending: list[type[Record]]) -> str:
    """Return in Dutch what a field holds; groups of fields that it meets are added to `pending`."""
    if named := _named(annotation):
        return named
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _describe(arguments[0], pending)
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in arguments)
    if origin is tuple:
        return f"lijst van: {_describe(arguments[0], pending)}"
    if origin in (typing.Union, types.UnionType):
        return next(_describe(argument, pending) for argument in arguments if argument is not type(None))
    if origin in (dict, Mapping):
        return f"per {_describe(arguments[0], pending)}: {_describe(arguments[1], pending)}"
    if isinstance(annotation, type) and issubclass(annotation, Record):
        pending.append(annotation)
        return f"groep [{annotation.__name__}](#groep-{annotation.__name__.lower()})"
    return "tekst"


def _named(annotation: Any) -> str:
    return _WORDS.get(type_name(annotation), "")


def controles() -> str:
    """Return docs/controles.md: every rule on the whole portal and on its language in one sentence."""
    lines = ["# Controles", "", "Dit bestand maakt `make docs` uit de regels. Verander het niet met de hand.", "",
             "`portaal check` noemt bij elke bevinding de naam van de controle."]
    for heading, rules in (("Feiten en teksten", RULES), ("Gewone taal (`portaal check --taal`, woorden in `data/taal.yaml`)", TAAL_RULES)):
        lines += ["", f"## {heading}", "", "| controle | wat er waar moet zijn |", "|---|---|"]
        lines += [f"| `{name}` | {(rule.__doc__ or '').strip()} |" for name, rule in rules.items()]
    return "\n".join(lines) + "\n"


REFERENCE = {"velden.md": velden, "controles.md": controles}


def write_schemas(root: Path) -> None:
    """Write the schemas of the data files of a portal, with the keys that its records have now."""
    portal, _ = build_portal(load(root, RECORD_FILES)[0])
    made = build_schemas() | ({KEYS: build_keys(portal)} if portal else {})
    (root / FOLDER).mkdir(exist_ok=True)
    for name, text in made.items():
        if not (root / FOLDER / name).is_file() or (root / FOLDER / name).read_text(encoding="utf-8") != text:
            (root / FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for name, make in REFERENCE.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
    write_schemas(REPO)
    code = REPO / ".vscode" / "settings.json"
    known = json.loads(code.read_text(encoding="utf-8"))
    code.write_text(json.dumps(known | {"yaml.schemas": settings()}, indent=2) + "\n", encoding="utf-8")
