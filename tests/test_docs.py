"""Documents that the code can prove are proved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portaal.load import load
from portaal.model import RECORD_FILES
from portaal.reference import REFERENCE
from portaal.rules import RULES
from portaal.urls import resolve
from portaal.validate import build_portal

REPO = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", REFERENCE)
def test_reference_is_fresh(name: str) -> None:
    made = REFERENCE[name]()
    assert (REPO / "docs" / name).read_text(encoding="utf-8") == made, "Run `make docs` and commit the result."


def test_every_rule_has_a_dutch_sentence() -> None:
    for name, rule in RULES.items():
        assert re.fullmatch(r"[A-Z].*\.", (rule.__doc__ or "").strip()), name


def test_what_carries_a_heading_of_a_source_is_there() -> None:
    portal, _ = build_portal(load(REPO, RECORD_FILES)[0])
    assert portal is not None
    refs = set(re.findall(r"`([a-z]+:[^`\s]+)`", (REPO / "docs" / "bronnen-dekking.md").read_text(encoding="utf-8")))
    assert len(refs) > 50, "the table of headings has lost its references"
    rules = {f"regel:{id_}" for id_ in portal.regels}
    assert [ref for ref in sorted(refs) if ref not in rules and not resolve(portal, ref)] == []


def _avoided() -> list[str]:
    """The words of BEGRIPPEN.md that no identifier may use (third column of its table)."""
    rows = re.findall(r"^\|[^|]+\|[^|]+\|([^|]+)\|[^|]*\|$", (REPO / "BEGRIPPEN.md").read_text(encoding="utf-8"), re.M)
    return [word.strip(" `") for row in rows[2:] for word in row.split(",") if word.strip(" `-–")]


def test_avoided_words_are_avoided() -> None:
    words = _avoided()
    assert len(words) > 5, "BEGRIPPEN.md has lost its table"
    for path in (REPO / "tools" / "portaal").rglob("*.py"):
        names = set(re.findall(r"(?:def|class) (\w+)|^\s*(\w+)(?::| =)", path.read_text(encoding="utf-8"), re.M))
        for word in words:
            found = [name for pair in names for name in pair if re.fullmatch(rf"_?{word}s?", name, re.I)]
            assert not found, f"{path.name} uses {found}; see BEGRIPPEN.md"


def test_modules_are_small() -> None:
    long = {path.name: lines for path in (REPO / "tools").rglob("*.py") if (lines := path.read_text(encoding="utf-8").count("\n")) > 300}
    assert not long


def test_stages_do_not_import_each_other() -> None:
    """The arrows of the design: a stage knows values and the model, and only the pipeline knows the stages."""
    stages = {"load", "validate", "rules", "pages", "search", "render", "host", "check", "publish", "opendata", "sitefiles", "historie"}
    for stage in stages:
        folder = REPO / "tools" / "portaal" / stage
        files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
        for path in files:
            depth = ".." if folder.is_dir() else "."
            imported = set(re.findall(rf"^from {re.escape(depth)}(\w+)", path.read_text(encoding="utf-8"), re.M))
            wrong = {(stage, other) for other in imported & stages if other != stage}
            assert not wrong, f"{path}: {wrong}"
