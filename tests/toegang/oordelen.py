"""What axe does not judge, per criterion of WCAG 2.2: each measurement looks at one page as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Page

from .lezen import headings, languages, links, order
from .tikken import focus_order, hover, press, targets
from .zien import edges, lonely_colour, motion

Meting = Callable[[Page], list[str]]

# Question for the report -> what answers it. The criteria are those of data/toegankelijkheid.yaml.
METINGEN: Mapping[str, tuple[tuple[str, ...], Meting]] = {
    "Is elke link ook zonder kleur te zien?": (("1-4-1",), lonely_colour),
    "Hebben velden, knoppen en tekens een rand van 3 op 1?": (("1-4-11",), edges),
    "Staat alles in de volgorde waarin men het leest?": (("1-3-2",), order),
    "Is elk doel 24 bij 24 punten, of ligt er genoeg ruimte omheen?": (("2-5-8",), targets),
    "Gaat Tab in de volgorde van de tekst?": (("2-4-3",), focus_order),
    "Zegt elke link waarheen hij gaat?": (("2-4-4",), links),
    "Zegt elke kop en elk veld iets, en iets anders dan zijn buren?": (("2-4-6",), headings),
    "Staan woorden in een andere taal als zodanig gemerkt?": (("3-1-2",), languages),
    "Staat alles stil voor wie dat vraagt?": (("2-2-2",), motion),
}
# A hand tries every look of the whole site once: the set of looks that were tried goes from page to page.
HANDEN: Mapping[str, tuple[tuple[str, ...], Callable[[Page, set[str]], list[str]]]] = {
    "Verschijnt er niets onder een muis?": (("1-4-13",), hover),
    "Gebeurt er niets als iemand van een knop af schuift?": (("2-5-2",), press),
}
