"""What a returned form means for the portal: new, changed or the same, what is doubtful, and what cannot be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from pydantic import ValidationError

from ..finding import Finding, Refused, did_you_mean
from ..model import Ondersteuningsaanbod, Portal
from ..model.fields import ONBEKEND, schooljaar_of
from ..rollen import ROLLEN, is_known, looks_like_a_person
from .antwoorden import changed_entry
from .bestand import refused
from .lezen import Cel, Retour
from .vragen import VERSIE, Vraag, antwoorden_of, clean, date_of, entries, make_vragen

_LONG = 600
_SEND_AGAIN = "Stuur de school een nieuw formulier ('portaal uitvraag') en neem de antwoorden over."


class Verandering(Struct, frozen=True):
    """One answer that differs from what the portal says, with the cell it stands in."""

    plek: str
    vraag: Vraag
    oud: str
    nieuw: str


class Uitslag(Struct, frozen=True):
    """What one form means. `entry` is the school year as it will be, None where nothing changes."""

    file: str
    school: str
    naam: str
    schooljaar: str
    soort: str = "gelijk"
    entry: Mapping[str, Any] | None = None
    veranderingen: tuple[Verandering, ...] = ()
    twijfels: tuple[Finding, ...] = ()
    fouten: tuple[Finding, ...] = ()


def judge(portal: Portal, retour: Retour, today: dt.date) -> Uitslag:
    """Compare a form with the portal.

    Raises:
        Refused: the form is not for a school or the questions of now, or an answer cannot be.
    """
    _check_form(portal, retour, today)
    school = portal.schools[retour.school]
    rows = max((int(cel.sleutel.split("/")[1]) for cel in retour.cellen if re.fullmatch(r"\w+/\d{1,3}", cel.sleutel)), default=0)
    vragen = {vraag.sleutel: vraag for vraag in make_vragen(portal, retour.schooljaar, rows)}
    if vragen.keys() != {cel.sleutel for cel in retour.cellen}:
        raise refused(retour.file, "uitvraag-oud", "De vragen zijn veranderd sinds dit formulier is gemaakt.", _SEND_AGAIN)
    cellen = {cel.sleutel: cel for cel in retour.cellen}
    twijfels = [*retour.twijfels]
    said = _said(cellen, vragen, twijfels)
    entry = next((year for year in entries(portal, school.id) if year["schooljaar"] == retour.schooljaar), None)
    now = antwoorden_of(entry or {}, tuple(vragen.values()))
    if all(said.get(key, "") == cel.verstuurd for key, cel in cellen.items()) or said == now:
        twijfels += _left_alone(cellen, vragen, said, now) if entry else ()
        return Uitslag(retour.file, school.id, school.naam, retour.schooljaar, twijfels=tuple(twijfels))
    changes = said if entry is None else _changes(cellen, vragen, said, now, twijfels)
    new = changed_entry(entry, changes, tuple(vragen.values()), retour.schooljaar)
    _check_entry(retour.file, new, cellen, today, is_new=entry is None)
    twijfels += _doubts(cellen, changes, said, retour.schooljaar, is_new=entry is None)
    found = tuple(Verandering(cellen[key].plek, vragen[key], now.get(key, ""), text) for key, text in changes.items())
    return Uitslag(retour.file, school.id, school.naam, retour.schooljaar, "veranderd" if entry else "nieuw", new, found, tuple(twijfels))


def _check_form(portal: Portal, retour: Retour, today: dt.date) -> None:
    file = retour.file
    if retour.versie != str(VERSIE):
        raise refused(file, "uitvraag-oud", f"Dit formulier heeft versie '{retour.versie}'. Nu geldt versie {VERSIE}.", _SEND_AGAIN)
    school = portal.schools.get(retour.school)
    if school is None:
        repair = did_you_mean(retour.school, portal.schools, otherwise="Hoort dit formulier bij een ander samenwerkingsverband?")
        raise refused(file, "uitvraag-school", f"De school '{retour.school}' staat niet in data/schools.yaml.", repair)
    if not school.is_open:
        raise refused(file, "uitvraag-school", f"{school.naam} is gesloten.", "Haal gesloten_op weg in data/schools.yaml als dat niet klopt.")
    this = schooljaar_of(today)
    coming = f"{int(this[:4]) + 1}-{int(this[:4]) + 2}"
    if retour.schooljaar not in (this, coming):
        raise refused(file, "uitvraag-schooljaar", f"Dit formulier is voor schooljaar '{retour.schooljaar}'. Het is nu {this}.", _SEND_AGAIN)
    keys = [cel.sleutel for cel in retour.cellen]
    if double := next((key for number, key in enumerate(keys) if key in keys[:number]), None):
        raise refused(file, "uitvraag-dubbel", f"Op '{double}' staan twee antwoorden.", _SEND_AGAIN)


def _said(cellen: Mapping[str, Cel], vragen: Mapping[str, Vraag], twijfels: list[Finding]) -> dict[str, str]:
    """Return question -> answer as it is stored; raises Refused with every answer that is not on its list."""
    said: dict[str, str] = {}
    problems: list[Finding] = []
    for key, cel in cellen.items():
        try:
            if text := _stored(vragen[key], cel):
                said[key] = text
        except Refused as wrong:
            problems += wrong.findings
    if problems:
        raise Refused(problems)
    for key in list(said):
        stand = f"{key.rpartition('/')[0]}/staat"
        if stand in vragen and stand not in said:
            said[stand] = ONBEKEND
            twijfels.append(_doubt(cellen[stand], "Hier ontbreekt de stand. Ik neem 'onbekend'.", "Vraag de school welke stand zij bedoelt."))
    # The order of the questions is the order in which they are stored.
    return {key: said[key] for key in vragen if key in said}


def _stored(vraag: Vraag, cel: Cel) -> str:
    text = cel.antwoord
    if not text or text == cel.verstuurd:
        return text
    if vraag.is_datum:
        day = date_of(text)
        if day is None:
            raise _refuse(cel, "waarde", f"'{text[:60]}' is geen datum.", "Schrijf dag, maand en jaar, bijvoorbeeld 30-10-2026.")
        return day.isoformat()
    codes = {clean(words).lower(): code for code, words in vraag.keuzes.items()} | {code.lower(): code for code in vraag.keuzes}
    if text.lower() in codes:
        return codes[text.lower()]
    if vraag.keuzes and vraag.is_streng:
        several = [words for words in vraag.keuzes.values() if words.lower() in text.lower()]
        message = f"Hier staan twee antwoorden: '{text[:60]}'." if len(several) > 1 else f"'{text[:60]}' staat niet in de lijst."
        repair = "Kies één antwoord uit de lijst." if len(several) > 1 else did_you_mean(text, vraag.keuzes.values(), otherwise="Kies een antwoord uit de lijst.")
        raise _refuse(cel, "dubbel" if len(several) > 1 else "waarde", message, repair)
    return text


def _refuse(cel: Cel, rule: str, message: str, repair: str) -> Refused:
    return Refused([Finding(cel.where, f"uitvraag-{rule}", f"{cel.plek}: {message}", repair)])


def _doubt(cel: Cel, message: str, repair: str) -> Finding:
    return Finding(cel.where, "uitvraag-twijfel", f"{cel.plek}: {message}", repair, "waarschuwing")


def _changes(
    cellen: Mapping[str, Cel], vragen: Mapping[str, Vraag], said: Mapping[str, str], now: Mapping[str, str], twijfels: list[Finding]
) -> dict[str, str]:
    """Return what the school changed; what was changed here since the form went out is told."""
    changes: dict[str, str] = {}
    for key, cel in cellen.items():
        text, here = said.get(key, ""), now.get(key, "")
        if text == here:
            continue
        if text == cel.verstuurd:
            continue
        changes[key] = text
        if here != cel.verstuurd:
            twijfels.append(_doubt(cel, f"Sinds het formulier wegging, is dit hier veranderd in '{here or 'leeg'}'. De school zegt '{text or 'leeg'}'.",
                                   "Kijk welk antwoord klopt. Met --write geldt dat van de school."))
        elif not text:
            twijfels.append(_doubt(cel, f"De school haalde dit antwoord weg: '{here[:60]}'.", "Vraag of dat zo bedoeld is."))
    twijfels += _left_alone(cellen, vragen, said, now)
    return changes


def _left_alone(cellen: Mapping[str, Cel], vragen: Mapping[str, Vraag], said: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Finding]:
    """What the school did not touch while it was changed here stays as it is here, and is told."""
    for key, cel in cellen.items():
        if said.get(key, "") == cel.verstuurd != now.get(key, ""):
            yield _doubt(cel, f"Het portaal zegt nu '{now.get(key) or 'leeg'}', het formulier nog '{cel.verstuurd or 'leeg'}'. Dit blijft zoals het portaal het zegt.",
                         "Vraag de school welk antwoord klopt.")


def _check_entry(file: str, entry: Mapping[str, Any], cellen: Mapping[str, Cel], today: dt.date, *, is_new: bool) -> None:
    """Raise Refused with every answer that the model does not allow, each with its cell."""
    problems: list[Finding] = []
    missing = {"bevestigd/door": "Hier staat niet wie dit bevestigt.", "bevestigd/op": "Hier staat geen dag.", "bron": "Hier staat niet waar dit is vastgelegd."}
    for key, message in missing.items():
        value: Any = entry
        for step in key.split("/"):
            value = value.get(step, "") if isinstance(value, Mapping) else ""
        if not value:
            problems += _refuse(cellen[key], "ontbreekt", message, "Vraag het de school en vul het in.").findings
    role = entry.get("bevestigd", {}).get("door", "")
    if looks_like_a_person(role):
        problems += _refuse(cellen["bevestigd/door"], "naam", f"'{role}' lijkt de naam van een persoon.", f"Schrijf een functie, zoals {ROLLEN[0]}.").findings
    day = date_of(entry.get("bevestigd", {}).get("op", ""))
    if day and day > today:
        problems += _refuse(cellen["bevestigd/op"], "waarde", "Deze datum moet nog komen.", "Kijk het jaar na.").findings
    if not problems:
        try:
            Ondersteuningsaanbod.model_validate(entry)
        except ValidationError as error:
            problems = [_of_model(entry, wrong, cellen) for wrong in error.errors(include_url=False)]
    if problems:
        raise Refused(problems)


def _of_model(entry: Mapping[str, Any], wrong: Any, cellen: Mapping[str, Cel]) -> Finding:
    name, *rest = map(str, wrong["loc"])
    if rest and rest[0].isdigit():
        item = entry[name][int(rest[0])]
        rest[0] = item["onderdeel"] if isinstance(item, dict) else str(int(rest[0]) + 1)
    cel = cellen.get("/".join([name, *rest])) or next(iter(cellen.values()))
    message = wrong["ctx"]["message"] if wrong["type"] == "portaal" else f"'{str(wrong.get('input'))[:60]}' heeft niet de goede vorm."
    return _refuse(cel, "waarde", message, "Vraag het de school en verbeter het.").findings[0]


def _doubts(
    cellen: Mapping[str, Cel], changes: Mapping[str, str], said: Mapping[str, str], schooljaar: str, *, is_new: bool
) -> Iterator[Finding]:
    """Yield what may be right, and deserves a look before it is written."""
    for key, text in changes.items():
        if len(text) > _LONG:
            yield _doubt(cellen[key], f"Dit antwoord is lang: {len(text)} tekens.", "Eén of twee zinnen lezen ouders het best.")
        if key.endswith("/telefoon") and re.match(r"(\+31|0031)?0?6", re.sub(r"[ -]", "", text)):
            yield _doubt(cellen[key], "Dit is een mobiel nummer.", "Vraag of het van de school is, en niet van een persoon.")
        if key.endswith("/email") and re.match(r"[^@]*[a-z]\.[a-z]", text, re.I):
            yield _doubt(cellen[key], "Dit adres lijkt van een persoon.", "Vraag om een algemeen adres van de school.")
    role, day = said.get("bevestigd/door", ""), date_of(said.get("bevestigd/op", ""))
    if role and not is_known(role):
        yield _doubt(cellen["bevestigd/door"], f"'{role}' is geen bekende functie.", "Kijk of het geen naam van een persoon is.")
    if day and schooljaar_of(day) < schooljaar and (is_new or "bevestigd/op" in changes) and day < dt.date(int(schooljaar[:4]), 4, 1):
        yield _doubt(cellen["bevestigd/op"], f"Deze dag ligt lang voor schooljaar {schooljaar}.", "Vraag of het formulier opnieuw is bekeken.")
    if not is_new and not {"bevestigd/op", "bevestigd/door"} & changes.keys():
        yield _doubt(cellen["bevestigd/op"], "De antwoorden zijn veranderd, maar niet de dag van bevestigen.", "Vraag de school om een nieuwe datum.")


def double_schools(retours: Sequence[Retour]) -> dict[str, list[str]]:
    """Return the schools that more than one file is about, with those files."""
    files: dict[str, list[str]] = {}
    for retour in retours:
        files.setdefault(retour.school, []).append(retour.file)
    return {school: found for school, found in files.items() if len(found) > 1}
