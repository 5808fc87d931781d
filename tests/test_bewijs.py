"""The frame of `make bewijs`: what falls short is told and ends it with 1; and each measurement, seen to fail once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from bewijs import leveranciers
from bewijs.frame import ONDERWERPEN, Bewijs, Uitslag, Werkplaats, exit_code, find_onderwerp, run_onderwerp
from bewijs.report import write_report
from miniature import REPO

GOOD = Bewijs("proef", "Is 1 gelijk aan 1?", "ja", "ja", True)
SHORT = Bewijs("proef", "Is <b>1</b> gelijk aan 2?", "nee", "ja", False, "Reken het na.")
UNMEASURED = Bewijs("proef", "Hoe ver is de maan?", "niets", "ver", None, "Er is hier geen meetlint.")


def uitslag(*bewijzen: Bewijs) -> Uitslag:
    return Uitslag("proef", "Een proef", bewijzen, 1.0)


@pytest.fixture
def werkplaats(tmp_path: Path) -> Iterator[Werkplaats]:
    place = Werkplaats(tmp_path / "werk", tmp_path)
    yield place
    place.close()


@pytest.mark.parametrize(
    ("bewijzen", "environment", "code"),
    [
        ((GOOD,), {}, 0),
        ((GOOD, SHORT), {}, 1),
        ((SHORT, UNMEASURED), {}, 1),
        ((GOOD, UNMEASURED), {}, 0),
        ((GOOD, UNMEASURED), {"CI": "1"}, 1),
        ((), {}, 1),
    ],
)
def test_exit_code(bewijzen: tuple[Bewijs, ...], environment: dict[str, str], code: int) -> None:
    assert exit_code([uitslag(*bewijzen)], environment) == code


def test_a_subject_that_breaks_down_or_proves_nothing_falls_short(werkplaats: Werkplaats, capsys: pytest.CaptureFixture[str]) -> None:
    def breaks(werkplaats: Werkplaats) -> Iterator[Bewijs]:
        yield GOOD
        raise ZeroDivisionError("door nul")

    done = run_onderwerp("proef", "Een proef", breaks, werkplaats)
    assert [bewijs.voldoet for bewijs in done.bewijzen] == [True, False]
    assert "door nul" in done.bewijzen[1].gemeten and "door nul" in capsys.readouterr().err
    assert [bewijs.voldoet for bewijs in run_onderwerp("proef", "Een proef", lambda _: [], werkplaats).bewijzen] == [False]


def test_every_subject_has_its_module() -> None:
    assert all(callable(find_onderwerp(name)) for name in ONDERWERPEN)


@pytest.mark.parametrize(
    ("bewijzen", "headline"),
    [
        ((GOOD,), "Alles voldoet: 1 van de 1 metingen."),
        ((GOOD, UNMEASURED), "Alles wat is gemeten, voldoet. Niet gemeten: 1 van de 2 vragen."),
        ((GOOD, SHORT, UNMEASURED), "Er schiet iets tekort: 1 van de 3 metingen."),
    ],
)
def test_the_report_says_it_first_and_keeps_every_figure(bewijzen: tuple[Bewijs, ...], headline: str, tmp_path: Path) -> None:
    assert headline in write_report([uitslag(*bewijzen)], tmp_path, REPO)
    rows = json.loads((tmp_path / "bewijs.json").read_text(encoding="utf-8"))
    assert [row["voldoet"] for row in rows["onderwerpen"][0]["bewijzen"]] == [bewijs.voldoet for bewijs in bewijzen]
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert page.find(".//p[@class='kern']").text == headline
    assert "<b>1</b>" not in text
    assert (tmp_path / "bewijs.css").is_file()


# --- leveranciers ----------------------------------------------------------------------------------------------


def test_a_requirement_without_hash_or_version_is_found() -> None:
    good = "nh3==0.3.8 \\\n    --hash=sha256:00\n"
    assert leveranciers.unhashed(good) == []
    assert leveranciers.unhashed(good + "lxml==6.1.3\n") == ["lxml==6.1.3"]
    assert leveranciers.unhashed("lxml>=6 \\\n    --hash=sha256:00\n") == ["lxml>=6 \\"]


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True), ("Apache-2.0 OR BSD-3-Clause", True), ("MIT AND PSF-2.0", True), ("Commercial OR MIT", True),
        ("GPL-3.0-only", False), ("MIT AND SSPL-1.0", False), ("MITRE", False), ("UNKNOWN", False), ("", False),
    ],
)  # fmt: skip
def test_licences(licence: str, allowed: bool) -> None:
    assert leveranciers.is_allowed(licence) is allowed


def test_where_a_package_states_its_licence() -> None:
    assert leveranciers.licence_of({"License-Expression": "MIT", "License": "GPL"}, []) == "MIT"
    assert leveranciers.licence_of({"License": "UNKNOWN"}, ["License :: OSI Approved :: MIT License"]) == "MIT License"
    assert leveranciers.licence_of({"Name": "iets", "License": "\n"}, []) == ""
