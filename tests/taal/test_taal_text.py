"""What must hold of any text: nothing raises, no word gets lost, and every place lies in the file."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.model import ContentPage, PageMeta, Portal
from portaal.taal import check_taal
from portaal.taal.pagina import page_passages, plain
from portaal.taal.zin import sentences, without_quotes

# Markdown as people type it, right and wrong, between words and anything else.
PIECES = st.sampled_from([
    "woord", "Woord", "TLV", "wordt", "gedaan", "zes weken", "klik hier", "o.a.", "Dr. J.P.", "nr. 5", "1.", "é", ",", ". ", "? ", "! ", "… ",
    "\n", "\n\n", "  \n", "# ", "### ", "- ", "> ", ":   ", "|", "|---|\n", "*", "**", "_", "`", "```\n", "\\", "[", "]", "(", ")", "'", '"', "“", "”", "‘", "–",
    "[a](b)", "![x](y)", "<b>", "<https://x.nl>", "{{ regel x }}", "{.a}", '!!! tip "Let op"\n', "    ", "*[X]: ", "[^1]",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)
FAST = settings(max_examples=100)


@cache
def miniature() -> Portal:
    return pipeline.read_portal(MINIATURE, TODAY)[0]


def page(body: str) -> Portal:
    """The fictional portal with this text as its only page, in a file where it begins on line 4."""
    body = body.replace("\r", "")
    return replace(miniature(), pages={"p": ContentPage("content/makkelijk/p.md", "p/", "P", PageMeta(beschrijving="Een pagina."), body, 4)})


@FAST
@given(TEXTS)
def test_no_text_raises_and_every_place_lies_in_the_file(body: str) -> None:
    portal = page(body)
    lines = portal.pages["p"].body.split("\n")
    for finding in check_taal(portal):
        if finding.where.path == "content/makkelijk/p.md" and finding.where.line >= 4:
            assert 1 <= finding.where.column <= len(lines[finding.where.line - 4]) + 1


@FAST
@given(TEXTS)
def test_every_word_is_in_one_sentence(text: str) -> None:
    found = list(sentences(text))
    assert [word for zin in found for word in re.findall(r"\w+", zin.text)] == re.findall(r"\w+", text)
    assert [zin.start for zin in found] == sorted({zin.start for zin in found})


@FAST
@given(TEXTS)
def test_markup_becomes_spaces_and_nothing_moves(text: str) -> None:
    for made in (plain(text), without_quotes(text)):
        assert len(made) == len(text)
        assert all(new in (old, " ") for old, new in zip(text, made, strict=True))
        assert made.count("\n") == text.count("\n")


@FAST
@given(TEXTS)
def test_a_passage_stands_where_it_says(body: str) -> None:
    portal = page(body)
    lines = portal.pages["p"].body.split("\n")
    for passage in page_passages(portal):
        for (line, column), text in zip(passage.lines, passage.text.split("\n"), strict=False) if passage.is_exact else ():
            typed = lines[line - 4][column - 1 :]
            assert len(typed) >= len(text)
            assert all(seen in (sign, " ") for seen, sign in zip(text, typed, strict=False))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De Dr. J.P. Heijeschool is open. Bel nr. 5.", ["De Dr. J.P. Heijeschool is open.", "Bel nr. 5."]),
        ("Wij gaan om ca. 9.00 uur. Tot zo!", ["Wij gaan om ca. 9.00 uur.", "Tot zo!"]),
        ("Zij leest o.a. St. Nicolaas, d.w.z. alles, enz. Daarna niets.", ["Zij leest o.a. St. Nicolaas, d.w.z. alles, enz.", "Daarna niets."]),
        ("1. Bel de school. 2. Wacht.", ["1. Bel de school.", "2. Wacht."]),
        ("Hij vroeg: 'Kan dat?' en ging weg. 'Ja.' Zij lachte.", ["Hij vroeg: 'Kan dat?' en ging weg.", "'Ja.'", "Zij lachte."]),
        ("Dat was in 2023. Nu niet meer… Toch?", ["Dat was in 2023.", "Nu niet meer…", "Toch?"]),
        (" Schrijf op.   Wat gaat  goed    ? ", ["Schrijf op.", "Wat gaat goed?"]),
        ("Zonder punt aan het eind", ["Zonder punt aan het eind"]),
        ("Van A. de B. tot het eind.", ["Van A. de B. tot het eind."]),
        ("| - … |", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert [zin.text for zin in sentences(text)] == found
