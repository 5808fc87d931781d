"""The outcome of an import in plain Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..model.fields import ONBEKEND
from .match import Change, Plan, SchoolDiff, id_of

LABEL = {
    "naam": "naam", "soort": "soort", "telefoon": "telefoon", "website": "website", "denominatie": "denominatie",
    "bevoegd_gezag": "bevoegd gezag", "bestuur": "bestuur", "cluster": "cluster", "onderwijs": "onderwijs",
    "adres": "adres", "coordinaten": "punt op de kaart", "leerlingen": "leerlingen", "bron": "bron",
    "gesloten_op": "gesloten op",
}


def report(plan: Plan, records: list[dict[str, Any]], outcome: str) -> str:
    """Return the report: what is new, changed, moved, gone, back, held, how much stays, and the outcome."""
    def still(diff: SchoolDiff) -> bool:
        return not (diff.gone or diff.returned or diff.moved)

    sections = [
        ("Nieuw", [f"  {id_of(record)}  {record['naam']}, {address(record['adres'])}" for record in plan.new]),
        ("Veranderd", _schools([diff for diff in plan.diffs if diff.changes and still(diff)], records)),
        ("Verhuisd", _schools([diff for diff in plan.diffs if diff.moved and not diff.returned], records)),
        ("Niet meer bij DUO", [
            f"  {diff.id}  {diff.naam}: gesloten_op wordt {plan.date}. De gegevens blijven staan."
            for diff in plan.diffs if diff.gone
        ]),
        ("Weer terug bij DUO", _schools([diff for diff in plan.diffs if diff.returned], records)),
        ("Niet gewijzigd, want het staat in 'vast'", [
            f"  {diff.id}  {diff.naam}: {label} blijft {old}. DUO zegt {new}."
            for diff in plan.diffs for label, old, new in describe(diff.held, records[diff.index])
        ]),
        ("Staat bij ons en niet bij DUO (blijft staan)", [
            f"  {diff.id}  {diff.naam}: {LABEL[change.path[0]]} {_words(change.old)}"
            for diff in plan.diffs for change in diff.kept
        ]),
    ]
    parts = [f"{title} ({_count(lines)})\n" + "\n".join(lines) for title, lines in sections if lines]
    parts.append(f"Ongewijzigd: {_schools_word(plan.unchanged)}.")
    parts.append(outcome)
    return "\n\n".join(parts) + "\n"


def address(adres: dict[str, str]) -> str:
    parts = {"straat": "", "huisnummer": "", "postcode": "", "plaats": ""} | adres
    return "{straat} {huisnummer}, {postcode} {plaats}".format(**parts)


def describe(changes: Iterable[Change], record: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (field, old, new) in words; the parts of an address or a point are told as one."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        whole = change.path[0] in ("adres", "coordinaten")
        groups.setdefault(change.path[0] if whole else ".".join(change.path), []).append(change)
    for group in groups.values():
        field = group[0].path[0]
        if field == "gesloten_op" and group[0].new is None:
            yield LABEL[field], _words(group[0].old), "vervalt"
        elif len(group[0].path) == 1:
            yield LABEL[field], _words(group[0].old), _words(group[0].new)
        elif field in ("adres", "coordinaten"):
            new = {change.path[1]: change.new for change in group}
            yield LABEL[field], _words(record[field]), _words(record[field] | new)
        else:
            yield f"{LABEL[field]} {group[0].path[1]}", _words(group[0].old), _words(group[0].new)


def _schools(diffs: Iterable[SchoolDiff], records: list[dict[str, Any]]) -> list[str]:
    lines = []
    for diff in diffs:
        lines.append(f"  {diff.id}  {diff.naam}")
        lines += [f"    {label}: {old} → {new}" for label, old, new in describe(diff.changes, records[diff.index])]
    return lines


def _words(value: Any) -> str:
    if not value:
        return ONBEKEND
    if isinstance(value, list):
        return ", ".join(entry.get("id", "") if isinstance(entry, dict) else str(entry) for entry in value)
    if isinstance(value, dict) and "straat" in value:
        return address(value)
    if isinstance(value, dict) and "lat" in value:
        return "{lat}, {lon} ({nauwkeurig})".format(**{"lon": ONBEKEND, "nauwkeurig": ONBEKEND} | value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items())
    return str(value)


def _count(lines: list[str]) -> int:
    return sum(not line.startswith("    ") for line in lines)


def _schools_word(count: int) -> str:
    return "1 school" if count == 1 else f"{count} scholen"
