"""Every file in cases/ changes the fictional portal, as in tests/cases/, and says what `portaal check --taal` adds.

The form of a case is that of tests/test_cases.py. To add one: write it with `verwacht: []`, run it, and read what it found.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from miniature import HAAGLANDEN, REPO
from portaal import pipeline
from portaal.cli import main
from portaal.finding import format_text, has_errors
from portaal.taal import RULES
from test_cases import apply

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yaml"))


@pytest.fixture
def _collect() -> Iterator[None]:
    yield
    gc.enable()  # a command switches it off, for it ends soon; a test run does not


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, root: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(case) <= {"bestanden", "vervang", "verwacht"}
    apply(root, case)
    assert format_text(pipeline.read_taal(root)).splitlines() == case["verwacht"]


def test_every_rule_has_a_case() -> None:
    expected = [line for path in CASES for line in yaml.safe_load(path.read_text(encoding="utf-8"))["verwacht"]]
    assert {line.split("  ")[2] for line in expected} == set(RULES)


def test_the_fictional_portal_is_clean(root: Path) -> None:
    assert format_text(pipeline.read_taal(root)) == ""


@pytest.mark.parametrize("region", [REPO, HAAGLANDEN], ids=["haarlemmermeer", "haaglanden"])
def test_a_real_region_has_no_mistake(region: Path) -> None:
    found = pipeline.read_taal(region)
    assert not has_errors(found), format_text(finding for finding in found if finding.level == "fout")


def test_a_portal_that_cannot_be_read_gives_nothing(tmp_path: Path) -> None:
    assert pipeline.read_taal(tmp_path) == []


def test_every_rule_has_a_dutch_sentence() -> None:
    for name, rule in RULES.items():
        assert re.fullmatch(r"[A-Z].*\.", (rule.__doc__ or "").strip()), name


@pytest.mark.usefixtures("_collect")
def test_the_command_looks_at_language_when_asked(
    warm_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    page = warm_root / "content" / "over-ons.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nMiddels een [klik hier](contact.md).\n", encoding="utf-8")
    assert main(["check", "--root", str(warm_root)]) == 0
    capsys.readouterr()
    assert main(["check", "--taal", "--root", str(warm_root), "--format", "json"]) == 1
    assert [(row["code"], row["niveau"]) for row in json.loads(capsys.readouterr().out)] == [("stijf-woord", "waarschuwing"), ("linktekst", "fout")]
    page.write_text(page.read_text(encoding="utf-8").replace("klik hier", "contact met ons"), encoding="utf-8")
    assert main(["check", "--taal", "--root", str(warm_root)]) == 0
    assert capsys.readouterr().out.endswith("0 fouten, 1 waarschuwing.\n")
