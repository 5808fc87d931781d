"""Finished HTML: one thing wrong at a time, and the finding that it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.check import SiteCheck
from portaal.finding import Finding, Location
from portaal.pagefacts import exact_facts
from portaal.quickfacts import quick_facts

GOOD = '<!doctype html><html lang="nl"><head><title>Titel</title></head><body><h1>Titel</h1>{}</body></html>'
SITE = {
    "index.html": GOOD.format('<a href="school/">Scholen</a>'),
    "school/index.html": GOOD.format('<h2 id="anker">Kop</h2><h2 id="caf&eacute;">Kop</h2>'),
    "school/test/index.html": GOOD.format(""),
    "404.html": GOOD.format(""),
    "assets/stijl.css": "",
    "assets/site.js": "",
    "img/huis.png": "",
    "met spatie.pdf": "",
}


def check(page: str, *, base: str = "/", path: str = "school/test/index.html") -> list[Finding]:
    files = SITE | {path: page}
    return SiteCheck().check({name: text.encode() for name, text in files.items()}, {path: Location("content/bron.md", 7)}, base=base)


def said(page: str, **options: str) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in check(page, **options)]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../../">terug</a> <a href="../">op</a> <a href="./">hier</a> <a href="">hier</a> <a href="?q=x">zoek</a>',
        '<a href="../#anker">anker</a> <a href="../#caf%C3%A9">anker</a> <a href="#">boven</a> <h2 id="zelf">x</h2><a href="#zelf">zelf</a>',
        '<a href="/">home</a> <a href="/school/">scholen</a> <a href="/school/index.html">scholen</a> <a href="/404.html">fout</a>',
        '<link rel="stylesheet" href="../../assets/stijl.css"><script src="../../assets/site.js"></script><img src="/img/huis.png" alt="">',
        '<a href="../../met%20spatie.pdf">pdf</a> <a href="https://voorbeeld.invalid/x">elders</a> <a href="http://voorbeeld.invalid">elders</a>',
        '<a href="tel:+31201234567">bel</a> <a href="mailto:info@voorbeeld.invalid">mail</a>',
        '<link rel="canonical" href="https://voorbeeld.invalid/school/test/"><form action="../../school/"></form>',
        '<script type="application/ld+json">{"a": 1}</script><script type="application/json">[]</script>',
        '<svg><title>Tekening</title><use href="#teken"/><g id="teken"/></svg><!-- <a href="dood/">x</a> -->',
        '<img src="../../img/huis.png" srcset="../../img/huis.png 1x, /img/huis.png 2x" alt="">',
    ],
)
def test_good(html: str) -> None:
    assert said(GOOD.format(html)) == []


WRONG = [
    ('<a href="../weg/">x</a>', "dode-link", "de link '../weg/' leidt nergens heen."),
    ('<a href="../../school">x</a>', "dode-link", "de link '../../school' leidt nergens heen."),
    ('<a href="/weg/">x</a>', "dode-link", "de link '/weg/' leidt nergens heen."),
    ('<a href="../../../geheim/">x</a>', "dode-link", "de link '../../../geheim/' leidt nergens heen."),
    ('<a href="javascript:alert(1)">x</a>', "dode-link", "de link 'javascript:alert(1)' leidt nergens heen."),
    ('<a href="voorziening:test">x</a>', "dode-link", "de link 'voorziening:test' leidt nergens heen."),
    ('<a href="//voorbeeld.invalid/">x</a>', "dode-link", "de link '//voorbeeld.invalid/' leidt nergens heen."),
    ('<a href="https://[stuk/">x</a>', "dode-link", "de link 'https://[stuk/' is geen webadres."),
    ('<img src="weg.png" alt="">', "dode-link", "de link 'weg.png' leidt nergens heen."),
    ('<form action="/zoek/"></form>', "dode-link", "de link '/zoek/' leidt nergens heen."),
    ('<a href="../#weg">x</a>', "dood-anker", "op de pagina van '../#weg' is geen anker '#weg'."),
    ('<a href="#weg">x</a>', "dood-anker", "op de pagina van '#weg' is geen anker '#weg'."),
    ('<p id="a"></p><p id="a"></p>', "dubbel-anker", "het anker 'a' komt 2 keer voor."),
    ("<h1>Twee</h1>", "een-titel", "er zijn 2 titels (h1) in plaats van één."),
    ('<p style="color: red">x</p>', "inline", "er staat een stijl in de pagina zelf (p); dat verbiedt het beveiligingsbeleid."),
    ("<style>p {}</style>", "inline", "er staat een stijl in de pagina zelf (style); dat verbiedt het beveiligingsbeleid."),
    ("<script>alert(1)</script>", "inline", "er staat een script in de pagina zelf; dat verbiedt het beveiligingsbeleid."),
    ('<p onclick="x()">x</p>', "inline", "er staat een script in het attribuut onclick; dat verbiedt het beveiligingsbeleid."),
    ('<script src="https://cdn.voorbeeld.invalid/a.js"></script>', "vreemde-bron", "'https://cdn.voorbeeld.invalid/a.js' wordt van een andere site gehaald."),
    ('<link rel="stylesheet" href="//cdn.voorbeeld.invalid/a.css">', "vreemde-bron", "'//cdn.voorbeeld.invalid/a.css' wordt van een andere site gehaald."),
    ('<img src="https://voorbeeld.invalid/a.png" alt="">', "vreemde-bron", "'https://voorbeeld.invalid/a.png' wordt van een andere site gehaald."),
    ('<img src="/img/huis.png" srcset="https://voorbeeld.invalid/a.png 2x" alt="">', "vreemde-bron", "'https://voorbeeld.invalid/a.png' wordt van een andere site gehaald."),
    ('<iframe src="https://film.voorbeeld.invalid/1"></iframe>', "vreemde-bron", "'https://film.voorbeeld.invalid/1' wordt van een andere site gehaald."),
    ('<object data="https://voorbeeld.invalid/a.pdf"></object>', "vreemde-bron", "'https://voorbeeld.invalid/a.pdf' wordt van een andere site gehaald."),
    ('<video src="https://voorbeeld.invalid/a.mp4"></video>', "vreemde-bron", "'https://voorbeeld.invalid/a.mp4' wordt van een andere site gehaald."),
    ('<form action="https://voorbeeld.invalid/"></form>', "vreemde-bron", "'https://voorbeeld.invalid/' wordt van een andere site gehaald."),
]  # fmt: skip


@pytest.mark.parametrize(("html", "rule", "message"), WRONG, ids=[row[0] for row in WRONG])
def test_wrong(html: str, rule: str, message: str) -> None:
    assert said(GOOD.format(html)) == [(rule, f"Op pagina /school/test/index.html: {message}")]


def test_a_page_without_heading_language_and_title() -> None:
    page = "<html><head></head><body><svg><title>Tekening</title></svg></body></html>"
    assert [rule for rule, _ in said(page)] == ["een-titel", "paginatitel", "taal"]


def test_a_finding_names_the_source_of_the_page() -> None:
    [finding] = check(GOOD.format("<h1>Twee</h1>"))
    assert str(finding.where) == "content/bron.md:7:1"
    [finding] = SiteCheck().check({"los/index.html": GOOD.format("<h1>Twee</h1>").encode()}, {}, base="/")
    assert str(finding.where) == "los/index.html:1:1"


@pytest.mark.parametrize(
    ("link", "is_good"),
    [
        ("/portaal/", True), ("/portaal/school/", True), ("/portaal/school/#anker", True), ("../../school/", True), ("../../", True),
        ("/", False), ("/school/", False), ("/portaal", False), ("../../../", False), ("../../../portaal/", False), ("/portaalschool/", False),
    ],
)  # fmt: skip
def test_a_site_in_a_folder(link: str, is_good: bool) -> None:
    assert (said(GOOD.format(f'<a href="{link}">x</a>'), base="/portaal/") == []) is is_good


def test_links_of_the_page_not_found_start_at_the_root() -> None:
    page = GOOD.format('<a href="/portaal/school/">x</a>')
    assert said(page, base="/portaal/", path="404.html") == []
    assert [rule for rule, _ in said(page, base="/", path="404.html")] == ["dode-link"]


def test_a_second_look_sees_what_a_change_does_to_pages_that_did_not_change() -> None:
    files = {name: text.encode() for name, text in (SITE | {"school/test/index.html": GOOD.format('<a href="../#anker">anker</a>')}).items()}
    judge = SiteCheck()

    def rules(**changed: bytes | None) -> list[str]:
        now = {name: content for name, content in (files | changed).items() if content is not None}
        return [finding.rule for finding in judge.check(now, {}, base="/")]

    without_anchor = {"school/index.html": GOOD.format("").encode()}
    assert [rules(), rules(), rules(**without_anchor), rules(**without_anchor), rules()] == [[], [], ["dood-anker"], ["dood-anker"], []]
    assert rules(**{"school/index.html": None}) == ["dode-link", "dode-link"]
    assert rules(**{"index.html": GOOD.format('<a href="weg/">weg</a>').encode()}) == ["dode-link"]
    assert rules() == []


def test_a_changed_file_is_read_again_and_a_vanished_one_forgotten() -> None:
    site = {name: text.encode() for name, text in SITE.items()}
    check = SiteCheck()
    assert check.check(site, {}, base="/") == []
    worse = site | {"school/index.html": GOOD.format("<h1>Twee</h1>").encode()}
    assert [finding.rule for finding in check.check(worse, {}, base="/")] == ["een-titel"]
    del worse["school/index.html"]
    assert [finding.message for finding in check.check(worse, {}, base="/")] == ["Op pagina /index.html: de link 'school/' leidt nergens heen."]
    assert check.check(site, {}, base="/") == []


# What the quick reader may meet: tags as our templates write them, and nearly so. It must agree with the exact one or keep silent.
PIECES = [
    '<a href="../">op</a>', '<a href="../../school/?q=1#anker">x</a>', '<a href="#a">x</a>', '<p id="a">x</p>', '<p id="b" class="c">x</p>', "<h1>x</h1>",
    '<h1 class="x">x</h1>', "<H1>x</H1>", "\n", '\n<p class="x">x</p>\n', '<a class="x" href="https://x.invalid/">x</a>', '<a href="https://[x/">x</a>', "\n<header>\n", "\n</header>\n", "<footer>\n",
    "<style>p{}</style>", '<p style="x">', "<script>x</script>", '<script type="application/json">{"a":" id=\\"b\\""}</script>',
    '<script src="../a.js"></script>', '<p onclick="x">x</p>', "<p id=c>x</p>", "<p id='d'>x</p>", '<P ID="e">x</P>', '<p id="f" id="g">x</p>', "<!-- <p id=h> -->",
    "<p", ">", '"', "a < b", "&lt;p id=&#34;i&#34;&gt;", ' id="j"', '<a\nhref="../">x</a>', '<img src="../a.png" alt="a > b">', '<img srcset="../a.png 2x">',
    '<link rel="alternate" hreflang="en" href="https://x.invalid/en/">', '<link hreflang="en" href="https://x.invalid/en/">',
    '<link rel="canonical" href="https://x.invalid/">', '<link href="https://x.invalid/">', '<a href="https://x.invalid/">x</a>', '<a href="caf%C3%A9/">x</a>',
    '<svg viewBox="0 0 1 1"><title>x</title><use href="#a"/></svg>', "<textarea><p id=\"k\"></textarea>", '<a href="javascript:x">x</a>', '<a href="&amp;/">x</a>',
    '<form action="./"><input name="q" disabled></form>', "<title>y</title>", '<meta name="x" content="id=">', '<div\nid="n">', '<title><p id="l"></title>', '<script type="application/json">"<p id=\\"m\\">"</script>', "<noscript>", "<template>", "<table>", "</p>", "</html>", '<base href="/x/">', "\x00", "é",
]  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "404.html"]))
def test_the_quick_reader_agrees_with_the_exact_one_or_keeps_silent(pieces: list[str], path: str) -> None:
    content = GOOD.format("".join(pieces)).encode()
    quick, exact = quick_facts(path, content, "/"), exact_facts(path, content, "/")
    if quick is not None:
        assert (quick.ids, quick.problems, set(quick.targets)) == (exact.ids, exact.problems, set(exact.targets))


def test_the_quick_reader_reads_what_our_templates_write(_prose: Path) -> None:
    files = pipeline.make_site(MINIATURE, today=TODAY, workshop=pipeline.Workshop(_prose)).files
    pages = {path: content for path, content in files.items() if path.endswith(".html")}
    assert len(pages) > 50
    assert [path for path, content in pages.items() if quick_facts(path, content, "/") is None] == []
