"""`portaal bevestig`: somebody with a role says that a record still holds. Nothing else in the file changes."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .facts import read_facts
from .finding import Finding, Location, Refused, did_you_mean
from .model import KINDS
from .model.fields import schooljaar_of
from .node import RawRecord
from .rollen import ROLLEN, is_known, looks_like_a_person
from .textfile import write_whole
from .yamledit import RecordsText
from .yamltext import read_yaml

# A part of the record of the organisation that is confirmed by itself.
STEUNPUNT = "steunpunt"
SOORTEN = (*(kind for kind, (_, model) in KINDS.items() if "bevestigd" in model.model_fields), STEUNPUNT, "pagina")
# Of these there is one, so nobody has to name it.
ENKEL = ("organisatie", "ondersteuningsplan", STEUNPUNT)
_BEFORE = ("gecontroleerd_op", "bron", "gemaakt_op")
_HEAD = re.compile(r"\A(---\r?\n)(.*?)(^---[ \t]*\r?$.*)", re.S | re.M)


def confirm(root: Path, soort: str, id_: str, door: str, op: dt.date, today: dt.date) -> tuple[Path, list[Finding]]:
    """Put role and day in a record; return the file, and what deserves a look.

    Raises:
        Refused: there is no such record, the role is rather a person, the day has yet to come, or the file has errors;
            nothing was written.
    """
    door = " ".join(door.split())
    if not door or looks_like_a_person(door):
        raise _refused("bevestig-naam", f"'{door}' lijkt de naam van een persoon. Op de site staat alleen een functie.",
                       f"Schrijf een functie met kleine letters, zoals {ROLLEN[0]}.")
    if op > today:
        raise _refused("bevestig-datum", f"De datum {op} moet nog komen.", "Kijk het jaar na.")
    kind = "organisatie" if soort == STEUNPUNT else soort
    portal = read_facts(root, today, kind)
    key = kind if soort in ENKEL else id_.strip("/") or "home"
    raw = portal.places.get((kind, key)) or portal.places.get((kind, key.upper()))
    if raw is None:
        known = [name for place, name in portal.places if place == kind]
        by_slug = {school.slug: name for name, school in portal.schools.items()} if kind == "school" else {}
        if key not in by_slug:
            raise _refused("bevestig-onbekend", f"Er is geen {soort} '{id_}'.",
                           did_you_mean(key, [*known, *by_slug], otherwise=f"Kijk welke sleutels er zijn bij soort '{soort}'."))
        raw = portal.places[kind, by_slug[key]]
    new = _confirmed(raw.node.plain(), soort, {"op": op.isoformat(), "door": door}, schooljaar_of(op))
    path = root / raw.path
    old = path.read_bytes()
    written = _edited(old, raw, new)
    if written != old:
        write_whole(path, written)
    return Path(raw.path), [] if is_known(door) else [
        Finding(raw.place(), "bevestig-rol", f"'{door}' is geen bekende functie.", did_you_mean(door, ROLLEN, otherwise="Kijk of het geen naam van een persoon is."),
                "waarschuwing")]


def _confirmed(record: Mapping[str, Any], soort: str, bevestigd: dict[str, str], schooljaar: str) -> dict[str, Any]:
    """Return the record with the confirmation in it: behind the date of checking, or where it already stood."""
    if soort == STEUNPUNT:
        return {name: _confirmed(value, "", bevestigd, schooljaar) if name == STEUNPUNT else value for name, value in record.items()}
    behind = next((name for name in _BEFORE if name in record), None)
    new: dict[str, Any] = {}
    for name, value in record.items():
        new[name] = value
        if name == behind and "bevestigd" not in record:
            new["bevestigd"] = bevestigd
    new["bevestigd"] = bevestigd
    if soort == "school" and isinstance(years := record.get("ondersteuningsaanbod"), list):
        # What was offered in another year is not confirmed by a word of this year.
        new["ondersteuningsaanbod"] = [year | {"bevestigd": bevestigd} if year["schooljaar"] == schooljaar else year for year in years]
    return new


def _edited(old: bytes, raw: RawRecord, new: dict[str, Any]) -> bytes:
    """Return the file with one record changed; raises Refused where that cannot be done safely."""
    bom = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    text = old.removeprefix(bom).decode("utf-8")
    before, body, after = "", text, ""
    if raw.path.endswith(".md"):
        head = _HEAD.match(text)
        if head is None:
            raise _refused("bevestig-kop", f"{raw.path} begint niet met een kop tussen twee regels met ---.", "Zet er een kop boven.")
        before, body, after = head.groups()
    try:
        source = RecordsText(body)
    except ValueError as error:
        raise _refused("bevestig-schrijven", error.args[1], "Zet elk record en elk veld op een eigen regel.", Location(raw.path, error.args[0])) from None
    expected = _plain(body)
    is_list = isinstance(expected, list)
    index = source.index_at(raw.line) if is_list else 0
    source.become(index, new)
    result = source.result()
    if is_list:
        expected[index] = new
    if _plain(result) != (expected if is_list else new):
        raise _refused("bevestig-schrijven", "Dit bestand is niet veilig te wijzigen. Er is niets geschreven.",
                       "Zet elk record en elk veld op een eigen regel.", Location(raw.path))
    return bom + (before + result + after).encode("utf-8")


def _plain(text: str) -> Any:
    node, findings = read_yaml(text.replace("\r\n", "\n"), "")
    return None if node is None or findings else node.plain()


def _refused(rule: str, message: str, repair: str, where: Location | None = None) -> Refused:
    return Refused([Finding(where or Location("portaal bevestig"), rule, message, repair)])
