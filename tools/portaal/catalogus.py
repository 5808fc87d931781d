"""The generator's own words per language: `theme/woorden/<key>.yaml`, Dutch being one of them.

What a partnership writes itself stands in its root (`data/leestalen/`, `data/vertalingen/`); this is what templates say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from .dutch import datum
from .theme import THEME
from .yamltext import read_yaml

FOLDER = THEME / "woorden"
NL = "nl"


class Catalogus(Struct, frozen=True):
    """One language: `tag` is its BCP 47 tag for `lang`, `naam` how it calls itself, `naam_nl` how the Dutch call it."""

    id: str
    tag: str
    naam: str
    naam_nl: str
    richting: str
    woorden: Mapping[str, str]

    @property
    def is_nederlands(self) -> bool:
        """Tell whether this is a form of Dutch: easy Dutch is another text, but no other language."""
        return self.tag == NL

    def woord(self, key: str, **values: object) -> str:
        """Return what the generator says for a key, with the values in it; a key that is not there is a mistake of ours."""
        text = self.woorden[key]
        return text.format_map({name: self.datum(value) if isinstance(value, dt.date) else value for name, value in values.items()}) if values else text

    def datum(self, day: dt.date) -> str:
        """Return a day as readers of the language know it; in figures where it is not Dutch, as on a Dutch letter."""
        if self.is_nederlands:
            return datum(day)
        figures = f"{day.day}-{day.month}-{day.year}"
        # Between two marks (isolate, Unicode 6.3), or the year would come first among Arabic letters.
        return f"\u2066{figures}\u2069" if self.richting == "rtl" else figures


@lru_cache(maxsize=1)
def keys() -> tuple[str, ...]:
    """Return the keys of all languages that the generator has words for, Dutch first."""
    return (NL, *sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != NL))


@lru_cache(maxsize=32)
def catalogus(key: str) -> Catalogus:
    """Return the words of a language; raises KeyError where the generator has none."""
    if key not in keys():
        raise KeyError(key)
    node, findings = read_yaml((FOLDER / f"{key}.yaml").read_text(encoding="utf-8"), f"theme/woorden/{key}.yaml")
    assert node is not None and not findings, findings  # a file of ours, held by a test
    about = node.plain()
    return Catalogus(key, about["tag"], about["naam"], about["naam_nl"], about["richting"], about["woorden"])
