"""`portaal new`: asks a few questions and writes a record that is valid at once; other lines stay as they are."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from .clock import today_from_environment
from .finding import Finding, Location, Refused, did_you_mean
from .load import load
from .model import KINDS, SOORT_SCHOOL, SOORT_VOORZIENING, Portal
from .model.fields import Postcode, Tekst
from .model.school import Brin, Vestiging
from .rules import run_rules
from .urls import slugify
from .validate import build_portal


@dataclass(frozen=True)
class Question:
    """One question: the name of the answer, what is asked, its type, and the words that may be chosen."""

    name: str
    text: str
    type: Any = Tekst
    choices: Callable[[Portal], Mapping[str, Any]] = lambda portal: {}
    several: bool = False


_BRON = Question("bron", "Uit welke bron komt dit? (sleutel uit data/bronnen.yaml)", choices=lambda portal: portal.bronnen)
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "school": (
        Question("naam", "Hoe heet de school?"),
        Question("brin", "Wat is het BRIN? (twee cijfers en twee hoofdletters)", Brin),
        Question("vestiging", "Wat is het nummer van de vestiging? (twee cijfers)", Vestiging),
        Question("soort", "Wat voor school is het?", choices=lambda portal: SOORT_SCHOOL),
        Question("straat", "In welke straat staat de school?"),
        Question("huisnummer", "Op welk huisnummer?"),
        Question("postcode", "Wat is de postcode? (bijvoorbeeld 2132 NE)", Postcode),
        Question("plaats", "In welke plaats?"),
        _BRON,
    ),
    "voorziening": (
        Question("titel", "Hoe heet de voorziening?"),
        Question("soort", "Wat voor voorziening is het?", choices=lambda portal: SOORT_VOORZIENING),
        Question("samenvatting", "Wat is het en voor wie? Eén zin."),
        Question("hulpvragen", "Bij welke hulpvragen past het? (sleutels, met komma's)", choices=lambda portal: portal.hulpvragen, several=True),
        _BRON,
    ),
    "routekaart": (
        Question("titel", "Hoe heet de route?"),
        Question("samenvatting", "Waarheen leidt deze route? Eén zin."),
        Question("voor_wie", "Voor wie is de route?"),
        _BRON,
    ),
}


def make(root: Path, soort: str, given: Mapping[str, str], ask: Callable[[str], str] = input) -> Path:
    """Ask what is missing in `given`, write the record, and return the file it stands in.

    Raises:
        Refused: the file has errors, the answers end early, the record already exists or breaks a rule; nothing
            was written.
    """
    portal, errors = _read(root)
    if portal is None:
        raise Refused(errors)
    questions = QUESTIONS[soort]
    if unknown := next((name for name in given if name not in [question.name for question in questions]), None):
        raise _no_answer(f"'{unknown}' wordt niet gevraagd.", did_you_mean(unknown, [question.name for question in questions]))
    answers = {question.name: _answer(portal, question, given.get(question.name), ask) for question in questions}
    record = _RECORDS[soort](portal, answers)
    key = record["brin"] + record["vestiging"] if soort == "school" else record["id"]
    if not key or not record.get("slug", key):
        raise _no_answer("Van deze naam is geen webadres te maken.", "Gebruik letters of cijfers in de naam.")
    if key in portal.records(soort):
        raise Refused([Finding(portal.place(soort, key), "dubbel-id", f"Er is al een {soort} '{key}'.", "Verander dat record, of kies een andere naam.")])
    path = root / "data" / KINDS[soort][0].replace("*", key)
    in_file = [error for error in errors if error.where.path == path.relative_to(root).as_posix()]
    if in_file:
        raise Refused(in_file)
    if soort == "routekaart" and path.exists():
        raise Refused([Finding(Location(path.relative_to(root).as_posix()), "dubbel-id", "Dit bestand bestaat al.", "Kies een andere naam.")])
    old = path.read_bytes() if path.is_file() else b""
    _write(path, _append(old, record) if soort != "routekaart" else _dump(record).encode())
    if added := set(_read(root)[1]) - set(errors):
        _write(path, old) if old else path.unlink()
        raise Refused(added)
    return path


def _read(root: Path) -> tuple[Portal | None, list[Finding]]:
    """Return the portal, and everything in its facts and texts that is an error now."""
    raw, findings = load(root, tuple(file for file, _ in KINDS.values()))
    portal, found = build_portal(raw)
    rules = run_rules(portal, today_from_environment()) if portal else []
    return portal, [finding for finding in (*findings, *found, *rules) if finding.level == "fout"]


def _no_answer(message: str, repair: str = "") -> Refused:
    return Refused([Finding(Location("portaal new"), "antwoord", message, f"{repair} Er is niets weggeschreven.".strip())])


def _answer(portal: Portal, question: Question, given: str | None, ask: Callable[[str], str]) -> Any:
    choices = question.choices(portal)
    hint = f"\n  kies uit: {', '.join(choices)}" if choices else ""
    while True:
        try:
            text = (given if given is not None else ask(f"{question.text}{hint}\n> ")).strip()
        except (EOFError, UnicodeDecodeError):
            raise _no_answer(f"Er kwam geen leesbaar antwoord op: {question.text}") from None
        mistake = _mistake(question, choices, text)
        if not mistake:
            return [part.strip() for part in text.split(",")] if question.several else text
        if given is not None:
            raise _no_answer(f"{question.name}: {mistake}")
        print(mistake, file=sys.stderr)


def _mistake(question: Question, choices: Mapping[str, Any], text: str) -> str:
    if choices:
        for part in text.split(",") if question.several else [text]:
            if part.strip() not in choices:
                return f"'{part.strip()}' kan niet. {did_you_mean(part.strip(), choices, otherwise='Kies een van de genoemde woorden.')}"
        return ""
    try:
        TypeAdapter(question.type).validate_python(text)
    except ValidationError as error:
        told = error.errors()[0]
        return told["ctx"]["message"] if told["type"] == "portaal" else "Dit heeft niet de goede vorm. Probeer het nog eens."
    return ""


def _common(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {"bron": [{"id": answers["bron"]}], "gecontroleerd_op": today_from_environment().isoformat()}


def _school(portal: Portal, answers: Mapping[str, Any]) -> dict[str, Any]:
    address = {name: answers[name] for name in ("straat", "huisnummer", "postcode", "plaats")}
    names = {name: answers[name] for name in ("brin", "vestiging")}
    slug = slugify(answers["naam"])
    if any(school.slug == slug for school in portal.schools.values()):
        slug = slugify(f"{answers['naam']} {answers['plaats']}")
    return names | {"slug": slug, "naam": answers["naam"], "soort": answers["soort"], "adres": address} | _common(answers)


def _voorziening(portal: Portal, answers: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: answers[name] for name in ("titel", "soort", "samenvatting", "hulpvragen")}
    return {"id": slugify(answers["titel"])} | own | {"toegang": {"tlv_nodig": "onbekend", "wie": "onbekend"}} | _common(answers)


def _routekaart(portal: Portal, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A route of two steps that passes every rule, so that an editor changes what works."""
    source = {"bron": [{"id": answers["bron"]}]}
    first = {
        "id": "praat-met-school", "titel": "U praat met school", "wie": ["ouder", "school"], "wat": "U vertelt wat u ziet bij uw kind.",
        "ouder_doet": "U maakt een afspraak met de leerkracht.", "school_doet": "De school luistert en legt afspraken vast.",
        "contact": "de leerkracht van uw kind",
    } | source | {"daarna": "afspraken"}
    last = {
        "id": "afspraken", "titel": "U maakt afspraken", "wie": ["school"], "wat": "De school schrijft op wat er gaat gebeuren.",
        "school_doet": "De school geeft u de afspraken op papier.", "contact": "de intern begeleider",
    } | source | {"uitkomst": {"contact": "De intern begeleider van de school.", "recht": "U mag weten wat de school doet.",
                               "volgende": "U spreekt samen af wanneer u weer praat."}}
    return {
        "id": slugify(answers["titel"]), "titel": answers["titel"], "samenvatting": answers["samenvatting"],
        "voor_wie": [answers["voor_wie"]], "begin": first["id"], "stappen": [first, last],
    } | _common(answers)


_RECORDS: Mapping[str, Callable[[Portal, Mapping[str, Any]], dict[str, Any]]] = {"school": _school, "voorziening": _voorziening, "routekaart": _routekaart}


class _Dumper(yaml.SafeDumper):
    """Writes a value that stands in two places twice: an alias is refused when the file is read."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _dump(value: Any) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _append(old: bytes, record: Mapping[str, Any]) -> bytes:
    """Return a list of records with one more; every byte that was there stays, line ends and indentation are kept."""
    line_end = b"\r\n" if b"\r\n" in old else b"\n"
    first = re.search(rb"^ *(?=- )", old, re.M)
    lines = _dump([record]).encode().splitlines()
    added = line_end.join((first[0] if first else b"") + line for line in lines)
    return old.rstrip(b"\r\n") + line_end * 2 + added + line_end if old.strip() else added + line_end


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.nieuw")
    fresh.write_bytes(content)
    os.replace(fresh, path)
