"""The schemas that help an editor of text are fresh, fit every data file, and refuse what the model refuses."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from miniature import MINIATURE, REPO
from portaal.beheer.schema import FOLDER, KEYS, build_keys, build_schemas, first_line, schema_name, settings
from portaal.beheer.words import FORMS, fits
from portaal.load import load
from portaal.model import KINDS, RECORD_FILES, Portal, Record
from portaal.validate import build_portal
from portaal.yamltext import read_yaml

FILES = [(root, file, path) for root in (REPO, MINIATURE) for file, _ in KINDS.values() for path in sorted((root / "data").glob(file))]


def _portal(root: Path) -> Portal:
    portal, _ = build_portal(load(root, RECORD_FILES)[0])
    assert portal is not None
    return portal


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft7Validator]:
    made = build_schemas() | {KEYS: build_keys(_portal(REPO))}
    registry = Registry().with_resources((name, Resource.from_contents(json.loads(text))) for name, text in made.items())
    return {name: Draft7Validator(json.loads(text), registry=registry) for name, text in made.items()}


def _as_yaml_1_2(value: Any) -> Any:
    """Type plain text as an editor's YAML 1.2 does: only numbers, true, false and null are no text."""
    if isinstance(value, dict):
        return {key: _as_yaml_1_2(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_yaml_1_2(part) for part in value]
    if re.fullmatch(r"[-+]?\d+", value):
        return int(value)
    return float(value) if re.fullmatch(r"[-+]?(\d+\.\d*|\.\d+)(e[-+]?\d+)?|[-+]?\d+e[-+]?\d+", value, re.I) else value


@pytest.mark.parametrize("name", build_schemas())
def test_schema_is_fresh(name: str) -> None:
    assert (REPO / FOLDER / name).read_text(encoding="utf-8") == build_schemas()[name], "Run `make docs` and commit the result."


@pytest.mark.parametrize(("root", "file", "path"), FILES, ids=[str(path.relative_to(REPO)) for *_, path in FILES])
def test_data_fits_its_schema(root: Path, file: str, path: Path, validators: dict[str, Draft7Validator]) -> None:
    text = path.read_text(encoding="utf-8")
    if root == REPO:
        assert text.startswith(first_line(file) + "\n"), f"Begin the file with: {first_line(file)}"
    node, _ = read_yaml(text, path.name)
    plain = node.plain() if node else None  # a file that waits for its first record
    for value in (plain, _as_yaml_1_2(plain) if plain else None):
        assert [f"{list(error.path)}: {error.message}" for error in validators[schema_name(file)].iter_errors(value)] == []


MISTAKES = [
    ("schools.yaml", ("soort",), "kleuterschool"), ("schools.yaml", ("adres", "postcode"), "2132NE"), ("schools.yaml", ("brin",), "5PE0"),
    ("schools.yaml", ("telefoon",), "12"), ("schools.yaml", ("telefon",), "023-3030102"), ("schools.yaml", ("adres",), "Kruisweg 1"),
    ("voorzieningen.yaml", ("hulpvragen",), []), ("voorzieningen.yaml", ("id",), "Met Hoofdletters"), ("regels.yaml", ("zeker",), "misschien"),
    ("bronnen.yaml", ("peildatum",), "21-11-2026"), ("begrippen.yaml", ("zie",), ["geen verwijzing"]),
]


@pytest.mark.parametrize(("file", "where", "wrong"), MISTAKES, ids=[f"{file} {'.'.join(where)}" for file, where, _ in MISTAKES])
def test_what_the_model_refuses_is_refused(file: str, where: tuple[str, ...], wrong: Any, validators: dict[str, Draft7Validator]) -> None:
    node, _ = read_yaml((MINIATURE / "data" / file).read_text(encoding="utf-8"), file)
    assert node is not None
    record = copy.deepcopy(node.plain()[0])
    assert validators[schema_name(file)].is_valid([record])
    place = record
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = wrong
    assert not validators[schema_name(file)].is_valid([record])


def test_every_key_is_offered_with_its_title() -> None:
    keys = json.loads(build_keys(_portal(MINIATURE)))["definitions"]
    school = next(iter(_portal(MINIATURE).schools.values()))
    assert school.id in keys["school"]["enum"] and f"school:{school.id}" in keys["ref"]["enum"]
    place = keys["school"]["enum"].index(school.id)
    assert keys["school"]["markdownEnumDescriptions"][place] == f"{school.naam} ({school.adres.plaats})"


def test_the_editor_knows_every_file() -> None:
    assert json.loads((REPO / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"] == settings(), "Run `make docs`."


SAMPLES = ["2026-08-31", "2026-13-01", "31-08-2026", "0", "-3", "007", "1.5", "52.301", "52", "https://a.nl", "http://a.nl:80/b?c=1", "a.nl",
           "https://a.nl/met spatie", "2132 NE", "2132NE", "0132 NE", "023-3030102", "06 12 34 56 78", "0800 1234", "14023", "1234", "a@b.nl",
           "a@B.nl", "2026-2027", "2026", "slug-1", "Slug", "school:05PE00", "x", "05PE", "5PE", "00", "0", "09:30", "9:30", "24:00"]


@pytest.mark.parametrize("type_", FORMS)
def test_a_form_agrees_with_the_model(type_: str) -> None:
    """What a form lets through the model takes too, but for days and years that do not exist."""
    from pydantic import TypeAdapter, ValidationError

    from portaal.model import fields, school

    adapter = TypeAdapter(getattr(fields, type_, None) or getattr(school, type_))
    taken = 0
    for sample in SAMPLES:
        try:
            adapter.validate_python(sample)
            good = True
        except ValidationError:
            good = False
        assert fits(type_, sample) == good, (type_, sample)
        taken += good
    assert 0 < taken < len(SAMPLES)


def test_shapes_know_every_field() -> None:
    from portaal.beheer.shape import shape_of

    def check(model: type[Record]) -> None:
        assert [veld.name for veld in shape_of(model).velden] == list(model.model_fields)

    for _, model in KINDS.values():
        check(model)
