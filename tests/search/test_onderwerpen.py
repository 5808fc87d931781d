"""Every subject of the site is found in three phrasings; `onderwerpen.yaml` says which page and which words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from golden_bank import TOP, asker
from msgspec import structs

from portaal.model import Portal
from portaal.search import SearchIndex, build_index, search
from portaal.urls import pijler_key

SUBJECTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "onderwerpen.yaml").read_text(encoding="utf-8"))


def unfound(index: SearchIndex, subject: dict[str, Any]) -> list[str]:
    """Return the phrasings whose first three answers hold neither the page nor the page of its need."""
    doors = {f"pagina:{subject['pagina']}", subject.get("ook")}
    return [words for words in subject["vragen"] if not doors & set(asker(index)(words)[:TOP])]


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject["pagina"])
def test_subject_is_found_in_three_phrasings(index: SearchIndex, subject: dict[str, Any]) -> None:
    assert len(set(subject["vragen"])) == 3
    assert unfound(index, subject) == []


def test_every_text_is_a_subject(region: Portal) -> None:
    """Start pages are where one begins to look, not what one looks for."""
    starts = {subject["start"] for subject in SUBJECTS} | {"home"}
    assert set(region.pages) - starts - {subject["pagina"] for subject in SUBJECTS} == set()


def test_a_page_that_loses_its_words_is_noticed(region: Portal) -> None:
    page = region.pages["over-ons/inclusie"]
    silent = structs.replace(page, titel="Titel", body="", meta=page.meta.model_copy(update={"zoekwoorden": (), "beschrijving": "Tekst."}))
    others = tuple(entry for entry in region.zoektaal if "pagina:over-ons/inclusie" not in entry.vindt)
    index = build_index(replace(region, pages={**region.pages, "over-ons/inclusie": silent}, zoektaal=others))
    assert len(unfound(index, next(subject for subject in SUBJECTS if subject["pagina"] == "over-ons/inclusie"))) == 3


def test_pillars_are_found_by_what_they_tell(index: SearchIndex, region: Portal) -> None:
    """Not by their title alone: pages that treat a subject come first, the pillar stands among the first ten."""
    assert region.ondersteuningsplan
    subjects = [
        pijler_key(number) in [hit.id for hit in search(index, onderwerp.titel, 10)]
        for number, pijler in enumerate(region.ondersteuningsplan.pijlers, 1)
        for onderwerp in pijler.onderwerpen
    ]
    assert sum(subjects) / len(subjects) > 0.8
