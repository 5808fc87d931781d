"""Writes the root of a new portal: whole, checked and at once, or not at all."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..beheer.schema import FOLDER as SCHEMAS
from ..beheer.schema import build_schemas, first_line
from ..duo import new_schools
from ..duo.region import Region, spellings
from ..duo.spelling import gemeente_key
from ..finding import Finding, Location, Refused
from ..geo import is_inside
from ..model import KINDS
from ..yamlshape import lines
from . import gebied
from .landelijk import take
from .register import FOLDER, Register, read_register

START = FOLDER.parent
REPO = START.parent
BRON = "opgave-bij-start"
_TEXTS = START / "content"
# What a partnership soon writes itself; the file is there, so that nobody has to look up its name.
_EMPTY = ("bestuur", "voorziening", "onderdeel", "document", "agendapunt", "mededeling")


class Wens(Struct, frozen=True):
    """What somebody asks for: the name of the partnership, its municipalities (none: the whole country), where DUO's newer files lie."""

    naam: str
    gemeenten: tuple[str, ...] = ()
    duo: Path | None = None
    van: Path = REPO


class Begonnen(Struct, frozen=True):
    """What came of it: the municipalities, the number of schools, and what is worth knowing."""

    gemeenten: tuple[str, ...]
    schools: int
    findings: tuple[Finding, ...]


def start(to: Path, wens: Wens, today: dt.date) -> Begonnen:
    """Write a new root to the folder `to`.

    It is made beside it and gets its name when it is whole: who looks, or a power cut, meets nothing or everything.

    Raises:
        Refused: there is something in `to` already, a municipality does not exist, or a file is not what it should be.
    """
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Refused([Finding(Location(to.name), "bestaat-al", "Hier staat al iets. Er is niets geschreven.", "Kies een map die er nog niet is.")])
    register = read_register(wens.duo)
    chosen = gebied.choose_gemeenten(wens.gemeenten or tuple(register.grenzen), register.grenzen)
    to.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=to.parent, prefix=f".{to.name}."))
    try:
        begonnen = _write(work, wens, register, chosen, today)
        work.chmod(0o755)
        work.rename(to)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return begonnen


def _write(root: Path, wens: Wens, register: Register, chosen: Mapping[str, str], today: dt.date) -> Begonnen:
    codes = gebied.postcodes(chosen, register)
    records, findings = new_schools(register.duo, _region(chosen, codes), today)
    findings += [*_drop_mobile(records), *_drop_points_outside(records, gebied.gebied_of(chosen, register.grenzen))]
    prefixes = sorted({record["adres"]["postcode"][:2] for record in records} | {pc4[:2] for pc4, (*_, gemeente) in codes.items() if gemeente in chosen})
    own = {"naam": wens.naam, "gebied": _area(wens, chosen), "gemeenten": _listed(wens, chosen), "vandaag": today.isoformat()}
    landelijk = take(wens.van, (path.relative_to(_TEXTS).with_suffix("").as_posix().removesuffix("/index").replace("index", "home") for path in _TEXTS.rglob("*.md")))
    landelijk.records |= {"school": records, "organisatie": [_organisatie(wens.naam, [*chosen], prefixes, today)]}
    own_bronnen = _bronnen(wens, today)
    known = {bron["id"] for bron in own_bronnen}
    landelijk.records["bron"] = own_bronnen + [bron for bron in landelijk.records["bron"] if bron["id"] not in known]
    (root / "data").mkdir()
    for kind in (*landelijk.records, *_EMPTY):
        file = KINDS[kind][0]
        _save(root / "data" / file, _head(file) + _yaml(kind, landelijk.records.get(kind, [])))
    _save(root / "data" / "gebied.geojson", gebied.boundaries(chosen, register.grenzen))
    _save(root / "data" / "postcodes.csv", gebied.postcode_rows(codes))
    for path in sorted([*_TEXTS.rglob("*.md"), START / "mkdocs.yml"]):
        _save(root / path.relative_to(START), _filled(path.read_text(encoding="utf-8"), own))
    for name, text in landelijk.texts.items():
        _save(root / name, text)
    for name, text in build_schemas().items():
        _save(root / SCHEMAS / name, text)
    return Begonnen((*chosen,), len(records), tuple(findings))


def _region(chosen: Mapping[str, str], codes: Mapping[str, tuple[float, float, str, str]]) -> Region:
    return Region((), frozenset(map(gemeente_key, chosen.values())), {}, spellings(codes),
                  {pc4: (lat, lon) for pc4, (lat, lon, *_) in codes.items()})


def _drop_mobile(records: list[dict[str, Any]]) -> Iterator[Finding]:
    """Take away mobile numbers: they are mostly of one person, and nobody looked at them yet (rule `persoonsgegeven`)."""
    for record in records:
        if record.get("telefoon", "").startswith("06"):
            yield Finding(Location("data/schools.yaml"), "mobiel-nummer", f"{record['naam']}: DUO noemt een mobiel nummer. Dat is weggelaten.",
                          f"Vraag de school om een vast nummer, of zet '{record.pop('telefoon')}' erbij met de reden in data/uitzonderingen.yaml.", "waarschuwing")


def _drop_points_outside(records: list[dict[str, Any]], area: Any) -> list[Finding]:
    """Take away points that do not lie in the municipalities: the file with points is older than some addresses."""
    findings, sides = [], area.sides(area.grenzen)
    for record in records:
        point = record.get("coordinaten")
        if point and not is_inside(sides, float(point["lon"]), float(point["lat"])):
            del record["coordinaten"]
            record["bron"] = [bron for bron in record["bron"] if bron.get("plek") != "punt op de kaart"]
            findings.append(Finding(Location("data/schools.yaml"), "punt-buiten-gebied", f"{record['naam']}: het punt op de kaart lag buiten de gemeenten.",
                                    "Zoek de coördinaten op en zet ze erbij.", "waarschuwing"))
    return findings


def _organisatie(naam: str, gemeenten: list[str], prefixes: list[str], today: dt.date) -> dict[str, Any]:
    bron = [{"id": BRON}]
    return {
        "naam": naam, "korte_naam": naam, "telefoon": "onbekend", "email": "onbekend", "website": "onbekend", "openingstijden": "onbekend",
        "gemeenten": gemeenten, "postcodes": prefixes,
        "steunpunt": {
            "naam": "Ouder- en jeugdsteunpunt", "website": "onbekend", "telefoon": "onbekend", "email": "onbekend", "openingstijden": "onbekend",
            "belofte": "Het steunpunt geeft u uitleg over passend onderwijs en denkt met u mee.", "bron": [{"id": "wet-primair-onderwijs", "plek": "artikel 19"}],
        },
        "ccp": {}, "bron": bron, "gecontroleerd_op": today.isoformat(),
    }


def _bronnen(wens: Wens, today: dt.date) -> list[dict[str, Any]]:
    """Return the sources of what was written here: the registers, and who said what the partnership is called."""
    import yaml

    known = yaml.load((FOLDER / "bronnen.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    if wens.duo:  # what day those files are of, only who fetched them knows
        for bron in known:
            if bron["id"].startswith("duo-"):
                bron.pop("peildatum", None)
    return [*known, {"id": BRON, "titel": "Naam en gemeenten, zoals opgegeven bij de start van dit portaal", "soort": "document", "uitgever": wens.naam,
                     "peildatum": today.isoformat()}]


def _head(file: str) -> str:
    """Return the lines that open a file: for the editor of text, and for who reads it for the first time."""
    return f"{first_line(file)}\n# Elk veld staat uitgelegd in docs/velden.md van de generator. Kijk een wijziging na met: portaal check\n\n"


def _yaml(kind: str, records: list[dict[str, Any]]) -> str:
    """Return the file of a kind: one record, or a list of them."""
    if kind in ("organisatie", "taal"):
        return "".join(line + "\n" for name, value in records[0].items() for line in lines(name, value, 0))
    return "\n".join("".join(line + "\n" for line in _block(record)) for record in records)


def _block(record: dict[str, Any]) -> list[str]:
    """Return a record on lines of its own, which is how people change it; a short one would otherwise share a line."""
    block = [line for name, value in record.items() for line in lines(name, value, 2)]
    return ["- " + block[0].lstrip(), *block[1:]]


def _filled(text: str, own: Mapping[str, str]) -> str:
    for name, value in own.items():
        text = text.replace(f"«{name}»", value)
    return text


def _area(wens: Wens, chosen: Mapping[str, str]) -> str:
    """Return the area as it stands in a sentence: by name where that is short."""
    if not wens.gemeenten:
        return "heel Nederland"
    *rest, last = chosen
    names = f"{', '.join(rest)} en {last}" if rest else last
    return names if len(names.split()) <= 5 else "onze regio"


def _listed(wens: Wens, chosen: Mapping[str, str]) -> str:
    return "\n".join(f"- {name}" for name in chosen) if wens.gemeenten else "- alle gemeenten van Nederland"


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
