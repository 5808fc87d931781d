"""The handleiding on the site: found from its table of contents, kept out of search engines, and every link leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from portaal.beheer import handleiding
from portaal.beheer.handleiding import FOLDER, handleiding_images, handleiding_pages
from portaal.rules import RULES
from portaal.taal import RULES as TAAL_RULES

# What is found before there are rules to run: files and fields that cannot be read.
CODES = ("yaml", "tab", "dubbel-veld", "tekst-valt-weg", "verwijsteken", "uitroepteken", "twee-documenten", "tekenset", "onzichtbaar-teken", "samenvoegconflict",
         "onbekend-bestand", "bestandsnaam", "paginakop", "ontbrekend-veld", "onbekend-veld", "onbekende-waarde", "vorm", "waarde", "geen-record", "dubbel-id",
         "menu", "kleur", "webadres", "bouwblok", "verdwenen-adres", "vorige-versie", "oude-site")  # fmt: skip


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "handleiding"
    (folder / "beeld").mkdir(parents=True)
    (folder / "beeld" / "knop.webp").write_bytes(b"x")
    (folder / "index.md").write_text("# Inhoud\n\n- [Een](een.md#kop)\n", encoding="utf-8")
    (folder / "een.md").write_text("# Een *klus*\n\n![Knop](beeld/knop.webp)\n\n[Terug](index.md), [velden](../velden.md), [uit](https://a.nl)\n", encoding="utf-8")
    (folder / "twee.md").write_text("# Twee\n", encoding="utf-8")
    monkeypatch.setattr(handleiding, "FOLDER", folder)
    return tmp_path


def test_pages(texts: Path) -> None:
    pages = {page.url: page for page in handleiding_pages(texts / "cache")}
    assert set(pages) == {"beheer/handleiding/", "beheer/handleiding/een/", "beheer/handleiding/twee/"}
    assert not any(page.is_listed for page in pages.values())
    index, een = pages["beheer/handleiding/"].view, pages["beheer/handleiding/een/"]
    assert 'href="een/#kop"' in index and '<a href="twee/">Twee</a>' in index
    assert een.titel == "Een klus"
    assert 'src="../beeld/knop.webp"' in een.view and 'href="../"' in een.view and "<strong>velden</strong>" in een.view and 'href="https://a.nl"' in een.view
    assert handleiding_images() == {"beheer/handleiding/beeld/knop.webp": b"x"}


def test_what_was_made_is_kept_until_a_text_changes(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = list(handleiding_pages(texts / "cache"))
    with monkeypatch.context() as patched:
        patched.setattr(handleiding, "_html", lambda *args: pytest.fail("made again"))
        assert list(handleiding_pages(texts / "cache")) == first
    (texts / "handleiding" / "twee.md").write_text("# Twee en meer\n", encoding="utf-8")
    assert "Twee en meer" in [page.titel for page in handleiding_pages(texts / "cache")]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.name)
def test_links_and_pictures_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    for target in re.findall(r"\]\(([^)#\s]+)", re.sub(r"`[^`]*`", "", text)):
        assert target.startswith(("http", "mailto:", "../")) or (FOLDER / target).exists(), target


def test_pictures_are_small_and_used() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md"))
    for path in (FOLDER / "beeld").glob("*.*"):
        assert path.stat().st_size < 60_000, path.name
        assert f"(beeld/{path.name})" in texts, f"{path.name} is shown nowhere"


def test_the_table_of_contents_lists_every_page() -> None:
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert {path.name for path in FOLDER.glob("*.md")} - {"index.md"} == set(re.findall(r"\]\((\S+\.md)\)", index))


def unexplained(text: str, names: Iterable[str]) -> list[str]:
    """Return the names of rules that no row of a table names with, in its last cell, what to do about it."""
    rows = [row.strip("| ").split(" | ") for row in re.findall(r"^\|.*\|$", text, re.M)]
    known = {name for row in rows if len(row) == 2 and len(row[1]) > 10 for name in re.findall(r"`([a-z-]+)`", row[0])}
    return sorted(set(names) - known)


def test_every_rule_is_explained() -> None:
    text = (FOLDER / "meldingen.md").read_text(encoding="utf-8")
    assert unexplained(text, [*RULES, *TAAL_RULES, *CODES]) == []
    assert unexplained("| `een`, `twee` | Doe dit en dat. |\n| `drie` | ja |\n`vier`", ["een", "twee", "drie", "vier"]) == ["drie", "vier"]


def test_no_rule_is_explained_that_is_not_there() -> None:
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", "".join(re.findall(r"^\| (`.*?) \| ", (FOLDER / "meldingen.md").read_text(encoding="utf-8"), re.M))))
    written = "".join(path.read_text(encoding="utf-8") for path in (FOLDER.parents[1] / "tools/portaal").rglob("*.py"))
    assert [name for name in sorted(named) if f'"{name}"' not in written] == []
