"""Texts that want to run a program are taken apart, the editor hears of it, and what Markdown makes for an editor stays."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import html5lib
import pytest

from bewijs.inhoud import judge_left, judge_told
from bewijs.payloads import ALL, PAYLOADS
from bewijs.poison import active, poison_data, to_html
from miniature import TODAY
from portaal import pipeline
from portaal.finding import Location, Refused
from portaal.safehtml import clean, clean_pages, is_safe_drawing

KINDS = frozenset({"pagina", "voorziening"})


@dataclass(frozen=True)
class Text:
    path: str
    url: str
    body: str
    body_line: int


@pytest.mark.parametrize("family", PAYLOADS)
def test_nothing_that_runs_gets_through_and_nothing_goes_in_silence(family: str) -> None:
    for payload in PAYLOADS[family]:
        before = to_html(payload)
        after, removed = clean(before, KINDS)
        assert active(after) == [], payload
        assert removed or not active(before), payload
        assert clean(after, KINDS)[0] == after, f"not the same when read again: {payload}"


def test_the_texts_do_run_and_the_reader_sees_it() -> None:
    assert len(ALL) == len(set(ALL)) >= 150
    assert sum(bool(active(to_html(payload))) for payload in ALL) >= 150


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ('<a href="JaVa\tScript:x">x</a>', ["a href=javascript:"]), ('<p onclick="x">', ["p onclick"]), ("<script>x</script>", ["<script>"]),
        ('<script src="//elders/x.js"></script>', ["<script>"]), ('<script type="application/ld+json">{"a": </script>', ["een blok met gegevens dat openbreekt"]),
        ('<svg><a xlink:href="data:x"/></svg>', ["a href=data:"]), ("<iframe></iframe>", ["<iframe>"]), ('<p style="x">', ["p style"]),
        ('<meta http-equiv="refresh">', ["<meta>"]), ('<meta http-equiv="refresh" content="0; url=//elders.invalid">', ["<meta>"]),
        ('<meta http-equiv="refresh" content="0; url=javascript:x">', ["<meta>"]), ('<meta http-equiv="refresh" content="0; url=../nieuw/">', []), ("<math><style>x</style></math>", ["<style>"]),
        ('<a href="java script:x">x</a><p title="onclick=x">&lt;script&gt;</p><script src="../a.js"></script>', []),
    ],
)  # fmt: skip
def test_the_reader(html: str, seen: list[str]) -> None:
    assert active(html) == seen


def test_what_goes_in_silence_or_stays_falls_short() -> None:
    published = {"proef-1/index.html": "<p onclick=alert(1)>x</p>", "proef-2/index.html": "gewoon"}
    assert [judge_told(published, told).voldoet for told in ({"content/proef-1.md"}, {"content/proef-2.md"}, set())] == [True, False, False]
    assert [judge_left("teksten", {"a.html": page}).voldoet for page in (b"<p>x</p>", b"<p onclick=x>x</p>")] == [True, False]


def test_every_field_of_the_facts(root: Path) -> None:
    assert poison_data(root) > 250
    files = pipeline.make_site(root, today=TODAY, workshop=pipeline.Workshop(root / "build" / "cache")).files
    assert {path: found for path, content in files.items() if path.endswith(".html") and (found := active(content.decode()))} == {}
    assert sum(b"alert(1)" in content for path, content in files.items() if path.endswith(".html")) > 40
    for path, content in files.items():
        if path.endswith(".json"):
            json.loads(content)


def _tree(html: str) -> list[tuple[str, list[tuple[str, str]], str, str]]:
    return [(str(element.tag), sorted(element.attrib.items()), element.text or "", element.tail or "") for element in html5lib.parse(html).iter()]


@pytest.mark.parametrize(
    "markdown",
    [
        "!!! tip \"Let op\"\n    Een tip.", "??? question \"Waarom?\"\n    Daarom.", "???+ info \"Open\"\n    Ja.", "Een[^1] noot.\n\n[^1]: De noot.", "Term\n:   Uitleg",
        "De ABC.\n\n*[ABC]: alles bij elkaar", "| a | b |\n|---|---|\n| 1 | 2 |", "[zoek](pagina:zoeken) [plek](voorziening:x#kop) [web](https://a.invalid/?a=1&b=2)",
        "[bel](tel:+31201234567) [mail](mailto:a@b.invalid) [hier](#kop) [daar](../x.md)", "## Kop {#eigen-anker}\n\n---\n\n1. een\n2. twee\n\n> citaat", "![Een huis](huis.png)",
        "{{ regel a=\"b\" }}", "Tekst met \"quotes\", 'enkele', & en <https://a.invalid>.", "`code` en **vet** en *schuin*\\\nregel", "```python\nx = 1\n```",
    ],
)  # fmt: skip
def test_what_markdown_makes_stays(markdown: str) -> None:
    before = to_html(markdown)
    after, removed = clean(before, KINDS)
    assert removed == ()
    assert _tree(after) == _tree(before)


def test_a_column_keeps_its_side() -> None:
    html = clean(to_html("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |"))
    assert html[1] == () and '<th>a</th>\n<th class="midden">b</th>\n<th class="rechts">c</th>' in html[0]


def test_the_editor_hears_what_went_and_where() -> None:
    page = Text("content/proef.md", "proef/", '# Proef\n\nTekst.\n\n<iframe src="https://film.invalid/1"></iframe>\n\nEen [link](#){: onclick="x()" .groot }', 4)
    safe, findings = clean_pages({"proef/index.html": to_html(page.body), "ander/index.html": "<p>goed</p>"}, [page], KINDS)
    assert "iframe" not in safe["proef/index.html"] and safe["ander/index.html"] == "<p>goed</p>"
    assert {(finding.where, finding.message, finding.level) for finding in findings} == {
        (Location("content/proef.md", 8, 1), "Op deze pagina is het element <iframe> weggehaald.", "waarschuwing"),
        (Location("content/proef.md", 10, 17), "Op deze pagina is het attribuut onclick weggehaald.", "waarschuwing"),
        (Location("content/proef.md", 10, 32), "Op deze pagina is de class 'groot' weggehaald.", "waarschuwing"),
    }
    assert all(finding.rule == "onveilige-html" and finding.repair for finding in findings)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    ("drawing", "is_safe"),
    [
        (SVG.format('<defs><g id="a"/></defs><use xlink:href="#a"/><style>g { fill: red }</style><path d="M0 0"/>'), True),
        ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + SVG.format(""), True),
        (SVG.format("<script>alert(1)</script>"), False), ('<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script>alert(1)</x:script></x:svg>', False), (SVG.format('<g onload="alert(1)"/>'), False), (SVG.format('<a href="javascript:alert(1)"/>'), False),
        (SVG.format('<image xlink:href="https://elders.invalid/a.png"/>'), False), (SVG.format("<foreignObject/>"), False), (SVG.format("<animate/>"), False),
        ('<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG.format("&x;"), False), (SVG.format("<g>"), False), ('<?xml-stylesheet href="x"?>' + SVG.format(""), False), ("", False),
    ],
)  # fmt: skip
def test_drawings(drawing: str, is_safe: bool) -> None:
    assert is_safe_drawing(drawing.encode()) is is_safe
    assert is_safe_drawing(drawing.encode("utf-16")) is is_safe


def test_a_character_that_paper_cannot_show_is_told(warm_root: Path) -> None:
    path = warm_root / "data" / "routekaarten" / "voorbeeldroute.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("titel: ", "titel: ＜ ", 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        pipeline.make_site(warm_root, today=TODAY, workshop=pipeline.Workshop(warm_root / "build" / "cache"))
    assert [(finding.where.path, finding.rule) for finding in refused.value.findings] == [("data/routekaarten/voorbeeldroute.yaml", "teken-op-papier")]
    assert "'＜'" in refused.value.findings[0].message
