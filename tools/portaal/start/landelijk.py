"""What holds in the whole country, taken out of a portal that has it: law, words, needs, language of parents, some texts.

It is written once, in the portal that comes with the generator, and marked there: a rule by its kind (`soort: wet`), a word and a
text by `landelijk: ja`. Needs and the language of parents are of everybody, except where they name something of that region.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..finding import Refused, has_errors
from ..load import load
from ..model import RECORD_FILES, ContentPage, Portal
from ..model.portal import REFS
from ..urls import GENERATED
from ..validate import build_portal
from ..yamlshape import lines

Plain = dict[str, Any]


@dataclass
class Landelijk:
    """Records as plain values per kind, and texts by path below the root."""

    records: dict[str, list[Plain]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def take(root: Path, own_texts: Iterable[str]) -> Landelijk:
    """Return what of the portal in `root` goes along to a new one, which has `own_texts` (ids of pages) of its own.

    A reference to what stays behind is left out, and so is a source of the region where another source remains.

    Raises:
        Refused: the portal in `root` has errors.
    """
    raw, findings = load(root, RECORD_FILES)
    portal, found = build_portal(raw)
    if portal is None or has_errors([*findings, *found]):
        raise Refused([*findings, *found])
    return _Taker(portal, set(own_texts)).take()


class _Taker:
    def __init__(self, portal: Portal, own_texts: set[str]):
        self.portal = portal
        self.names = _names(portal)
        self.pages = {id_: page for id_, page in portal.pages.items() if page.meta.landelijk and id_ not in own_texts}
        self.kept: Mapping[str, set[str]] = {
            "regel": {id_ for id_, regel in portal.regels.items() if regel.soort == "wet"},
            "begrip": {id_ for id_, begrip in portal.begrippen.items() if begrip.landelijk},
            "hulpvraag": set(portal.hulpvragen),
            "taal": {portal.taal.id},
            "pagina": {*own_texts, *self.pages, *GENERATED},
            "bron": {id_ for id_, bron in portal.bronnen.items() if not self.names.search(f"{bron.titel} {bron.uitgever}")},
        }

    def take(self) -> Landelijk:
        result = Landelijk({kind: self._records(kind) for kind in ("regel", "begrip", "hulpvraag", "taal")})
        result.records["zoektaal"] = [*self._zoektaal()]
        result.texts = {page.path: self._text(page) for page in self.pages.values()}
        metas = [self.plain("pagina", id_) for id_ in self.pages]
        cited = {bron["id"] for record in (*result.records["regel"], *result.records["begrip"], *metas) for bron in record.get("bron", ())}
        result.records["bron"] = [self.plain("bron", id_) for id_ in self.portal.bronnen if id_ in cited]
        return result

    def plain(self, kind: str, id_: str) -> Plain:
        """Return a record (or the front matter of a page) as it was typed, without what stays behind."""
        return self._without(self.portal.places[kind, id_].node.plain())

    def _records(self, kind: str) -> list[Plain]:
        return [self.plain(kind, id_) for id_ in self.portal.records(kind) if id_ in self.kept[kind] and (kind, id_) in self.portal.places]

    def _without(self, record: Plain) -> Plain:
        result: Plain = {}
        for name, value in record.items():
            if name in ("routekaarten", "onderdelen", "landelijk"):
                continue
            if name in REFS:
                value = [ref for ref in value if self._is_kept(ref)]
            elif name == "bron":
                value = [bron for bron in value if bron["id"] in self.kept["bron"]] or [self._elsewhere(bron) for bron in value]
            elif isinstance(value, list) and all(isinstance(line, str) for line in value):
                value = [line for line in value if not self.names.search(line)]
            if value != []:
                result[name] = value
        return result

    def _elsewhere(self, bron: Plain) -> Plain:
        """Return the only source there is, without the place in it where that names the region."""
        return {"id": bron["id"]} if self.names.search(bron.get("plek", "")) else bron

    def _is_kept(self, ref: str) -> bool:
        kind, _, id_ = ref.partition(":")
        return id_ in self.kept.get(kind, ())

    def _zoektaal(self) -> Iterator[Plain]:
        """Yield what people say, where what they must find is there, and without phrases that name something of the region."""
        for number in self.portal.records("zoektaal"):
            entry = self.plain("zoektaal", number)
            if entry.get("zegt") and entry.get("vindt"):
                yield entry

    def _text(self, page: ContentPage) -> str:
        head = "\n".join(line for name, value in self.plain("pagina", page.id).items() for line in lines(name, value, 0))
        return f"---\n{head}\n---\n{page.body}"


def _names(portal: Portal) -> re.Pattern[str]:
    """Return what finds the names of a region in a text: of its organisations, places, schools, provisions and own words."""
    organisatie, gemeenten = portal.organisatie, portal.organisatie.gemeenten
    names = {organisatie.naam, organisatie.korte_naam, organisatie.steunpunt.naam, *organisatie.steunpunt.samen_met, *gemeenten}
    if organisatie.adres:
        names.add(f"{organisatie.adres.straat} {organisatie.adres.huisnummer}")
    names |= {place for *_, place, gemeente in portal.gebied.postcodes.values() if gemeente in gemeenten}
    names |= {record.titel for kind in ("bestuur", "school", "voorziening") for record in portal.records(kind).values()}
    for begrip in portal.begrippen.values():
        if not begrip.landelijk:
            names |= {begrip.term, begrip.afkorting}
    names |= {name.replace("&", "en") for name in names}
    names |= {name.removeprefix("Steunpunt ") for name in names}
    words = "|".join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I)
