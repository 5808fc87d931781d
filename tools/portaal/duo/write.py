"""Puts a plan into the text of data/schools.yaml, proves that it did exactly that, and writes it in one go."""

from __future__ import annotations

import codecs
import copy
from typing import Any

from ..finding import Finding, Location, Refused
from ..yamledit import RecordsText
from ..yamlshape import lines
from ..yamltext import read_yaml
from .match import ORDER, Plan, id_of

HEADER = """\
# Scholen in het gebied, één blok per schoollocatie, op volgorde van BRIN en vestiging.
#
# De meeste gegevens komen van DUO en worden ververst met: portaal import duo --map MAP --write
# Klopt een gegeven van DUO niet? Verbeter het hier en noem het veld in 'vast'. Dan blijft het staan:
#     vast: [telefoon, website]
# Verander 'slug' nooit: dat is het webadres van de school.
# Een school die sluit, krijgt 'gesloten_op'. Haal een school nooit weg.
# Weet u iets niet? Laat het veld weg of schrijf: onbekend
"""


def apply(old: bytes, path: str, records: list[dict[str, Any]], plan: Plan) -> bytes:
    """Return the bytes of the file after the plan; everything the plan does not name is as it was.

    Raises Refused if the file has a form that cannot be edited, or if reading the new text back gives anything else
    than the plan says.
    """
    bom = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    try:
        source = RecordsText(old.removeprefix(bom).decode("utf-8"))
    except ValueError as error:
        raise _refused(Location(path, error.args[0]), error.args[1]) from None
    for diff in plan.diffs:
        for change in sorted(diff.changes, key=lambda change: change.new is not None):
            if change.new is None:
                source.remove(diff.index, change.path)
            else:
                order = ORDER if len(change.path) == 1 else _years(records[diff.index], change.path)
                source.set(diff.index, change.path, change.new, order)
    for index in plan.checked:
        source.set(index, ("gecontroleerd_op",), plan.date, ORDER)
    ids = [id_of(record) for record in records]
    for record in plan.new:
        before = next((number for number, id_ in enumerate(ids) if id_ > id_of(record)), len(ids))
        source.insert_record(before, render(record))
    text = source.result() if source.text.strip() or not plan.new else HEADER + source.result()
    node, findings = read_yaml(text, path)
    found = node.plain() if node is not None else []
    if findings or sorted(found, key=id_of) != sorted(_expected(records, plan), key=id_of):
        raise _refused(Location(path), "De import kan dit bestand niet veilig wijzigen. Er is niets geschreven.")
    return bom + text.encode("utf-8")


def _refused(where: Location, message: str) -> Refused:
    return Refused([Finding(where, "duo-schrijven", message, "Zet elk record en elk veld op een eigen regel.")])


def render(record: dict[str, Any]) -> str:
    """Return a new record as YAML lines, with codes between quotes."""
    block = [line for key, value in record.items() for line in lines(key, value, 2)]
    return "\n".join(["- " + block[0].lstrip(), *block[1:]]) + "\n"


def _years(record: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    """Return the keys of a nested field in order: years count up, other keys stand as they are."""
    return sorted({*record[path[0]], path[1]}) if path[0] == "leerlingen" else list(record[path[0]])


def _expected(records: list[dict[str, Any]], plan: Plan) -> list[dict[str, Any]]:
    result = copy.deepcopy(records)
    for diff in plan.diffs:
        for change in diff.changes:
            parent = result[diff.index]
            for key in change.path[:-1]:
                parent = parent[key]
            if change.new is None:
                del parent[change.path[-1]]
            else:
                parent[change.path[-1]] = change.new
    for index in plan.checked:
        result[index]["gecontroleerd_op"] = plan.date
    return [*result, *plan.new]
