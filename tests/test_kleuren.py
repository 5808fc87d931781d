"""Two colours in mkdocs.yml make a whole sheet that can be read by day and by night; what cannot be read is refused."""

from __future__ import annotations

import re

import pytest

from miniature import HAAGLANDEN, REGION_DAY
from portaal import pipeline, steps
from portaal.finding import format_text
from portaal.kleuren import LEAST, Kleuren, contrast, read_kleuren
from portaal.node import RawRecord
from portaal.yamltext import read_yaml

PAPER, NIGHT = (252, 250, 245), (16, 25, 24)


def read(kleuren: str) -> tuple[Kleuren | None, str]:
    node, _ = read_yaml(f"extra:\n  kleuren: {kleuren}\n", "mkdocs.yml")
    kleuren_, findings = read_kleuren(RawRecord("mkdocs.yml", node))
    return kleuren_, format_text(findings)


@pytest.mark.parametrize(
    ("kleuren", "said"),
    [
        ('{hoofd: "#1f4a7d"}', "Bij kleuren horen er twee"),
        ("blauw", "Bij kleuren horen er twee"),
        ('{hoofd: "#1f4a7d", warm: rood}', "'rood' is geen kleur."),
        ('{hoofd: "#1f4a7d", warm: "#ff9900"}', "Deze kleur is te licht om te lezen: het contrast is 2,0 en moet minstens 4,5 zijn."),
        ('{hoofd: [a], warm: "#8f2d3f"}', "is geen kleur."),
    ],
)
def test_a_colour_that_does_not_do_is_told(kleuren: str, said: str) -> None:
    made, told = read(kleuren)
    assert made is None and said in told


@pytest.mark.parametrize("hoofd", ["#1f4a7d", "#000000", "#6b2a00", "#005f2f", "#5b1e5f", "#7a0000"])
def test_letters_can_be_read_by_day_and_by_night(hoofd: str) -> None:
    kleuren, told = read(f'{{hoofd: "{hoofd}", warm: "#8f2d3f"}}')
    assert kleuren is not None, told
    day, night = kleuren.sheet().split("@media")
    for sheet, paper in ((day, PAPER), (night, NIGHT)):
        found = {name: tuple(bytes.fromhex(value)) for name, value in re.findall(r"--([a-z-]+): #([0-9a-f]{6})", sheet)}
        for name in ("hoofd", "warm"):
            assert contrast(found[name], paper) >= LEAST, (name, sheet)
            assert contrast(found[name], found[f"{name}-zacht"]) >= LEAST, (name, sheet)
        assert contrast((255, 248, 236), found["lucht"]) >= LEAST


def test_the_sheet_and_the_frame_of_the_phone_have_them() -> None:
    skin = pipeline.read_portal(HAAGLANDEN, REGION_DAY)[1]
    assert skin.kleuren is not None
    files = steps.build_assets(skin.kleuren)[1]
    sheet = next(content.decode() for path, content in files.items() if path.endswith("css/portaal.css"))
    icon = next(content.decode() for path, content in files.items() if path.endswith("favicon.svg"))
    assert "--hoofd: #1f4a7d;" in sheet and skin.kleuren.lucht in icon and "#0f4640" not in icon


def differs_by_night(css: str) -> list[str]:
    """Return what styles set by night besides the values of the colours by name."""
    by_night = [block for ask, block in re.findall(r"@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*)", css) if "prefers-color-scheme" in ask]
    assert len(by_night) == css.count("prefers-color-scheme")
    rules = [rule for block in by_night for rule in re.findall(r"([^{}]*)\{([^{}]*)\}", block)]
    return [text for selector, body in rules for text in (selector.strip(), *body.split(";")) if not re.fullmatch(r":root|\s*(--[a-z-]+\s*:.*)?", text, re.S)]


def test_by_night_only_colours_differ() -> None:
    """So what axe says of a page by day goes for the night too, but for contrast (toegang/meten.py)."""
    files = steps.build_assets()[1]
    sheets = [content.decode() for path, content in files.items() if path.endswith(".css")]
    assert "".join(sheets).count("prefers-color-scheme: dark") > 0
    assert [found for css in sheets for found in differs_by_night(css)] == []
    assert not [path for path, content in files.items() if path.endswith(".js") and b"color-scheme" in content]
    assert differs_by_night("@media (prefers-color-scheme: dark) { :root { --inkt: #fff; } .kop { display: none } }") == [".kop", " display: none "]
