"""Every file in tests/cases/ changes the fictional portal and says which findings that gives, to the letter.

    vandaag: 2027-12-01                       # the day of the check, 2026-11-21 where left out
    bestanden: {data/nieuw.yaml: "…"}         # whole files; null takes a file away
    bytes: {data/besturen.yaml: "caf\\xe9"}     # whole files with odd bytes, one per character
    vervang: [{bestand: …, oud: …, nieuw: …}] # small edits; `oud` stands in the file exactly once
    verwacht: [the lines that `portaal check` prints]
"""

from __future__ import annotations

import ast
import datetime as dt
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from portaal import memo, pipeline, rules
from portaal.finding import Finding, Refused, format_text
from portaal.model import KINDS, PageMeta
from portaal.rules import RULES
from portaal.rules.again import Unjudged
from portaal.textfile import MAX_PAGE_BYTES

HERE = Path(__file__).parent
TOOLS = HERE.parent / "tools" / "portaal"
CASES = sorted((HERE / "cases").glob("*.yaml"))
TODAY = dt.date(2026, 11, 21)


def findings_of(root: Path, today: dt.date = TODAY) -> list[Finding]:
    try:
        return pipeline.read_portal(root, today)[3]
    except Refused as refused:
        return list(refused.findings)


def apply(root: Path, case: dict[str, Any]) -> None:
    files = {path: (text, "utf-8") for path, text in case.get("bestanden", {}).items()}
    files |= {path: (text, "latin-1") for path, text in case.get("bytes", {}).items()}
    for path, (text, encoding) in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode(encoding)) if text is not None else (root / path).unlink()
    for edit in case.get("vervang", ()):
        text = (root / edit["bestand"]).read_text(encoding="utf-8")
        assert text.count(edit["oud"]) == 1, f"{edit['oud']!r} stands {text.count(edit['oud'])} times in {edit['bestand']}"
        (root / edit["bestand"]).write_text(text.replace(edit["oud"], edit["nieuw"]), encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, root: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(case) <= {"vandaag", "bestanden", "bytes", "vervang", "verwacht"}
    apply(root, case)
    assert format_text(findings_of(root, case.get("vandaag", TODAY))).splitlines() == case["verwacht"]


@pytest.fixture
def in_a_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the builder of a preview, which judges a portal again and again."""
    monkeypatch.setattr(memo, "_is_on", True)
    monkeypatch.setattr(rules, "_unjudged", Unjudged())


@pytest.mark.usefixtures("in_a_preview")
@pytest.mark.parametrize("path", [path for path in CASES if path.stem.startswith((*rules.OF_ONE_SCHOOL, "alles"))], ids=lambda path: path.stem)
def test_what_was_sound_before_is_judged_where_it_changed(path: Path, root: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    findings_of(root, case.get("vandaag", TODAY))
    apply(root, case)
    for _ in range(2):
        assert format_text(findings_of(root, case.get("vandaag", TODAY))).splitlines() == case["verwacht"]


@pytest.mark.usefixtures("in_a_preview")
def test_only_a_school_that_changed_is_judged_again_unless_what_all_share_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[set[str]] = []
    rule = RULES["buiten-de-provincie"]
    monkeypatch.setattr(rules, "RULES", {**RULES, "buiten-de-provincie": lambda portal, today: shown.append(set(portal.schools)) or rule(portal, today)})
    schools, organisatie = root / "data" / "schools.yaml", root / "data" / "organisatie.yaml"
    findings_of(root)
    schools.write_text(schools.read_text(encoding="utf-8").replace("9983 AA", "9983 AB"), encoding="utf-8")
    findings_of(root)
    organisatie.write_text(organisatie.read_text(encoding="utf-8").replace('postcodes: ["998"]', 'postcodes: ["12"]'), encoding="utf-8")
    found = [finding for finding in findings_of(root) if finding.rule == "buiten-de-provincie"]
    assert shown == [shown[0], {"99AD00"}, shown[0]] and len(shown[0]) == 6
    assert {finding.where.path for finding in found} >= {"data/schools.yaml"} and len(found) >= 6
    assert [finding for finding in findings_of(root) if finding.rule == "buiten-de-provincie"] == found


def test_the_portal_itself_is_clean(root: Path) -> None:
    assert format_text(findings_of(root)) == ""


# --- what a case file cannot hold ------------------------------------------------------------------------------


def test_buiten_de_map(root: Path, tmp_path: Path) -> None:
    (tmp_path / "geheim.md").write_text("# Geheim\n", encoding="utf-8")
    (tmp_path / "map").mkdir()
    (root / "content" / "lek.md").symlink_to(tmp_path / "geheim.md")
    (root / "content" / "lek").symlink_to(tmp_path / "map")
    (root / "data" / "postcodes.csv").unlink()
    (root / "data" / "postcodes.csv").symlink_to(tmp_path / "geheim.md")
    assert [(finding.where.path, finding.rule) for finding in sorted(findings_of(root))][:3] == [
        ("content/lek", "buiten-de-map"), ("content/lek.md", "buiten-de-map"), ("data/postcodes.csv", "buiten-de-map"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["data", "content", "mkdocs.yml"])
def test_buiten_de_map_from_the_top(root: Path, tmp_path: Path, name: str) -> None:
    (root / name).rename(tmp_path / "elders")
    (root / name).symlink_to(tmp_path / "elders")
    assert f"{name}:1:1  fout  buiten-de-map" in format_text(findings_of(root))


def test_koppeling(root: Path) -> None:
    content = root / "content"
    (content / "goed.md").symlink_to(content / "over-ons.md")
    (content / "kapot.md").symlink_to("bestaat-niet.md")
    (content / "kring.md").symlink_to("kring.md")
    (content / "map").symlink_to("ouders")
    assert [(str(finding.where), finding.rule) for finding in sorted(findings_of(root))] == [
        ("content/kapot.md:1:1", "koppeling"), ("content/kring.md:1:1", "koppeling"), ("content/map:1:1", "koppeling"),
    ]  # fmt: skip


def test_bestandsnaam_that_no_terminal_shows(root: Path) -> None:
    (root / "content" / "caf\udce9.md").write_text("# Café\n", encoding="utf-8")
    (root / "content" / "twee\nregels.md").write_text("# Twee\n", encoding="utf-8")
    text = format_text(findings_of(root))
    assert text.encode("utf-8") and len(text.splitlines()) == 2
    assert "content/caf\\udce9.md:1:1  fout  bestandsnaam" in text


def test_te_groot(root: Path) -> None:
    (root / "content" / "groot.md").write_text("# Groot\n" + "x" * MAX_PAGE_BYTES, encoding="utf-8")
    assert "content/groot.md:1:1  fout  te-groot  Het bestand is groter dan 500 kB." in format_text(findings_of(root))


def test_leesbaar(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "over-ons.md":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert format_text(findings_of(root)) == (
        "content/over-ons.md:1:1  fout  leesbaar  Het bestand kan niet gelezen worden. Kijk of het bestand bestaat en of u het mag openen."
    )


@pytest.mark.parametrize("text", ["[" * 3000, "- " * 3000, "{a: " * 3000, "".join(f"{' ' * n}a:\n" for n in range(300))])
def test_te_diep(root: Path, text: str) -> None:
    (root / "data" / "besturen.yaml").write_text(text, encoding="utf-8")
    assert "te-diep" in format_text(findings_of(root))


CODED = {name.removeprefix("test_").replace("_", "-") for name in globals() if name.startswith("test_")}


WORDS = [
    "", "onbekend", "- ", ": ", " #x", "'", "{", "[", "]", "x:y", "pagina:", "zoektaal:0", "tegenspraak:tijden-kantoor", "bron:testsite", "{{ regel }}",
    "{{ contact", "](x)", "[a](", "[a](regel:x)", "[a](https://[x)", "# T", "---", "\t", "0", "-1", "9" * 30, "<b>", "&", "é", "ja", "../",
]  # fmt: skip


def spoil(lines: list[str], chance: random.Random) -> None:
    """Do to a file what a hurried editor does: lose a line or a letter, type something, copy a line or a value."""
    at = chance.randrange(len(lines))
    column = chance.randrange(len(lines[at]) + 1)
    name, colon, _ = lines[at].partition(": ")
    match chance.randrange(6):
        case 0:
            del lines[at : at + chance.randrange(1, 4)]
        case 1:
            lines.insert(at, chance.choice(lines))
        case 2:
            lines[at] = lines[at][:column] + chance.choice(WORDS) + lines[at][column:]
        case 3:
            lines[at] = lines[at][:column] + lines[at][column + 1 :]
        case 4 if colon:
            lines[at] = f"{name}: {chance.choice(WORDS)}"
        case 5 if colon:
            lines[at] = f"{name}: {chance.choice(lines).partition(': ')[2]}"


@pytest.mark.parametrize("seed", range(8))
def test_no_slip_of_the_finger_gives_a_traceback(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    for _ in range(25):
        path = chance.choice(files)
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        spoil(lines, chance)
        path.write_text("\n".join(lines), encoding="utf-8")
        for line in format_text(findings_of(root)).splitlines():
            assert re.match(r"[\w./-]+:\d+:\d+  (fout|waarschuwing)  [\w-]+  \S", line)
        path.write_text(text, encoding="utf-8")


# --- every rule, every field -----------------------------------------------------------------------------------


def _rules_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Finding" | "_Refused"), args=[_, ast.Constant(value=name), *_]):
                yield name


def test_every_rule_has_a_case() -> None:
    named = set(RULES)
    for module in ("yamltext.py", "textfile.py", "load.py", "validate.py", "skin.py", "pages/prose.py"):
        named |= set(_rules_in(TOOLS / module))
    cases = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in CASES]
    shown = {line.split("  ")[2] for case in cases for line in case["verwacht"]} | CODED
    assert named - shown == set(), "Add a file to tests/cases/ for each of these rules."
    assert len(named) > 40


def _fields_used(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield type(value).__name__, name
            yield from _fields_used(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _fields_used(item)


def test_the_portal_fills_every_field() -> None:
    portal = pipeline.read_portal(HERE / "portaal", TODAY)[0]
    records = [record for _, _, record in portal.all_records()] + [page.meta for page in portal.pages.values()]
    used = {field for record in records for field in _fields_used(record)}
    models = {name for name, _ in used}
    assert models >= {model.__name__ for _, model in KINDS.values()} | {PageMeta.__name__}
    declared = {(model.__name__, name) for model in _models(BaseModel) if model.__name__ in models for name in model.model_fields}
    assert declared - used == set(), "Fill these fields somewhere in tests/portaal/."


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for child in model.__subclasses__():
        if child.__module__.startswith("portaal."):
            yield child
        yield from _models(child)
