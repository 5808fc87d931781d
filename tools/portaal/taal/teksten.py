"""All passages of a portal, with the words that staff chose: what every rule on language looks at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..model import Portal
from .pagina import page_passages
from .passage import Passage
from .veld import field_passages
from .zin import Zin, sentences

_WORD = re.compile(r"\w+(?:[-']\w+)*")


class Phrases:
    """Words and phrases, each with what is to be said about it; found whole and in any case."""

    def __init__(self, entries: Iterable[tuple[str, str]]):
        # By first word: an alternation of hundreds of phrases is tried anew at every letter, a lookup is not.
        self._by_start: dict[str, list[tuple[str, str]]] = {}
        for phrase, said in entries:
            if first := _WORD.search(phrase.lower()):
                self._by_start.setdefault(first[0], []).append((phrase.lower(), said))
        for phrases in self._by_start.values():
            phrases.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Yield (offset, the words as they stand, what was said about them) for every phrase in a text."""
        end = 0
        for word in _WORD.finditer(text):
            start = word.start()
            for phrase, said in self._by_start.get(word[0].lower(), ()):
                found = text[start : start + len(phrase)]
                if start >= end and found.lower() == phrase and not text[start + len(phrase) :][:1].isalnum():
                    end = start + len(phrase)
                    yield start, found, said
                    break


@dataclass(frozen=True)
class Teksten:
    """The portal as text."""

    portal: Portal

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return (*page_passages(self.portal), *field_passages(self.portal))

    @cached_property
    def each(self) -> tuple[tuple[Passage, tuple[Zin, ...]], ...]:
        """Every passage with its sentences."""
        return tuple((passage, tuple(sentences(passage.text))) for passage in self.passages)

    @cached_property
    def whole(self) -> Mapping[str, str]:
        """All text of each page and record, by owner; of a record its title too."""
        texts = {f"{kind}:{id_}": [getattr(record, "titel", "")] for kind, id_, record in self.portal.all_records()}
        for passage in self.passages:
            texts.setdefault(passage.owner, []).append(passage.text)
        return {owner: "\n".join(parts) for owner, parts in texts.items()}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Official names, the longest first: of laws, documents, schools, boards and organisations."""
        portal, us = self.portal, self.portal.organisatie
        found = {us.naam, us.korte_naam, us.steunpunt.naam, *us.steunpunt.samen_met}
        found |= {name for bron in portal.bronnen.values() for name in (bron.titel, bron.uitgever)}
        for kind in ("document", "voorziening", "school", "bestuur"):
            found |= {record.titel for record in portal.records(kind).values()}
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that the site explains where it stands, and every abbreviation that needs no explanation."""
        begrippen = self.portal.begrippen.values()
        forms = {form for begrip in begrippen for form in (begrip.term, begrip.afkorting, *begrip.synoniemen)}
        return frozenset(form.lower() for form in forms | set(self.portal.taal.geen_uitleg_nodig))

    @cached_property
    def formeel(self) -> Phrases:
        return Phrases((woord, keus.beter) for keus in self.portal.taal.formeel for woord in keus.woorden)

    @cached_property
    def vaktaal(self) -> Phrases:
        choices = ((woord, keus.beter) for keus in self.portal.taal.vaktaal for woord in keus.woorden)
        return Phrases((woord, beter) for woord, beter in choices if woord.lower() not in self.known)
