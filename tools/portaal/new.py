"""`portaal new`: asks a few questions and writes a record that is valid at once; other lines stay as they are."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from .clock import today_from_environment
from .finding import Finding, Location, Refused, did_you_mean
from .load import load
from .model import KINDS, NIEUWS_MAP, RECORD_FILES, Portal
from .new_records import QUESTIONS, RECORDS, Question
from .rules import run_rules
from .textfile import write_whole
from .urls import slugify
from .validate import build_portal

# What an editor types -> kind of the record, where those differ.
_KINDS = {"agenda": "agendapunt"}
_WORDS = {"agenda": "agendapunt", "nieuws": "bericht"}


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
    path, kind, key, content = _news(root, answers) if soort == "nieuws" else _record(root, soort, portal, answers)
    if key in portal.records(kind):
        raise Refused([Finding(portal.place(kind, key), "dubbel-id", f"Er is al een {_WORDS.get(soort, soort)} '{key}'.", "Verander dat record, of kies een andere naam.")])
    in_file = [error for error in errors if error.where.path == path.relative_to(root).as_posix()]
    if in_file:
        raise Refused(in_file)
    if soort in ("routekaart", "nieuws") and path.exists():
        raise Refused([Finding(Location(path.relative_to(root).as_posix()), "dubbel-id", "Dit bestand bestaat al.", "Kies een andere naam.")])
    old = path.read_bytes() if path.is_file() else b""
    write_whole(path, content(old))
    if added := set(_read(root)[1]) - set(errors):
        write_whole(path, old) if old else path.unlink()
        raise Refused(added)
    return path


def _record(root: Path, soort: str, portal: Portal, answers: Mapping[str, Any]) -> tuple[Path, str, str, Callable[[bytes], bytes]]:
    """Return the file, kind and key of a new record, and what becomes of the bytes of that file."""
    kind = _KINDS.get(soort, soort)
    record = RECORDS[soort](portal, answers)
    key = record["brin"] + record["vestiging"] if soort == "school" else record["id"]
    if not key or not record.get("slug", key):
        raise _no_address()
    path = root / "data" / KINDS[kind][0].replace("*", key)
    return path, kind, key, lambda old: _dump(record).encode() if soort == "routekaart" else _append(old, record)


def _news(root: Path, answers: Mapping[str, Any]) -> tuple[Path, str, str, Callable[[bytes], bytes]]:
    """Return the same for a news item, which is a Markdown page of its own."""
    slug = slugify(answers["titel"])
    if not slug:
        raise _no_address()
    head = _dump({name: answers[name] for name in ("beschrijving", "datum", "categorie", "voor")})
    text = f"---\n{head}---\n# {' '.join(answers['titel'].split())}\n\n{answers['tekst']}\n"
    return root / NIEUWS_MAP / f"{slug}.md", "pagina", f"nieuws/{slug}", lambda old: text.encode()


def _no_address() -> Refused:
    return _no_answer("Van deze naam is geen webadres te maken.", "Gebruik letters of cijfers in de naam.")


def _read(root: Path) -> tuple[Portal | None, list[Finding]]:
    """Return the portal, and everything in its facts and texts that is an error now."""
    raw, findings = load(root, RECORD_FILES)
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
