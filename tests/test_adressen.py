"""A URL ever published answers for ever: it has a page, or leads to one; a build that would lose one is refused."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from gitroot import edit
from miniature import MINIATURE, TODAY, Portaal
from portaal import pipeline
from portaal.adressen import KEPT, keep, read_kept
from portaal.finding import Refused, format_text


def make(root: Path, **options: bool) -> pipeline.Built:
    return pipeline.make_site(root, today=TODAY, workshop=pipeline.Workshop(root / "build" / "cache"), **options)


def refusal(root: Path) -> str:
    with pytest.raises(Refused) as refused:
        make(root)
    return format_text(refused.value.findings)


@pytest.fixture(scope="module")
def published(_prose: Path) -> pipeline.Built:
    """The fictional portal as it was published."""
    return pipeline.make_site(MINIATURE, today=TODAY, workshop=pipeline.Workshop(_prose))


@pytest.fixture
def kept_root(warm_root: Path, published: pipeline.Built) -> Path:
    """The fictional portal after its addresses were published and kept."""
    keep(warm_root, set(published.addresses))
    return warm_root


def test_what_is_kept(kept_root: Path) -> None:
    lines = (kept_root / KEPT).read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=lambda line: line[1:]) and len(set(lines)) == len(lines)
    assert {"/", "/school/de-oude-testschool/", "/oud/", "/over-ons/", "/routekaart/testroute/testroute-ouders.pdf"} <= set(lines)
    assert [line for line in lines if "404" in line or "assets/" in line or "zoek/" in line or "beheer/" in line] == []


def test_keeping_twice_changes_nothing_and_nothing_kept_is_forgotten(kept_root: Path, published: pipeline.Built) -> None:
    before = (kept_root / KEPT).read_bytes()
    assert keep(kept_root, set(published.addresses)) == 0
    assert (kept_root / KEPT).read_bytes() == before
    assert keep(kept_root, {"heel/nieuw/"}) == 1
    assert read_kept(kept_root).keys() > {"heel/nieuw/", "over-ons/"}


def test_a_portal_without_the_file_promises_nothing(warm_root: Path) -> None:
    edit(warm_root, "data/schools.yaml", "slug: de-voorbeeldtak", "slug: de-tak")
    assert "school/de-voorbeeldtak/index.html" not in make(warm_root).files


def test_a_lost_address_is_refused_with_its_repair(kept_root: Path) -> None:
    edit(kept_root, "data/schools.yaml", "slug: de-voorbeeldtak", "slug: de-tak")
    line = read_kept(kept_root)["school/de-voorbeeldtak/"]
    said = refusal(kept_root).splitlines()
    assert (said[0], len(said)) == (
        f"data/.urls:{line}:1  fout  verdwenen-adres  Het adres /school/de-voorbeeldtak/ was gepubliceerd en bestaat niet meer. "
        "Zet in data/verhuisd.yaml waar de bezoeker nu moet zijn: - {van: /school/de-voorbeeldtak/, naar: pagina:…}",
        2,
    ), "its own address, and that of its chapter for the schoolgids"
    make(kept_root, is_preview=True)  # who is in the midst of moving it can still look at it
    path = kept_root / "data" / "verhuisd.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "- {van: /school/de-voorbeeldtak/, naar: school:99AA01}\n", encoding="utf-8")
    files = make(kept_root).files
    assert b'content="0; url=../../school/de-tak/"' in files["school/de-voorbeeldtak/index.html"]
    assert b'content="0; url=../../../school/de-voorbeeldtak/"' in files["school/de-voorbeeldtak/schoolgids/index.html"]


def test_a_part_that_went_leads_to_its_whole(kept_root: Path) -> None:
    keep(kept_root, {"routekaart/testroute/hulp/stap-van-vroeger/", "hulpvraag/weg/testdam/"})
    said = refusal(kept_root)
    assert said.count("\n") == 0 and "/hulpvraag/weg/testdam/" in said, "a whole that is not there answers nothing"
    text = (kept_root / KEPT).read_text(encoding="utf-8")
    (kept_root / KEPT).write_text(text.replace("/hulpvraag/weg/testdam/\n", ""), encoding="utf-8")
    files = make(kept_root).files
    page = lxml.html.document_fromstring(files["routekaart/testroute/hulp/stap-van-vroeger/index.html"])
    assert page.xpath("//main//p[@class='inleiding']/a/@href") == ["../../../../routekaart/testroute/"]


def test_a_file_that_went_is_answered_by_a_page(kept_root: Path) -> None:
    keep(kept_root, {"oud/plan.pdf"})
    assert "/oud/plan.pdf" in refusal(kept_root)
    edit(kept_root, "data/verhuisd.yaml", "- van: /oud/\n", "- {van: /oud/plan.pdf, naar: pagina:documenten}\n- van: /oud/\n")
    assert b'content="0; url=../../documenten/"' in make(kept_root).files["oud/plan.pdf/index.html"]


def test_the_page_of_a_moved_address(published: pipeline.Built) -> None:
    built = published
    for path, target in (("school/de-boom/index.html", "school/de-voorbeeldboom/"), ("oud/wie-wij-zijn.html", "over-ons/"), ("oud/index.html", "over-ons/")):
        page = lxml.html.document_fromstring(built.files[path])
        [link] = page.xpath("//main//p[@class='inleiding']/a/@href")
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={link}"]
        assert link.endswith(target)
        assert page.xpath("//link[@rel='canonical']/@href") == [f"https://voorbeeld.invalid/portaal/{target}"]
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert path.removesuffix("index.html").encode() not in built.files["sitemap.xml"]
    assert built.files["_redirects"].decode().splitlines() == [
        "/portaal/school/de-boom/ /portaal/school/de-voorbeeldboom/ 301",
        "/portaal/oud/wie-wij-zijn.html /portaal/over-ons/ 301",
        "/portaal/oud/ /portaal/over-ons/ 301",
    ]


@pytest.mark.parametrize("van", ["/hulpvraag/test-lezen/voorbeelddorp/", "/sitemap.xml", "/robots.txt/oud/"])
def test_over_a_page_that_no_single_record_makes(warm_root: Path, published: pipeline.Built, van: str) -> None:
    page = next(path for path in published.files if path.startswith("hulpvraag/") and path.count("/") == 3)
    edit(warm_root, "data/verhuisd.yaml", "van: /school/de-boom/", f"van: {van if 'hulpvraag' not in van else '/' + page.removesuffix('index.html')}")
    assert "data/verhuisd.yaml:4:9  fout  verhuisd-over-een-pagina" in refusal(warm_root)


def test_a_moved_address_that_leads_to_a_path_without_a_page(warm_root: Path) -> None:
    edit(warm_root, "data/verhuisd.yaml", "naar: /over-ons/", "naar: /bestaat-niet/")
    assert "data/verhuisd.yaml:6:9  fout" in refusal(warm_root)


def test_the_command(kept_root: Path, portaal: Portaal) -> None:
    before = (kept_root / KEPT).read_bytes()
    (kept_root / "content" / "nieuw.md").write_text("---\nbeschrijving: Nieuw.\n---\n# Nieuw\n\nEen zin.\n", encoding="utf-8")
    done = portaal("urls", "--root", kept_root)
    assert done.returncode == 0 and done.stdout.splitlines()[0] == "nieuw  /nieuw/"
    assert (kept_root / KEPT).read_bytes() == before, "without --write nothing is kept"
    assert portaal("urls", "--write", "--root", kept_root).stdout == "1 nieuw adres bewaard in data/.urls.\n"
    (kept_root / "content" / "nieuw.md").unlink()
    done = portaal("urls", "--root", kept_root)
    assert done.returncode == 1 and "verdwenen-adres" in done.stderr
