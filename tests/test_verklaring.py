"""The accessibility statement: all 55 criteria, the protocol beside them, and a status that is never rosier than the record."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from miniature import REGION_DAY, REPO
from portaal import pipeline
from portaal.model.criterium import Criterium
from portaal.pages.verklaring import CRITERIA, status_of


def record(number: int, **fields: str) -> Criterium:
    values = {"id": f"1-{number}", "naam": "Fictief", "niveau": "A", "oordeel": "voldoet", "bewijs": "Fictief.", "door": "onafhankelijk"}
    return Criterium.model_validate(values | fields)


def test_the_region_has_every_criterium_and_the_protocol_too() -> None:
    criteria = pipeline.read_portal(REPO, REGION_DAY)[0].criteria.values()
    assert Counter(one.niveau for one in criteria) == {"A": 31, "AA": 24}
    told = re.findall(r"^\| (\d\.\d\.\d+) ", (REPO / "docs" / "wcag-protocol.md").read_text(encoding="utf-8"), re.M)
    assert told == [one.nummer for one in criteria] and len(told) == CRITERIA


@pytest.mark.parametrize(("odd", "status"), [({}, "A"), ({"oordeel": "voldoet_niet"}, "B"), ({"oordeel": "niet_beoordeeld"}, "D"), ({"door": "zelf"}, "D")])
def test_one_odd_criterium_decides_the_status(odd: dict[str, str], status: str) -> None:
    assert status_of((*(record(number) for number in range(CRITERIA - 1)), record(99, **odd)))[0] == status


def test_a_record_that_is_not_whole_is_no_statement() -> None:
    assert status_of(tuple(record(number) for number in range(CRITERIA - 1)))[0] == "D"


# Listening to these would ask for a gesture, a drag or a shake, or would act before a finger is lifted (2.5.1, 2.5.2, 2.5.4, 2.5.7).
_GESTURE = re.compile(r"[\"'](touch\w+|pointermove|pointerup|mouse\w+|drag\w*|drop|gesture\w+|wheel|device(?:motion|orientation))[\"']|\.on(?:touch|mouse|drag|device)\w+")


def test_no_script_asks_for_a_gesture() -> None:
    scripts = list((REPO / "theme" / "js").rglob("*.js"))
    assert len(scripts) > 10 and [path.name for path in scripts if _GESTURE.search(path.read_text(encoding="utf-8"))] == []
    for planted in ('list.addEventListener("touchmove", slide)', "box.ondragstart = take", "addEventListener('devicemotion', shake)"):
        assert _GESTURE.search(planted)


def test_the_statement_is_never_rosier_than_the_record() -> None:
    """What only ears can tell is open; and while nobody from outside looked, no status better than D."""
    criteria = tuple(pipeline.read_portal(REPO, REGION_DAY)[0].criteria.values())
    assert status_of(criteria)[0] == "D"
    assert all(one.op for one in criteria if one.oordeel != "niet_beoordeeld")
