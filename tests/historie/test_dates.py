"""The day on which a text or record last changed, as git tells it; and nothing at all where git cannot tell."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import lxml.html
import pytest

from gitroot import commit, edit, git
from miniature import TODAY
from portaal import pipeline
from portaal.historie import Git, dates, read_days, tell_dates

DAY = dt.date.fromisoformat
FIRST, SECOND = DAY("2026-03-01"), DAY("2026-04-01")


@pytest.fixture
def story(root: Path) -> Path:
    """The fictional portal with a history: all of it on the first day, one school and one page on the second."""
    commit(root, FIRST.isoformat())
    edit(root, "data/schools.yaml", "telefoon: 0201234568", "telefoon: 0201234569")
    edit(root, "content/over-ons.md", "niet echt", "echt niet")
    commit(root, SECOND.isoformat())
    return root


def days(root: Path) -> dict[tuple[str, str], dt.date]:
    return tell_dates(read_days(Git.open(root), root / "build" / "cache"), pipeline.read_portal(root, TODAY)[0])


def test_each_record_has_its_own_day(story: Path) -> None:
    found = days(story)
    assert {key for key, day in found.items() if day == SECOND} == {("school", "99AA00"), ("pagina", "over-ons")}
    assert set(found) == set(pipeline.read_portal(story, TODAY)[0].places), "every record that is committed has a day"


def test_a_comment_between_records_belongs_to_neither(story: Path) -> None:
    edit(story, "data/schools.yaml", "\n- brin: 99AA\n  vestiging: 01", "\n# Een opmerking.\n- brin: 99AA\n  vestiging: 01")
    commit(story, "2026-05-01")
    assert DAY("2026-05-01") not in days(story).values()


def test_a_line_that_went_from_a_file_of_one_record_counts(story: Path) -> None:
    edit(story, "data/organisatie.yaml", "korte_naam: Voorbeeldland\n", "korte_naam: Voorbeeldland\n\n")
    commit(story, "2026-05-01")
    assert days(story)["organisatie", "organisatie"] == DAY("2026-05-01")


def test_a_line_that_went_from_a_record_counts(story: Path) -> None:
    edit(story, "data/besturen.yaml", "  website: onbekend\n", "")
    commit(story, "2026-05-01")
    assert {key for key, day in days(story).items() if day == DAY("2026-05-01")} == {("bestuur", "testbestuur")}


def test_what_was_put_back_changed_on_the_day_that_it_was_put_back(story: Path) -> None:
    edit(story, "data/schools.yaml", "telefoon: 0201234569", "telefoon: 0201234568")
    commit(story, "2026-05-01")
    assert days(story)["school", "99AA00"] == DAY("2026-05-01")


def test_a_record_that_moved_did_not_change(story: Path) -> None:
    path = story / "data" / "schools.yaml"
    head, *records = re.split(r"^(?=- )", path.read_text(encoding="utf-8"), flags=re.M)
    path.write_text(head + "".join(record.rstrip() + "\n\n" for record in reversed(records)), encoding="utf-8")
    commit(story, "2026-05-01")
    found = days(story)
    assert (found["school", "99AA00"], found["school", "99AA01"]) == (SECOND, FIRST)


def test_a_file_with_another_name_keeps_the_days_of_its_records(story: Path) -> None:
    before = read_days(Git.open(story), story / "build" / "cache").records["data/schools.yaml"]
    git(story, "mv", "data/schools.yaml", "data/scholen.yaml")
    commit(story, "2026-05-01")
    assert read_days(Git.open(story), story / "build" / "cache").records["data/scholen.yaml"] == before


def test_what_is_not_committed_has_no_day(story: Path) -> None:
    edit(story, "data/schools.yaml", "naam: De Voorbeeldtak", "naam: De Testtak")
    edit(story, "content/over-ons.md", "echt niet", "heus niet")
    (story / "content" / "nieuw.md").write_text("---\nbeschrijving: Nieuw.\n---\n# Nieuw\n", encoding="utf-8")
    found = days(story)
    assert {("school", "99AA01"), ("pagina", "over-ons"), ("pagina", "nieuw")}.isdisjoint(found)
    assert found["school", "99AA00"] == SECOND, "the others in the same file keep their day"


def test_the_day_is_that_of_the_place_where_it_was_committed(root: Path) -> None:
    # 23:30 in the east is still the same day there; in UTC it is the day before or the same, on every machine.
    commit(root, "2026-03-01", zone="+1300")
    assert set(days(root).values()) == {DAY("2026-03-01")}
    edit(root, "data/schools.yaml", "naam: De Voorbeeldtak", "naam: De Testtak")
    commit(root, "2026-03-02", zone="-1100")
    assert days(root)["school", "99AA01"] == DAY("2026-03-02")


def test_lines_with_returns_are_no_change(story: Path) -> None:
    path = story / "content" / "over-ons.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert days(story)["pagina", "over-ons"] == SECOND


def test_a_merge_does_not_date_what_it_brought(story: Path) -> None:
    git(story, "checkout", "--quiet", "-b", "zij", "HEAD~1")
    edit(story, "data/besturen.yaml", "plaats: Testdam", "plaats: Voorbeelddorp")
    commit(story, "2026-03-15")
    git(story, "checkout", "--quiet", "main")
    git(story, "merge", "--quiet", "--no-ff", "--no-edit", "zij", day="2026-06-01")
    found = days(story)
    assert found["bestuur", "testbestuur"] == DAY("2026-03-15")
    assert (found["school", "99AA00"], found["pagina", "over-ons"]) == (SECOND, SECOND)


def test_a_root_may_be_a_folder_of_a_repository(story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "geheel"
    folder.mkdir()
    (story / ".git").rename(tmp_path / "weg")
    story.rename(folder / "portaal")
    commit(folder, "2026-02-02")
    assert set(days(folder / "portaal").values()) == {DAY("2026-02-02")}


# --- where git cannot tell -------------------------------------------------------------------------------------


def test_without_a_repository_nothing_has_a_day(root: Path) -> None:
    assert days(root) == {}


def test_without_a_commit_nothing_has_a_day(root: Path) -> None:
    git(root, "init", "--quiet")
    assert days(root) == {}


def test_without_git_nothing_has_a_day(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert days(story) == {}


def test_a_shallow_clone_has_no_days(story: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", story.as_uri(), "ondiep")
    found = Git.open(tmp_path / "ondiep")
    assert found is not None and found.is_shallow
    assert days(tmp_path / "ondiep") == {}, "its oldest commit would claim every line"


def test_variables_of_a_hook_point_nowhere_else(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/dev/null")
    assert days(story)["school", "99AA00"] == SECOND


# --- what is kept ----------------------------------------------------------------------------------------------


def test_nothing_is_asked_twice(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = days(story)
    asked = []
    run, contents = Git.run, Git.contents
    monkeypatch.setattr(Git, "run", lambda self, *words: asked.append(words[0]) or run(self, *words))

    @contextmanager
    def counted(self: Git) -> Iterator[Callable[[str], bytes]]:
        with contents(self) as content_of:
            yield lambda blob: asked.append("blob") or content_of(blob)

    monkeypatch.setattr(Git, "contents", counted)
    assert days(story) == first
    assert asked == []
    edit(story, "data/besturen.yaml", "plaats: Testdam", "plaats: Voorbeelddorp")
    commit(story, "2026-05-01")
    assert days(story) == first | {("bestuur", "testbestuur"): DAY("2026-05-01")}
    assert sorted(asked) == ["blob", "blob", "log", "ls-tree"], "only the file that changed is asked again, as it is and as it was"


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', '{"form": 0, "head": "x", "files": {}}'])
def test_a_spoilt_note_is_asked_again(story: Path, text: str) -> None:
    first = days(story)
    kept = story / "build" / "cache" / "historie" / "datums.json"
    kept.write_text(text, encoding="utf-8")
    assert days(story) == first
    assert json.loads(kept.read_text(encoding="utf-8"))["form"] == dates._FORM


def test_a_cache_that_cannot_be_written_is_no_failure(story: Path) -> None:
    (story / "build").write_text("", encoding="utf-8")
    assert days(story)["school", "99AA00"] == SECOND


# --- on the page -----------------------------------------------------------------------------------------------


def test_the_page_tells_check_change_and_next_check_apart(story: Path, warm_root: Path) -> None:
    """`warm_root` is the same folder, with what the host made of it before."""
    assert warm_root == story
    files = pipeline.make_site(story, today=TODAY, workshop=pipeline.Workshop(story / "build" / "cache")).files
    text = {name: " ".join(lxml.html.document_fromstring(files[name]).xpath("string(//*[@class='herkomst'])").split()) for name in files if name.endswith(".html")}
    school = text["school/de-voorbeeldboom/index.html"]
    assert "Nagekeken op 2 november 2026. Bevestigd door directeur op 6 november 2026." in school
    assert "De hulp die de school opgaf, geldt voor schooljaar 2026-2027. Volgende controle: uiterlijk 2 november 2027." in school
    assert school.endswith("Gewijzigd op 1 april 2026.")
    assert text["school/de-voorbeeldtak/index.html"].endswith("Gewijzigd op 1 maart 2026.")
    assert text["school/index.html"].endswith("Gewijzigd op 1 april 2026."), "a list changed when its newest record did"
    assert text["over-ons/index.html"] == "Hoe actueel is dit? Gewijzigd op 1 april 2026."


def test_what_is_overdue_is_marked_and_promises_no_next_check(story: Path, warm_root: Path) -> None:
    files = pipeline.make_site(warm_root, today=DAY("2027-12-01"), workshop=pipeline.Workshop(story / "build" / "cache")).files
    page = lxml.html.document_fromstring(files["school/de-voorbeeldboom/index.html"])
    assert "moest uiterlijk op 2 november 2027" in page.xpath("string(//*[@class='verlopen'])")
    assert "Volgende controle: uiterlijk" not in page.xpath("string(//*[@class='herkomst'])")


def test_a_clone_makes_the_same_bytes(story: Path, warm_root: Path, tmp_path: Path) -> None:
    cache = story / "build" / "cache"
    git(tmp_path, "clone", "--quiet", str(story), "kloon")
    sites = [pipeline.make_site(root, today=TODAY, workshop=pipeline.Workshop(cache)).files for root in (story, tmp_path / "kloon")]
    assert sites[0] == sites[1]
    assert b"Gewijzigd op" in sites[1]["over-ons/index.html"]
