"""What `make bench` judges: a broken promise, a step back and a measure that is gone are each seen. Nothing is timed here."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest
import yaml

BENCH = Path(__file__).parent / "bench"
sys.path[:0] = [str(BENCH), str(BENCH.parent / "search")]
from acts import run  # noqa: E402
from maat import Maat, beside, judge, keep, read_kept, table  # noqa: E402
from many_schools import EACH, make_root  # noqa: E402
from processes import measured, put_away  # noqa: E402
from same_pages import front_matter, hugo_shell, main_text  # noqa: E402
from stages import STAGES  # noqa: E402
from turns import Work, of_programs, take_turns  # noqa: E402

GOOD = Maat("index", 60.0, "kB", grens=75)


@pytest.mark.parametrize(("maat", "bewaard", "says"), [
    (GOOD, 60.0, []),
    (GOOD, None, []),
    (GOOD, 53.0, []),
    (GOOD, 52.0, ["15% slechter dan bewaard"]),
    (Maat("index", 76.0, "kB", grens=75), 76.0, ["haalt de grens niet"]),
    (Maat("in de top 3", 0.95, "aandeel", grens=0.9), 0.96, []),
    (Maat("in de top 3", 0.89, "aandeel", grens=0.9), 0.9, ["haalt de grens niet"]),
    (Maat("in de top 3", 0.7, "aandeel"), 0.9, ["22% slechter dan bewaard"]),
    (Maat("in de top 3", 1.0, "aandeel"), 0.5, []),
    (Maat("vraag", 12.0, "ms", "MiniSearch 24", 0.5, 16), 0.45, []),
    (Maat("vraag", 12.0, "ms", "MiniSearch 24", 0.5, 16), 0.4, ["25% slechter dan bewaard"]),
    (Maat("koude bouw", 9.0, "keer", "MkDocs", 9.0, 8), 9.5, []),
    (Maat("koude bouw", 7.0, "keer", "MkDocs", 7.0, 8), 9.5, ["haalt de grens niet", "26% slechter dan bewaard"]),
])  # fmt: skip
def test_a_measure_is_judged(maat: Maat, bewaard: float | None, says: list[str]) -> None:
    assert judge(maat, bewaard) == says


def test_a_time_is_kept_only_beside_a_peer() -> None:
    """Another machine is no regression: what is kept of a time is its ratio."""
    assert Maat("vraag", 12.0, "ms").te_bewaren is None
    assert beside("vraag", 12.0, "ms", {"lunr-nl": 48.0, "MiniSearch": 24.0}).te_bewaren == 0.5
    assert GOOD.te_bewaren == 60.0


def test_what_was_kept_and_not_measured_is_not_good() -> None:
    lines, bad = table({"zoeken": [GOOD]}, {"zoeken": {"index": 60.0, "script": 14.8}, "groot": {"geheugen": 9.0}})
    assert bad == 1
    assert any("zoeken: script" in line and "niet gemeten" in line for line in lines)
    assert not any("groot" in line for line in lines)


def test_keeping_one_part_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "maten.yaml"
    keep({"zoeken": [GOOD], "bouw": [Maat("koud", 2.0, "s", "MkDocs", 1.25)]}, path)
    keep({"zoeken": [Maat("index", 50.0, "kB"), Maat("eerste beeld", 12.0, "ms")]}, path)
    assert read_kept(path) == {"bouw": {"koud": 1.25}, "zoeken": {"index": 50.0}}


def _main():
    spec = importlib.util.spec_from_file_location("bench_main", BENCH / "__main__.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_exit_status_tells_what_came_of_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    bench = _main()
    monkeypatch.setattr(bench, "read_kept", lambda: {"index": {"index": 50.0}})
    monkeypatch.setattr(bench, "PARTS", {"index": lambda work: iter([GOOD]), "leeg": lambda work: iter([Maat("past", 1.0, "kB", grens=2)])})
    assert bench.main(["leeg"]) == 0
    assert bench.main([]) == 1
    assert "20% slechter dan bewaard" in capsys.readouterr().out
    assert bench.main(["indx"]) == 2
    assert "Kies uit: index, leeg, honderdduizend" in capsys.readouterr().err


def test_what_is_kept_belongs_to_a_part_and_keeps_its_promise() -> None:
    bench, kept = _main(), read_kept()
    assert kept.keys() <= bench.PARTS.keys()
    assert kept["zoeken"]["in de top 3, weggezet"] >= 0.9
    assert kept["zoeken"]["voorsprong in de top 3, weggezet"] >= 0.25
    assert kept["zoeken"]["index"] <= 75
    assert kept["zoeken"]["script"] <= 15
    assert kept["groot"]["geheugen"] <= 60


def test_acts_take_turns_and_the_first_turn_does_not_count() -> None:
    """A machine that slows down while it measures slows both down: the ratio stays."""
    done: list[str] = []

    def act(name: str, work: float):
        def acts() -> float:
            done.append(name)
            return work * len(done)

        return acts

    spent = take_turns({"ons": act("ons", 2.0), "ander": act("ander", 1.0)}, turns=3)
    assert done == ["ons", "ander"] * 4
    assert spent["ons"].turns == (6.0, 10.0, 14.0)
    assert spent["ons"].usual == 10.0
    assert spent["ons"].beside(spent["ander"]) == pytest.approx(2.0, rel=0.25)


def test_one_odd_turn_does_not_change_a_ratio() -> None:
    assert Work((1.0, 90.0, 1.1)).beside(Work((2.0, 2.0, 2.2))) == 0.5


def test_work_is_what_programs_do_and_not_how_long_they_wait() -> None:
    busy = "import time\nwhile time.process_time() < .4: pass"
    assert of_programs(lambda: run("-c", busy)) >= 0.4
    assert of_programs(lambda: run("-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])")) >= 0.4
    assert of_programs(lambda: run("-S", "-c", "import time; time.sleep(.5)")) < 0.4


def test_a_program_is_measured_with_all_that_it_runs() -> None:
    busy = "import time\nheld = bytearray(60_000_000)\nwhile time.process_time() < .3: pass\nprint('klaar')"
    ran = measured([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"])
    assert ran.said == "klaar\n"
    assert ran.work >= 0.3
    assert ran.megabytes > 60
    with pytest.raises(AssertionError, match="helaas"):
        measured([sys.executable, "-c", "print('helaas'); raise SystemExit(1)"])


PAGE = """<html><head>
  <title>School &amp; Co | Proef</title>
  <meta name="description" content="Adres van &quot;School&quot;.">
  <link rel="canonical" href="https://voorbeeld.invalid/school/proef/">
  <meta property="og:title" content="School &amp; Co">
  <script type="application/ld+json">{"name":"School & Co"}</script>
</head><body><header>Kop</header>
    <main id="inhoud"><h1>School</h1><a href="../../plaats/a/">A</a> <a href="#b">B</a> <a href="https://c.invalid/">C</a></main>
    <aside class="woorden"><p>Woord</p></aside>
<footer>Voet</footer></body></html>"""


def test_peers_get_the_main_text_and_the_facts_of_a_page() -> None:
    assert yaml.safe_load(front_matter(PAGE)) == {"title": "School & Co | Proef", "description": 'Adres van "School".', "gegevens": {"name": "School & Co"}}
    assert main_text(PAGE, "/school/proef/") == '<h1>School</h1><a href="/plaats/a/">A</a> <a href="#b">B</a> <a href="https://c.invalid/">C</a>'
    assert main_text("<html><body>Zonder</body></html>", "/") == ""


def test_the_shell_of_a_page_holds_nothing_of_that_page() -> None:
    shell = hugo_shell(PAGE)
    assert "<header>Kop</header>" in shell
    assert '<main id="inhoud">{{ .Content }}</main>' in shell
    assert "<footer>Voet</footer>" in shell
    assert not {"School", "Woord", "proef"} & set(re.findall(r"\w+", shell))


def test_schools_that_do_not_exist_say_so_and_share_no_key(tmp_path: Path) -> None:
    country = tmp_path / "land"
    (country / "data").mkdir(parents=True)
    record = '- brin: "01AB"\n  vestiging: "00"\n  slug: {0}\n  naam: "\'t {0}"\n  adres:\n    plaats: Ergens\n\n'
    (country / "data" / "schools.yaml").write_text("# Uitleg\n\n" + record.format("een") + record.format("twee" * 30), encoding="utf-8")
    assert make_root(country, tmp_path / "veel", EACH, 7) == 7
    made = [yaml.safe_load(path.read_text(encoding="utf-8"))[0] for path in (tmp_path / "veel").rglob("*.yaml")]
    assert len({(school["brin"], school["vestiging"]) for school in made}) == 7
    assert len({school["slug"] for school in made}) == 7
    assert all(school["brin"] >= "40AA" and "(verzonnen " in school["naam"] and len(school["slug"]) <= 80 for school in made)


@pytest.mark.parametrize(("module", "owner", "name"), [stage[:3] for stage in STAGES])
def test_a_stage_that_is_timed_is_there(module: str, owner: str, name: str) -> None:
    holder = importlib.import_module(module)
    assert callable(getattr(getattr(holder, owner) if owner else holder, name))


def test_what_was_built_before_is_moved_and_not_deleted(tmp_path: Path) -> None:
    built = tmp_path / "portaal" / "build"
    for text in ("een", "twee"):
        built.mkdir(parents=True)
        (built / "index.html").write_text(text, encoding="utf-8")
        put_away(built)
        assert not built.exists()
    put_away(built)
    assert sorted(path.read_text(encoding="utf-8") for path in tmp_path.glob("eerder-*/build/index.html")) == ["een", "twee"]
