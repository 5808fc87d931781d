"""Every folder in cases/ is an import: the files in `basis`, overlaid by the case's own, with the outcome beside it.

    map/…           DUO files that take the place of those in basis/map
    data/…          files of the portal; data/schools.yaml is what staff have
    opties.yaml     optional: schrijf (ja), datum (2026-11-21), uitkomst (0), zonder (names in map/ to leave out)
    verwacht.txt    the report
    verwacht.yaml   data/schools.yaml afterwards; without it the file must be as it was, to the byte

To add a case: make a folder and run `BLESS=1 pytest tests/duo`; then read what it wrote.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest
import yaml

from portaal.model import School

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").iterdir() if path.is_dir())
WRITTEN = [case for case in CASES if (case / "verwacht.yaml").is_file()]


def lay_out(case: Path, to: Path) -> dict:
    """Copy basis and case to a folder; return the case's options."""
    shutil.copytree(HERE / "basis", to, dirs_exist_ok=True)
    for name in ("map", "data"):
        if (case / name).is_dir():
            shutil.copytree(case / name, to / name, dirs_exist_ok=True)
    options = case / "opties.yaml"
    found = yaml.load(options.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) if options.is_file() else {}
    for name in found.get("zonder", ()):
        (to / "map" / name).unlink()
    return found


def compare(expected: Path, found: bytes | None) -> None:
    if os.environ.get("BLESS") and found is not None:
        expected.write_bytes(found)
    assert (expected.read_bytes() if expected.is_file() else None) == found, f"BLESS=1 neemt {expected} over"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path, import_duo):
    options = lay_out(case, tmp_path)
    schools = tmp_path / "data" / "schools.yaml"
    before = schools.read_bytes() if schools.exists() else None
    write = ["--write"] if options.get("schrijf", "ja") == "ja" else []

    code, report = import_duo(tmp_path, tmp_path / "map", *write, "--datum", options.get("datum", "2026-11-21"))

    after = schools.read_bytes() if schools.exists() else None
    compare(case / "verwacht.txt", report.encode())
    compare(case / "verwacht.yaml", after if after != before else None)
    assert code == int(options.get("uitkomst", "0"))
    assert str(tmp_path) not in report
    assert sorted(path.name for path in (tmp_path / "data").iterdir() if path.name.startswith(".")) == []
    if code == 2:
        assert after == before


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case.name)
def test_written_file_is_valid_and_a_second_import_changes_nothing(case: Path, tmp_path: Path, import_duo):
    lay_out(case, tmp_path)
    schools = tmp_path / "data" / "schools.yaml"
    shutil.copy(case / "verwacht.yaml", schools)

    for record in yaml.load(schools.read_bytes(), Loader=yaml.BaseLoader):
        School.model_validate(record)
    import_duo(tmp_path, tmp_path / "map", "--write")

    assert schools.read_bytes() == (case / "verwacht.yaml").read_bytes()


def test_there_are_cases():
    assert len(CASES) > 25


def test_missing_folder_and_wrong_date(tmp_path: Path, capsys: pytest.CaptureFixture, import_duo):
    assert import_duo(tmp_path, tmp_path / "weg") == (
        2, "weg:1:1  fout  duo-map  Deze map bestaat niet. Geef met --map de map met bestanden van DUO.\n",
    )
    with pytest.raises(SystemExit) as stopped:
        import_duo(tmp_path, tmp_path, "--datum", "21-11-2026")
    assert stopped.value.code == 2
    assert "Schrijf jaar-maand-dag" in capsys.readouterr().err


def test_a_file_that_is_no_yaml_is_for_check(tmp_path: Path, import_duo):
    lay_out(HERE / "basis", tmp_path)
    (tmp_path / "data" / "schools.yaml").write_text('- brin: "99XA"\n  naam: x: y\n', encoding="utf-8")

    code, report = import_duo(tmp_path, tmp_path / "map", "--write")

    assert code == 2
    assert report.startswith("data/schools.yaml:2:10  fout  ")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, import_duo):
    lay_out(HERE / "cases" / "verdwenen", tmp_path)
    schools = tmp_path / "data" / "schools.yaml"
    before = schools.read_bytes()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    code, report = import_duo(tmp_path, tmp_path / "map", "--write")

    assert (code, schools.read_bytes()) == (2, before)
    assert "Er is niets geschreven" in report
    assert [path.name for path in (tmp_path / "data").iterdir() if path.name.startswith(".")] == []


def test_damaged_files_never_crash_and_never_half_write(tmp_path: Path, import_duo):
    lay_out(HERE / "basis", tmp_path)
    schools = tmp_path / "data" / "schools.yaml"
    shutil.copy(HERE / "cases" / "eerste-import" / "verwacht.yaml", schools)
    whole = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    random = Random(2026)
    for _ in range(60):
        for path, content in whole.items():
            path.write_bytes(content)
        path = random.choice(list(whole))
        damaged = bytearray(whole[path])
        at = random.randrange(len(damaged))
        damaged[at : at + random.choice([0, 1, 30, 9999])] = random.choice([b"", b"\xff", b'"', b"- {", b": ", b";", b"\n"])
        path.write_bytes(damaged)
        before = schools.read_bytes()

        code, report = import_duo(tmp_path, tmp_path / "map", "--write")

        assert report
        assert code != 2 or schools.read_bytes() == before
        after = schools.read_bytes()
        if code != 2:
            import_duo(tmp_path, tmp_path / "map", "--write")
            assert schools.read_bytes() == after
