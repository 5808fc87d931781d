"""What `make bewijs` says of odd input, seen to fail on planted faults; and the rows of signs that once took an hour."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest

from bewijs import invoer
from bewijs.frame import Werkplaats
from bewijs.invoer import Verloop
from miniature import REPO
from portaal import host
from portaal.finding import Finding, Location
from portaal.markdowntext import LINK
from portaal.rules import persoon
from portaal.taal.zin import Zin, sentences
from portaal.textfile import read_text
from portaal.yamllist import read_list
from portaal.yamltext import read_yaml

SAID = "content/over-ons.md:1:1  fout  te-groot  Het bestand is te groot.\n"


@pytest.mark.parametrize(("verloop", "must_refuse", "good"), [
    (Verloop(1, SAID, 1, 100), True, True), (Verloop(0, "", 1, 100), False, True), (Verloop(1, SAID, 1, 100), False, True),
    (Verloop(0, "", 1, 100), True, False), (Verloop(1, "", 1, 100), True, False), (Verloop(1, "Er ging iets mis.", 1, 100), True, False),
    (Verloop(1, SAID + "Traceback (most recent call last)", 1, 100), True, False), (Verloop(2, SAID, 1, 100), False, False), (Verloop(-9, "", 1, 100), False, False),
    (Verloop(1, SAID, 10.1, 100), True, False), (Verloop(1, SAID, 1, 513), True, False),
])  # fmt: skip
def test_a_breakdown_silence_slowness_and_hunger_fall_short(verloop: Verloop, must_refuse: bool, good: bool) -> None:
    assert invoer.judge("iets", verloop, must_refuse=must_refuse).voldoet is good


def test_work_and_memory_are_those_of_the_process(tmp_path: Path) -> None:
    seen = invoer.check(tmp_path, "-c", "x = bytearray(90_000_000); sum(range(2_000_000)); print('hallo'); raise SystemExit(3)")
    assert seen.code == 3 and seen.said == "hallo\n" and 0.01 < seen.seconds < 10 and seen.megabytes > 90


def test_a_reader_that_breaks_down_or_says_nothing_of_where_is_seen(tmp_path: Path) -> None:
    def breaks(root: Path) -> list[Finding]:
        raise ZeroDivisionError

    def is_vague(root: Path) -> list[Finding]:
        return [Finding(Location("data/x.yaml"), "", "Er is iets.")]

    def is_good(root: Path) -> list[Finding]:
        return []

    for name, reader, good in (("stuk", breaks, False), ("vaag", is_vague, False), ("goed", is_good, True)):
        werkplaats = Werkplaats(tmp_path / name, tmp_path)
        assert invoer._strings(werkplaats, reader).voldoet is good
        assert invoer._slips(werkplaats, reader).voldoet is (reader is not breaks)


# --- what was found ---------------------------------------------------------------------------------------------


def quick(act: object) -> bool:
    begin = time.process_time()
    act()  # type: ignore[operator]
    return time.process_time() - begin < 2


@pytest.mark.parametrize("row", ["[", "[a](" + " " * 40, "![", "[a", "[[a]", '[a](x "'])
def test_a_row_of_brackets_is_read_once(row: str) -> None:
    assert quick(lambda: list(LINK.finditer(row * (300_000 // len(row)))))


@pytest.mark.parametrize(("text", "found"), [
    ("[a](b)", [("", "a", "b")]), ("![a [1]](<b> \"c\")", [("!", "a [1]", "b")]), ("[a]( b )", [("", "a", "b")]), ("[a] (b) [c](d", []), ("[[a](b)", [("", "a", "b")]),
])  # fmt: skip
def test_links_are_links(text: str, found: list[tuple[str, str, str]]) -> None:
    assert LINK.findall(text) == found


@pytest.mark.parametrize(("text", "is_refused"), [("[a](b) " * 1000, False), ("[a](" * 101, True), ("<!--" * 101, True), ("{{ " * 101, True), ("[" * 100 + ")" * 9, False)])
def test_brackets_that_are_open_at_the_same_time(tmp_path: Path, text: str, is_refused: bool) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert [finding.rule for finding in read_text(tmp_path, "a.md")[1]] == ["haken"] * is_refused


def test_more_records_than_there_are_schools_are_not_read() -> None:
    text = "".join(f"- {{id: b{number}}}\n" for number in range(50_002))
    assert quick(lambda: read_list(text.encode())) and read_list(text.encode()) is None
    node, findings = read_yaml(text, "data/x.yaml")
    assert node is None and [finding.rule for finding in findings] == ["te-groot"]


@pytest.mark.parametrize("row", ["'", "(", "&#", "bv. ", "a b. ", "A. ", "--"])
def test_a_row_of_signs_is_cut_into_sentences_at_once(row: str) -> None:
    text = row * (200_000 // len(row))
    assert quick(lambda: [zin.words for zin in sentences(text)]) and quick(lambda: Zin(text, 0).count())


def test_a_row_of_numbers_holds_no_address() -> None:
    assert quick(lambda: list(persoon._MAIL.finditer("06-" * 100_000)))
    assert persoon._MAIL.findall("mail naar a.b+c@voorbeeld.invalid.") == ["a.b+c@voorbeeld.invalid"]


def test_a_page_that_takes_too_much_work_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Proef\n", encoding="utf-8")
    (tmp_path / "content" / "traag.md").write_text("# Traag\n\n" + "<a " * 60_000, encoding="utf-8")
    slower = f"import sys; sys.path.insert(0, {str(REPO / 'tools')!r}); from portaal import hostrun; from pathlib import Path; hostrun.PAGE_SECONDS = 0.3; hostrun.run(*map(Path, sys.argv[1:]))"
    popen = host.subprocess.Popen
    monkeypatch.setattr(host.subprocess, "Popen", lambda words, **options: popen([sys.executable, "-c", slower, *words[3:]], **options))
    with host.Host(tmp_path, tmp_path / "cache") as running:
        prose = running.result()
    assert [(str(finding.where), finding.rule) for finding in prose.findings] == [("content/traag.md:1:1", "te-groot")]
    assert re.match("Het opmaken van deze pagina kost meer dan", prose.findings[0].message)
