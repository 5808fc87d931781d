"""An edition: one portal for several partnerships, made of the records of their own portals.

The mkdocs.yml of an edition names other roots. Their schools, places, routes and what these lean on come in as if they
stood in the edition, under keys that begin with the key of the partnership; nothing is copied. Texts are the edition's own.
Why it is done this way: docs/adr/0007-editions.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace
from pydantic import ValidationError

from .finding import Finding
from .model import BY_ID, KINDS, REFS, Organisatie, Portal, Samenwerkingsverband
from .node import Node, Raw, RawRecord
from .yamltext import read_yaml

# What belongs to one partnership: its key stands before theirs, and its name behind their title where a title alone would
# not tell from whom it is. A school has a key and a name of its own in the whole country.
_OWN = ("bestuur", "voorziening", "routekaart", "onderdeel", "document")
_NAMED = ("voorziening", "routekaart", "onderdeel", "document", "regel")
# What is the same in the whole country; where two tell it, the words of the first count.
_SHARED = ("bron", "hulpvraag", "regel", "begrip", "school")
# Lists without keys: what people say, and what somebody looked at already.
_LISTS = ("zoektaal", "uitzondering")
_TAKEN = (*_OWN, *_SHARED)
MAX_SLUG = 80
_KEYS = {"id", "naam", "kort", "map"}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EXAMPLE = "Schrijf: - {id: voorbeeldland, naam: Samenwerkingsverband Voorbeeldland, kort: Voorbeeldland, map: ../voorbeeldland}"
Load = Callable[[Path, tuple[str, ...]], tuple[Raw, list[Finding]]]


def merge(root: Path, raw: Raw, files: tuple[str, ...], load: Load) -> tuple[Raw, list[Finding]]:
    """Return a root with the records of the roots that it names, and what is wrong with them; any other root as it is.

    `load` reads a root and the record files of it named in `files`. What is wrong inside another root is told there.
    """
    findings: list[Finding] = []
    named = list(_named(root, raw.skin, findings)) if raw.skin else []
    for verband in named:
        other, found = load(root / verband.map, files)
        findings += [replace(finding, where=replace(finding.where, path=f"{verband.map}/{finding.where.path}"))
                     for finding in found if finding.level == "fout"]  # fmt: skip
        if other.samenwerkingsverbanden:
            findings.append(_wrong(raw.skin, f"De map '{verband.map}' is zelf een editie.", "Noem de mappen van de samenwerkingsverbanden zelf."))
            continue
        raw = _with(raw, verband, other)
    return (_without_loose_ends(raw) if named else raw), findings


def other_roots(root: Path) -> tuple[Path, ...]:
    """Return the roots that a root is made of beside itself, where its settings can be read: () unless it is an edition."""
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8", errors="replace") if settings.is_file() else ""
    node = read_yaml(text, "mkdocs.yml", allow_tags=True)[0]
    return tuple(root / verband.map for verband in _named(root, RawRecord("mkdocs.yml", node), [])) if node is not None else ()


def _named(root: Path, skin: RawRecord, findings: list[Finding]) -> Iterator[Samenwerkingsverband]:
    """Yield the partnerships of `extra: samenwerkingsverbanden:`; what is wrong with that list is added to `findings`."""
    extra = skin.node.plain().get("extra")
    rows = extra.get("samenwerkingsverbanden") if isinstance(extra, dict) else None
    seen: set[str] = set()
    for row in rows if isinstance(rows, list) else [] if rows is None else [rows]:
        if not isinstance(row, dict) or set(row) != _KEYS or not all(isinstance(text, str) and text for text in row.values()):
            findings.append(_wrong(skin, "Een samenwerkingsverband heeft een id, naam, kort en map nodig.", _EXAMPLE))
        elif not _ID.fullmatch(row["id"]) or row["id"] in seen:
            findings.append(_wrong(skin, f"De sleutel '{row['id']}' is er al, of wordt geen goed webadres.",
                                   "Gebruik kleine letters, cijfers en streepjes, en elke sleutel één keer."))  # fmt: skip
        elif os.path.realpath(root / row["map"]) == os.path.realpath(root) or not (root / row["map"] / "mkdocs.yml").is_file():
            findings.append(_wrong(skin, f"In de map '{row['map']}' staat geen portaal van een samenwerkingsverband.",
                                   "Schrijf de map gezien vanaf deze map, bijvoorbeeld ../voorbeeldland."))  # fmt: skip
        else:
            seen.add(row["id"])
            yield Samenwerkingsverband(row["id"], row["naam"], row["kort"], Path(row["map"]).as_posix())


def _wrong(skin: RawRecord, message: str, repair: str) -> Finding:
    return Finding(skin.place(("extra", "samenwerkingsverbanden")), "samenwerkingsverbanden", message, repair)


def _with(raw: Raw, verband: Samenwerkingsverband, other: Raw) -> Raw:
    """Return the edition with the records of one root."""
    dressed = _Dresser(verband, other)
    records = dict(raw.records)
    for kind in (*_TAKEN, *_LISTS):
        file = KINDS[kind][0]
        known = {_key(kind, record) for record in records.get(file, ())}
        made = (dressed.record(kind, record) for record in other.records.get(file, ()))
        records[file] = (*records.get(file, ()), *(record for record in made if _key(kind, record) not in known))
    taal = KINDS["taal"][0]
    records[taal] = tuple(_one_of(records.get(taal, ()), other.records.get(taal, ())))
    organisatie = next((_organisatie(record) for record in other.records.get(KINDS["organisatie"][0], ())), None)
    return replace(raw, records=records, grenzen={**other.grenzen, **raw.grenzen}, postcodes={**other.postcodes, **raw.postcodes},
                   samenwerkingsverbanden=(*raw.samenwerkingsverbanden, replace(verband, organisatie=organisatie)))  # fmt: skip


def _one_of(mine: Iterable[RawRecord], theirs: Iterable[RawRecord]) -> Iterator[RawRecord]:
    """Yield one record for two that hold nothing but lists: words that are allowed in one root are so in the edition."""
    records = [*mine, *theirs]
    fields: dict[str, Node] = {}
    for record in records:
        for name, child in (record.node.fields or {}).items():
            fields[name] = replace(child, items=(*(fields[name].items or ()), *(child.items or ()))) if name in fields else child
    yield from [replace(records[0], node=replace(records[0].node, fields=fields))] if records else []


def _organisatie(record: RawRecord) -> Organisatie | None:
    try:
        return Organisatie.model_validate(record.node.plain())
    except ValidationError:
        return None  # told where that root itself is checked


def _key(kind: str, record: RawRecord) -> str:
    """Return what makes a record the same as another one."""
    fields = record.node.plain()
    if kind == "school":
        return f"{fields.get('brin')}{fields.get('vestiging')}"
    return str(fields) if kind in _LISTS else str(fields.get("id"))


class _Dresser:
    """Gives the records of one root the key and the name of their partnership, and what refers to them likewise."""

    def __init__(self, verband: Samenwerkingsverband, other: Raw):
        self._verband = verband
        self._own = {(kind, _key(kind, record)) for kind in _OWN for record in other.records.get(KINDS[kind][0], ())}
        # An agreement holds in one region, a law in all.
        self._own |= {("regel", _key("regel", record)) for record in other.records.get(KINDS["regel"][0], ()) if record.node.plain().get("soort") != "wet"}

    def record(self, kind: str, record: RawRecord) -> RawRecord:
        is_own = (kind, _key(kind, record)) in self._own
        node = self._node(record.node, "")
        fields = dict(node.fields or {})
        for name, change in (("id", self._prefixed if is_own else None), ("titel", self._signed if is_own and kind in _NAMED else None),
                             ("slug", self._prefixed if kind == "school" else None)):  # fmt: skip
            if change and name in fields:
                fields[name] = replace(fields[name], value=change(fields[name].value or ""))
        return replace(record, path=f"{self._verband.map}/{record.path}", node=replace(node, fields=fields))

    def _prefixed(self, id_: str) -> str:
        return f"{self._verband.id}-{id_}"[:MAX_SLUG].rstrip("-")

    def _signed(self, titel: str) -> str:
        return f"{titel} ({self._verband.kort})"

    def _node(self, node: Node, name: str) -> Node:
        """Return a value, or all that lies in it, with its references led to where they went; `name` is that of its field."""
        if node.fields is not None:
            return replace(node, fields={key: self._node(child, key) for key, child in node.fields.items()})
        if node.items is not None:
            return replace(node, items=tuple(self._node(child, name) for child in node.items))
        kind, id_ = (node.value or "").partition(":")[::2] if name in REFS else (BY_ID.get(name, ""), node.value or "")
        if (kind, id_) not in self._own:
            return node
        return replace(node, value=f"{kind}:{self._prefixed(id_)}" if name in REFS else self._prefixed(id_))


def _without_loose_ends(raw: Raw) -> Raw:
    """Leave out references to what stayed behind (texts, plans, the news), and words that lead nowhere any more."""
    from .urls import GENERATED

    there = {f"{kind}:{_key(kind, record)}" for kind in _TAKEN for record in raw.records.get(KINDS[kind][0], ())}
    there |= {f"pagina:{key}" for key in GENERATED}
    there |= {f"pagina:{page.path.removeprefix('content/').removesuffix('.md').removesuffix('index').rstrip('/') or 'home'}" for page in raw.pages}
    homes = tuple(f"{verband.map}/" for verband in raw.samenwerkingsverbanden)

    def leads(child: Node) -> bool:
        return child.value is None or child.value in there or child.value.startswith(("woord:", "organisatie:"))

    def pruned(node: Node) -> Node:
        if node.items is not None:
            return replace(node, items=tuple(map(pruned, node.items)))
        fields = node.fields and {name: replace(child, items=tuple(filter(leads, child.items))) if name in REFS and child.items else pruned(child)
                                  for name, child in node.fields.items()}  # fmt: skip
        return replace(node, fields=fields)

    def kept(file: str, found: Iterable[RawRecord]) -> Iterator[RawRecord]:
        for record in found:
            mine = replace(record, node=pruned(record.node)) if record.path.startswith(homes) else record
            if file != KINDS["zoektaal"][0] or mine.node.plain().get("vindt"):
                yield mine

    return replace(raw, records={file: tuple(kept(file, found)) for file, found in raw.records.items()})


def verband_of(portal: Portal, kind: str, id_: str) -> Samenwerkingsverband | None:
    """Return from which partnership a record of an edition is; None for a record of the edition itself, and of any other portal."""
    raw = portal.places.get((kind, id_))
    return next((verband for verband in portal.samenwerkingsverbanden if raw and raw.path.startswith(f"{verband.map}/data/")), None)
