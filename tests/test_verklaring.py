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
