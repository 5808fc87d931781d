"""The frame of `make bewijs`: what falls short is told and ends it with 1; and each measurement, seen to fail once."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
import yaml

from bewijs import leveranciers, uitgang
from bewijs.frame import ONDERWERPEN, Bewijs, Uitslag, Werkplaats
from bewijs.lopen import exit_code, find_onderwerp, run_onderwerp
from bewijs.report import write_report
from miniature import REPO, Portaal

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
    assert exit_code([uitslag(*bewijzen)], environment=environment) == code


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
    assert headline in write_report([uitslag(*bewijzen)], tmp_path, REPO, seconds=61)
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


@pytest.mark.parametrize(
    ("today", "way_out", "good"),
    [("2026-01-01", "", True), ("2026-11-01", "", True), ("2026-11-05", "", False), ("2027-06-01", "", False), ("2027-06-01", "README.md", True), ("2027-06-01", "weg.md", False)],
)  # fmt: skip
def test_six_months_before_an_end_there_is_a_way_out(today: str, way_out: str, good: bool) -> None:
    assert [bewijs.voldoet for bewijs in leveranciers.lifetimes([{"naam": "Iets", "einde": "gestopt", "bewijs": way_out or "niets", "uitweg": way_out}], dt.date(2020, 1, 1))] == [way_out == "README.md"]
    row = {"naam": "Iets", "einde": dt.date(2027, 5, 5), "uitweg": "Iets anders." if way_out else "", "bewijs": way_out or "niets"}
    assert [bewijs.voldoet for bewijs in leveranciers.lifetimes([row], dt.date.fromisoformat(today))] == [good]


def test_every_end_that_we_know_has_its_source() -> None:
    rows = yaml.safe_load((REPO / "tests" / "bewijs" / "levensduur.yaml").read_text(encoding="utf-8"))
    assert len(rows) >= 4 and all(set(row) == {"naam", "einde", "bron", "uitweg", "bewijs"} and all(row.values()) for row in rows)


@pytest.mark.parametrize(
    ("packages", "verdict"),
    [
        ([{"name": "a", "vulns": []}], True), ([{"name": "a", "vulns": [{"id": "PYSEC-1"}]}], False), ([{"name": "a", "skip_reason": "onbekend"}], None),
        ([{"name": "a", "skip_reason": "onbekend"}, {"name": "b", "vulns": [{"id": "PYSEC-1"}]}], False), ([], None), (None, None),
    ],
)  # fmt: skip
def test_an_audit_that_could_not_look_is_no_pass(packages: list[dict[str, object]] | None, verdict: bool | None) -> None:
    output = "" if packages is None else json.dumps({"dependencies": packages})
    assert leveranciers.judge_audit(output, "geen netwerk").voldoet is verdict


def test_a_version_or_a_licence_that_is_not_ours_is_seen() -> None:
    assert leveranciers.judge_versions({"nh3": ("0.3.8", "MIT")}, {"nh3": "0.3.8"}).voldoet is True
    assert leveranciers.judge_versions({"nh3": ("0.3.7", "MIT")}, {"nh3": "0.3.8"}).voldoet is False
    assert leveranciers.judge_licences({"nh3": ("0.3.8", "MIT")}).voldoet is True
    assert leveranciers.judge_licences({"nh3": ("0.3.8", "SSPL-1.0")}).toelichting == "nh3: SSPL-1.0"
    assert [leveranciers.judge_versions({}, {}).voldoet, leveranciers.judge_licences({}).voldoet] == [False, False]


@pytest.mark.parametrize(("parts", "said", "verdict"), [
    ([{"name": "nh3", "version": "1"}, {"name": "Jinja_2", "version": "1"}], "", True), ([{"name": "nh3", "version": "1"}], "", False),
    ([{"name": "nh3", "version": "1"}, {"name": "jinja-2"}], "", False), ([], "", False), (None, "Er ging iets mis.", False), (None, "No module named cyclonedx_py", None),
])  # fmt: skip
def test_a_list_of_ingredients_that_lacks_one_is_seen(tmp_path: Path, parts: list[dict[str, str]] | None, said: str, verdict: bool | None) -> None:
    if parts is not None:
        (tmp_path / "sbom.json").write_text(json.dumps({"components": parts}), encoding="utf-8")
    assert leveranciers.judge_sbom(tmp_path / "sbom.json", {"nh3", "jinja-2"}, said).voldoet is verdict


# --- uitgang ---------------------------------------------------------------------------------------------------


def test_two_sites_that_differ_are_seen(tmp_path: Path) -> None:
    for name, files in {"een": {"a": "1", "b": "1", "c": "1"}, "twee": {"a": "1", "b": "2", "d": "1"}}.items():
        (tmp_path / name).mkdir()
        for path, text in files.items():
            (tmp_path / name / path).write_text(text, encoding="utf-8")
    assert uitgang.differing(tmp_path / "een", tmp_path / "twee") == ["b", "c", "d"]
    assert uitgang.differing(tmp_path / "een", tmp_path / "een") == []


def test_a_host_that_is_not_there_is_told(portaal: Portaal, root: Path) -> None:
    done = portaal("build", "--root", root, env={"PORTAAL_HOST": "bestaat-niet"})
    assert done.returncode == 1 and "'bestaat-niet' is niet geïnstalleerd" in done.stderr and "Traceback" not in done.stderr


def ended(code: int, said: str = "", error: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess((), code, said, error)


def test_a_step_of_the_installation_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [("python", "-m", "venv"), ("python", "-m", "pip", "install"), ("python", "-m", "portaal", "build")]
    for number in range(len(steps)):
        monkeypatch.setattr(uitgang, "run", lambda *words, env, bad=steps[number]: ended(int(words == bad), error="Het lukte niet."))
        judged = uitgang.judge_steps(steps)
        assert judged.voldoet is False and " ".join(steps[number][1:4]) in judged.gemeten and judged.toelichting == "Het lukte niet."
    monkeypatch.setattr(uitgang, "run", lambda *words, env: ended(0))
    assert uitgang.judge_steps(steps).voldoet is True


@pytest.mark.parametrize(("done", "good"), [(ended(1, error="ERROR: Hashes are required"), True), (ended(0), False), (ended(1, error="geen netwerk"), False)])
def test_an_open_door_is_seen(done: subprocess.CompletedProcess[str], good: bool) -> None:
    assert uitgang.judge_refusal(done).voldoet is good


@pytest.mark.parametrize(("other", "pages", "good"), [([], 400, True), (["index.html"], 400, False), ([], 3, False)])
def test_two_sites_that_differ_or_hold_nothing_fall_short(other: list[str], pages: int, good: bool) -> None:
    assert uitgang.judge_same(other, pages).voldoet is good


@pytest.mark.parametrize(("done", "made", "good"), [(ended(0), 80, True), (ended(1, error="No module named 'mkdocs'"), 80, False), (ended(0), 0, False)])
def test_a_host_that_leans_on_mkdocs_is_seen(done: subprocess.CompletedProcess[str], made: int, good: bool) -> None:
    assert uitgang.judge_without(done, made).voldoet is good


@pytest.mark.parametrize(("done", "verdict"), [
    (ended(0, "..\n12 passed in 3s"), True), (ended(1, "1 failed, 11 passed in 3s"), False), (ended(0, "12 skipped in 1s"), None), (ended(5, "no tests ran in 1s"), False), (ended(2), False),
])  # fmt: skip
def test_tests_that_fail_or_never_ran_are_no_pass(done: subprocess.CompletedProcess[str], verdict: bool | None) -> None:
    assert uitgang.judge_tests(done).voldoet is verdict
