"""The command line as an editor meets it: in Dutch, with an example, and never a traceback."""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from miniature import ON_THE_DAY
from portaal.cli import build_parser, main

ENGLISH = re.compile(
    r"\b(usage|options?|positional|arguments?|show this help|message|default|invalid|required|unrecognized|expected|choose|choice|ignored|"
    r"Traceback|Error|File \")", re.I,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    yield
    gc.enable()  # a command switches it off, for it ends soon; a test run does not


def commands(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                yield from commands(child, (*words, name))


@pytest.mark.parametrize("words", list(commands(build_parser())), ids=" ".join)
def test_help_is_dutch_and_has_an_example(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--help"]) == 0
    said, complaint = capsys.readouterr()
    assert complaint == ""
    assert said.startswith("gebruik: portaal")
    assert re.search(rf"^voorbeeld:\n  {' '.join(['portaal', *words])}\b", said, re.M)
    assert not ENGLISH.search(said)


def test_every_command_is_here() -> None:
    assert {words[0] for words in commands(build_parser()) if words} >= {"build", "check", "serve", "search", "import", "new", "diff"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "dit ontbreekt: OPDRACHT"),
        ("bouw", "bij OPDRACHT: dat kan hier niet: 'bouw' (kies uit"),
        ("check extra", "dit ken ik niet: extra"),
        ("check --formaat json", "dit ken ik niet: --formaat json"),
        ("check --format xml", "bij --format: dat kan hier niet: 'xml' (kies uit"),
        ("build --out", "bij --out: hier hoort een waarde achter"),
        ("serve --port acht", "bij --port: dit is geen getal: 'acht'"),
        ("search", "dit ontbreekt: WOORDEN"),
        ("new", "dit ontbreekt: soort"),
        ("new les", "bij soort: dat kan hier niet: 'les' (kies uit"),
        ("import brin", "bij BRON: dat kan hier niet: 'brin' (kies uit"),
    ],
)
def test_wrong_use_is_told_in_dutch(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words.split()) == 2
    said, complaint = capsys.readouterr()
    assert said == ""
    assert complaint.startswith(f"portaal: {message}")
    assert re.search(r"^Meer uitleg: portaal.* --help$", complaint, re.M)
    assert not ENGLISH.search(complaint)


def test_check_says_that_all_is_well(warm_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(warm_root)]) == 0
    assert capsys.readouterr() == ("Alles klopt.\n", "")
    assert main(["check", "--root", str(warm_root), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["check", "--root", str(warm_root), "--format", "github"]) == 0
    assert capsys.readouterr().out == ""


@pytest.fixture
def broken(warm_root: Path) -> Path:
    """A portal with one mistake and one warning."""
    path = warm_root / "data" / "schools.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("bestuur: testbestuur", "bestuur: 100%, test:bestuur"), encoding="utf-8")
    (warm_root / "data" / "lijst.csv").write_text("", encoding="utf-8")
    return warm_root


REPAIR = (
    "Gebruik kleine letters, cijfers en streepjes. Sleutel uit data/besturen.yaml, of onbekend als geen bron het zegt."
)


def test_check_as_text(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(broken)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("data/lijst.csv:1:1  waarschuwing  onbekend-bestand  ")
    assert lines[1] == f"data/schools.yaml:69:12  fout  vorm  '100%, test:bestuur' heeft niet de goede vorm voor 'bestuur'. {REPAIR}"
    assert lines[2:] == ["1 fout, 1 waarschuwing."]


def test_check_as_json(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(broken), "--format", "json"]) == 1
    warning, error = json.loads(capsys.readouterr().out)
    assert warning["niveau"] == "waarschuwing"
    assert error == {
        "bestand": "data/schools.yaml", "regel": 69, "kolom": 12, "niveau": "fout", "code": "vorm",
        "bericht": "'100%, test:bestuur' heeft niet de goede vorm voor 'bestuur'.", "reparatie": REPAIR,
    }  # fmt: skip


def test_check_as_annotations(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(broken), "--format", "github"]) == 1
    warning, error = capsys.readouterr().out.splitlines()
    assert warning.startswith("::warning file=data/lijst.csv,line=1,col=1,title=onbekend-bestand::")
    assert error == (
        f"::error file=data/schools.yaml,line=69,col=12,title=vorm::'100%25, test:bestuur' heeft niet de goede vorm voor 'bestuur'. {REPAIR}"
    )


def test_a_warning_alone_is_no_failure(warm_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (warm_root / "data" / "lijst.csv").write_text("", encoding="utf-8")
    assert main(["check", "--root", str(warm_root)]) == 0
    assert capsys.readouterr().out.endswith("0 fouten, 1 waarschuwing.\n")


@pytest.mark.parametrize("words", [["check"], ["build"], ["search", "autisme"], ["new", "school"]])
def test_a_folder_that_is_no_portal(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for root in (tmp_path / "bestaat-niet", tmp_path):
        assert main([*words, "--root", str(root)]) == 1
        said = "".join(capsys.readouterr())
        assert "mkdocs.yml:1:1  fout  geen-portaal  In deze map staat geen mkdocs.yml." in said
        assert not ENGLISH.search(said)
    assert list(tmp_path.iterdir()) == []


class Terminal(io.StringIO):
    """Standard error as somebody sees it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("check", r"Alles klopt\."),
        ("search epilepsie", r"\d+ gevonden, het best passende bovenaan\."),
        ("overzicht", r"Links naar andere sites: portaal links --extern\."),
        ("links", r"\d+ links naar andere sites\. Met --extern wordt gekeken of ze werken\."),
        ("urls", r"\d+ adressen; er is er nog geen bewaard\. Doe dat met: portaal urls --write"),
        ("uitvraag --alle --csv", r"Komen ze terug\? Draai dan: portaal inlezen BESTANDEN"),
        ("schoolgids --school 99AA00", r"staat voor 1 school het hoofdstuk voor de schoolgids\."),
        ("bevestig school 99AA00 --door directeur", r"bevestigd door directeur op 21 november 2026\. Verder is er niets veranderd\."),
        ("nieuwsbrief --sinds 2026-11-01", r"Vragen\? .*"),
    ],
)
def test_a_command_shows_at_once_that_it_works_and_ends_clearly(
    words: str, end: str, warm_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main([*words.split(), "--root", str(warm_root)]) == 0
    said = capsys.readouterr().out
    assert re.search(rf"{end}\n$", said), said[-300:]
    assert "\033" not in said
    if not words.startswith("bevestig"):  # that is done within a blink
        shown = terminal.getvalue().split("\r\033[K")
        assert shown[0] == "" and shown[1].startswith("… ") and not shown[-1].startswith("… "), "the line of a step is gone at the end"


def test_search(warm_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "epilepsie", "--root", str(warm_root), "--json", "--limit", "3"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert 1 <= len(rows) <= 3
    assert set(rows[0]) == {"type", "id", "titel", "url", "score"}
    assert "testlelie" in {row["id"] for row in rows}
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_the_module_is_the_command(warm_root: Path, portaal: Callable) -> None:
    """The same in a process of its own, without a terminal and in a foreign locale."""
    done = portaal("check", "--root", warm_root, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "Alles klopt.\n", "")
    done = portaal("build", "--root", warm_root / "weg")
    assert (done.returncode, "geen-portaal" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert portaal("--help").stdout.startswith("gebruik: portaal")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full; Linux has")
def test_an_answer_that_cannot_be_written_is_told(warm_root: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "portaal", "search", "autisme", "--root", str(warm_root)], env=os.environ | ON_THE_DAY, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "kan niet worden gelezen of geschreven" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_an_answer_that_nobody_reads_is_no_mistake(warm_root: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        done = subprocess.run([sys.executable, "-m", "portaal", "search", "autisme", "--root", str(warm_root)], env=os.environ | ON_THE_DAY, stdout=closed, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_command_line_starts_without_what_only_a_build_needs() -> None:
    """A build of what was built before takes a tenth of a second, of which the model alone would be twice as much."""
    assert _loaded_with("portaal.cli", "pydantic", "jinja2", "yaml", "lxml", "whoosh", "typst", "markdown") == "[]"


def test_the_process_of_the_host_loads_nothing_that_mkdocs_does_not_need() -> None:
    assert _loaded_with("portaal.hostrun", "msgspec", "portaal.finding", "portaal.host") == "[]"


def _loaded_with(module: str, *names: str) -> str:
    code = f"import sys, {module}; print([name for name in {names} if name in sys.modules])"
    return subprocess.run([sys.executable, "-c", code], env=os.environ | ON_THE_DAY, capture_output=True, text=True, check=True).stdout.strip()
