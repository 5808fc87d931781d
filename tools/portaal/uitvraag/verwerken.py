"""Puts what schools answered into the text of data/schools.yaml; every line that nobody answered stays as it was."""

from __future__ import annotations

import codecs
import copy
from collections.abc import Sequence
from typing import Any

from ..finding import Finding, Location, Refused
from ..yamledit import RecordsText
from ..yamltext import read_yaml
from .oordeel import Uitslag


def apply(old: bytes, path: str, uitslagen: Sequence[Uitslag]) -> bytes:
    """Return the bytes of the file after the forms.

    Raises:
        Refused: the file has a form that cannot be edited, or reading the new text back gives something else than was
            meant.
    """
    bom = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    text = old.removeprefix(bom).decode("utf-8")
    records = _records(text, path)
    wanted = copy.deepcopy(records)
    try:
        source = RecordsText(text)
    except ValueError as error:
        raise _refused(Location(path, error.args[0]), error.args[1]) from None
    for uitslag in uitslagen:
        if uitslag.entry is None:
            continue
        index = next(number for number, record in enumerate(records) if f"{record['brin']}{record['vestiging']}" == uitslag.school)
        _put_year(wanted[index], dict(uitslag.entry))
        source.become(index, wanted[index])
    new = source.result()
    if _records(new, path) != wanted:
        raise _refused(Location(path), "De antwoorden zijn niet veilig in dit bestand te zetten. Er is niets geschreven.")
    return bom + new.encode("utf-8")


def _put_year(record: dict[str, Any], entry: dict[str, Any]) -> None:
    years = record.setdefault("ondersteuningsaanbod", [])
    number = next((number for number, year in enumerate(years) if year["schooljaar"] == entry["schooljaar"]), None)
    if number is None:
        years.append(entry)
    else:
        years[number] = entry


def _records(text: str, path: str) -> list[dict[str, Any]]:
    node, findings = read_yaml(text, path)
    if node is None or findings:
        raise Refused(findings or [Finding(Location(path), "leesbaar", "In dit bestand staan geen scholen.", "Zet het bestand terug.")])
    return node.plain()


def _refused(where: Location, message: str) -> Refused:
    return Refused([Finding(where, "uitvraag-schrijven", message, "Zet elk record en elk veld op een eigen regel.")])
