"""Lists of a portal with more schools than a page bears: nothing is left out, it only stands one step farther."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.pages import actualiteit, bestuur, school


@pytest.fixture(scope="module")
def built(_prose: Path) -> pipeline.Built:
    """The fictional region, where one school is as many as a page bears. That it was not refused says that no link is dead."""
    with pytest.MonkeyPatch.context() as small:
        for module in (actualiteit, bestuur, school):
            small.setattr(module, "MAX_CARDS", 1)
        return pipeline.make_site(MINIATURE, today=TODAY, workshop=pipeline.Workshop(_prose))


def links(built: pipeline.Built, path: str) -> set[str]:
    page = lxml.html.fromstring(built.files[path].decode())
    page.make_links_absolute(f"https://voorbeeld.invalid/{path}")
    return {link.removeprefix("https://voorbeeld.invalid/") for link in page.xpath("//main//a/@href")}


def test_the_list_of_schools_leads_to_every_place(built: pipeline.Built) -> None:
    places = {f"plaats/{school.slugify(one.place)}/" for one in built.portal.schools.values() if one.is_open}
    assert places <= links(built, "school/index.html")
    assert not any(link.startswith("school/") and "#" not in link for link in links(built, "school/index.html"))


def test_every_school_stands_under_the_letter_of_its_place(built: pipeline.Built) -> None:
    letters = {link for link in links(built, "actualiteit/index.html") if link.startswith("actualiteit/") and "#" not in link}
    found = {letter: links(built, f"{letter}index.html") for letter in letters}
    for one in built.portal.schools.values():
        if one.is_open:
            assert b"css/plan.css" in built.files[f"actualiteit/{one.place[0].lower()}/index.html"], "a table without its looks"
            assert [letter for letter, there in found.items() if f"school/{one.slug}/" in there] == [f"actualiteit/{one.place[0].lower()}/"]


def test_of_schools_without_a_board_the_number_is_told(built: pipeline.Built) -> None:
    without = sum(one.is_open and one.bestuur is None for one in built.portal.schools.values())
    assert without > 1
    assert f"Van {without} scholen zegt geen bron" in built.files["bestuur/index.html"].decode()
