"""What changed for visitors: from git, day by day, in sentences that say no more than is so."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import lxml.html
import pytest

from gitroot import commit, edit, git
from miniature import TODAY
from portaal import pipeline
from portaal import story as of_git
from portaal.historie import Git, changes, find_changes, tell_changes
from portaal.model import Change

DAY = dt.date.fromisoformat


@pytest.fixture
def story(root: Path) -> Path:
    """The fictional portal that began in September; on the first of October two records changed and one came."""
    commit(root, "2026-09-01")
    edit(root, "data/schools.yaml", "telefoon: 0201234568", "telefoon: 0201234569")
    edit(root, "data/besturen.yaml", "  website: onbekend\n", "  website: https://test.voorbeeld.invalid\n")
    nieuw = "---\nbeschrijving: Nieuw.\n---\n# Iets nieuws\n\nEen zin.\n"
    (root / "content" / "nieuw.md").write_text(nieuw, encoding="utf-8")
    commit(root, "2026-10-01")
    return root


def told(root: Path, today: dt.date = TODAY, *, read_again: bool = False) -> list[tuple[str, str, str]]:
    portal = pipeline.read_portal(root, TODAY)[0]
    found = find_changes(Git.open(root), today, root / "build" / "cache", of_git.read_unjudged, None if read_again else portal)
    changes = tell_changes(found, portal)
    assert all(isinstance(change, Change) for change in changes)
    return [(change.date.isoformat(), change.tekst, change.url) for change in changes]


def test_each_change_is_one_sentence_with_its_day_and_page(story: Path) -> None:
    assert told(story) == [
        ("2026-10-01", "Vereniging Testbestuur: website toegevoegd.", "bestuur/testbestuur/"),
        ("2026-10-01", "De Voorbeeldboom (Voorbeelddorp): telefoonnummer gewijzigd.", "school/de-voorbeeldboom/"),
        ("2026-10-01", "Pagina “Iets nieuws”: nieuw op deze site.", "nieuw/"),
    ]  # fmt: skip


def test_what_stands_in_the_root_is_read_again_only_where_it_is_not_committed(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget = lambda: shutil.rmtree(story / "build", ignore_errors=True)  # noqa: E731
    read: list[Path] = []
    reader = of_git.read_unjudged
    monkeypatch.setattr(of_git, "read_unjudged", lambda folder: read.append(folder) or reader(folder))
    all_read = told(story, read_again=True)
    forget()
    assert told(story) == all_read
    assert len(read) == 2 + 1
    forget()
    edit(story, "data/schools.yaml", "telefoon: 0201234569", "telefoon: 0201234560")
    assert told(story) == all_read
    assert len(read) == 3 + 2


def test_the_newest_day_comes_first_and_a_page_that_went_leads_nowhere(story: Path) -> None:
    (story / "content" / "nieuw.md").unlink()
    commit(story, "2026-11-01")
    rows = told(story)
    assert rows[0] == ("2026-11-01", "Pagina “Iets nieuws”: staat niet meer op deze site.", "")
    assert ("2026-10-01", "Pagina “Iets nieuws”: nieuw op deze site.", "") in rows


def test_news_and_the_calendar_are_not_told_before_their_day(story: Path) -> None:
    edit(story, "content/nieuws/nog-geheim.md", "# Embargotitel voor december", "# Embargotitel voor kerst")
    (story / "content" / "nieuws" / "later.md").write_text(
        "---\nbeschrijving: Later.\ndatum: 2027-01-01\ncategorie: regels\n---\n# Later\n", encoding="utf-8")
    edit(story, "data/mededelingen.yaml", "Geheime mededeling voor kerst", "Nieuwe mededeling voor kerst")
    edit(story, "data/agenda.yaml", "titel: Studiedagen", "titel: Drie studiedagen")
    commit(story, "2026-11-01")
    assert {day for day, _, _ in told(story)} == {"2026-10-01"}


def test_what_only_staff_write_is_not_told(story: Path) -> None:
    edit(story, "data/uitzonderingen.yaml", "- wat:", "- {wat: geheim-nummer, waarom: Een proef., door: directeur, op: 2026-11-01}\n\n- wat:")
    commit(story, "2026-11-01")
    assert {day for day, _, _ in told(story)} == {"2026-10-01"}


def test_what_was_put_right_on_the_same_day_is_no_change(story: Path) -> None:
    edit(story, "data/schools.yaml", "naam: De Voorbeeldtak", "naam: De Foute Tak")
    commit(story, "2026-11-01")
    edit(story, "data/schools.yaml", "naam: De Foute Tak", "naam: De Voorbeeldtak")
    commit(story, "2026-11-01")
    assert {day for day, _, _ in told(story)} == {"2026-10-01"}


@pytest.mark.parametrize(("old", "new"), [
    ("gecontroleerd_op: 2026-11-02\n  bevestigd: {op: 2026-11-05", "gecontroleerd_op: 2026-11-03\n  bevestigd: {op: 2026-11-06"),
    ("- id: voorbeeldbestuur", "# Een opmerking.\n- id: voorbeeldbestuur"),
    ("naam: Stichting Voorbeeldbestuur", 'naam: "Stichting Voorbeeldbestuur"'),
])  # fmt: skip
def test_a_check_a_comment_and_a_quote_are_no_news(story: Path, old: str, new: str) -> None:
    edit(story, "data/besturen.yaml", old, new)
    commit(story, "2026-11-01")
    assert {day for day, _, _ in told(story)} == {"2026-10-01"}


def test_a_record_that_was_broken_for_a_day_did_not_go_and_come(story: Path) -> None:
    edit(story, "data/besturen.yaml", "naam: Stichting Voorbeeldbestuur", "naam: {}")
    commit(story, "2026-11-01")
    edit(story, "data/besturen.yaml", "naam: {}", "naam: Stichting Voorbeeldbestuur")
    commit(story, "2026-11-02")
    assert {day for day, _, _ in told(story)} == {"2026-10-01"}


def test_much_of_the_same_is_one_sentence(story: Path) -> None:
    path = story / "data" / "begrippen.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "".join(f"\n- id: woord-{n}\n  term: Woord {n}\n  uitleg: Een woord.\n  bron: [{{id: testregister}}]\n" for n in range(9)), encoding="utf-8")
    commit(story, "2026-11-01")
    assert told(story)[0] == ("2026-11-01", "9 begrippen: nieuw op deze site.", "begrippen/")


def test_only_the_last_half_year_is_told(story: Path) -> None:
    assert told(story, DAY("2027-03-31"))
    assert told(story, DAY("2027-04-30")) == []


def test_nothing_is_told_without_a_history(root: Path, story: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", story.as_uri(), "ondiep")
    assert told(tmp_path / "ondiep") == []
    (story / ".git").rename(tmp_path / "weg")
    assert told(root) == []


def test_what_was_found_is_kept_and_an_older_wording_is_not(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = told(story)
    read: list[Path] = []
    monkeypatch.setattr(of_git, "read_unjudged", lambda folder: read.append(folder))
    assert told(story) == first
    assert read == []
    monkeypatch.setattr(changes, "_form", lambda: "anders")
    assert told(story, read_again=True) == []
    assert len(read) == 2, "both commits were read again, by a reader that finds nothing"


def test_the_page_tells_them_and_a_clone_tells_the_same(story: Path, warm_root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(story), "kloon")
    pages = []
    for root, cache in ((warm_root, warm_root / "build" / "cache"), (tmp_path / "kloon", tmp_path / "leeg")):
        pages.append(pipeline.make_site(root, today=TODAY, workshop=pipeline.Workshop(cache)).files["wijzigingen/index.html"])
    assert pages[0] == pages[1]
    page = lxml.html.document_fromstring(pages[0])
    assert page.xpath("//main//h2/text()") == ["1 oktober 2026"]
    assert page.xpath("//main//li/a/@href") == ["../bestuur/testbestuur/", "../school/de-voorbeeldboom/", "../nieuw/"]
