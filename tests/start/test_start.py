"""`portaal start`: a root that is good at once, for any municipalities; and nothing at all where it cannot be."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from miniature import ON_THE_DAY, REGION_DAY, REPO
from portaal import pipeline
from portaal.cli import build_parser
from portaal.duo import run as import_duo
from portaal.finding import Refused, format_text
from portaal.start import root as starting
from portaal.start.register import FOLDER, read_register
from portaal.start.root import Wens, start
from test_zonder_regio import MORE, find_names, names_of

# Of three provinces; one with a name of its own, one that DUO writes differently.
GEMEENTEN = ("Den Bosch", "Texel", "nuenen, gerwen en nederwetten")


def files_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file() and "build" not in path.parts}


def refusal(to: Path, *gemeenten: str, duo: Path | None = None) -> str:
    with pytest.raises(Refused) as refused:
        start(to, Wens("Proef", gemeenten, duo), REGION_DAY)
    return format_text(refused.value.findings)


def test_the_check_says_nothing(begonnen: Path) -> None:
    assert pipeline.read_portal(begonnen, REGION_DAY)[3] == []
    assert format_text(pipeline.read_taal(begonnen)) == ""


def test_it_builds_whole(begonnen_site: Path) -> None:
    for path in ("index.html", "zoeken/index.html", "ouders/niet-eens/index.html", "plaats/den-bosch/index.html", "over-ons/privacy/index.html"):
        assert (begonnen_site / path).is_file(), path


def test_every_school_of_the_municipalities_is_there(begonnen: Path) -> None:
    portal = pipeline.read_portal(begonnen, REGION_DAY)[0]
    assert portal.organisatie.gemeenten == ("Den Bosch", "Texel", "Nuenen, Gerwen en Nederwetten")
    expected = {row.id for row in read_register().duo.vestigingen if row.gemeente in ("'s-Hertogenbosch", "Texel", "Nuenen, Gerwen en Nederwetten")}
    assert portal.schools.keys() == expected and {school.soort for school in portal.schools.values()} == {"bao", "sbo", "so"}
    assert sum(school.coordinaten is not None for school in portal.schools.values()) > 0.95 * len(expected)
    places = Counter(school.adres.plaats for school in portal.schools.values())
    assert {"Den Bosch", "Den Burg", "Nuenen"} <= places.keys() and not {"'s-Hertogenbosch", "NUENEN"} & places.keys()


def test_what_nobody_said_is_unknown(begonnen: Path, begonnen_site: Path) -> None:
    portal = pipeline.read_portal(begonnen, REGION_DAY)[0]
    organisatie, steunpunt = portal.organisatie, portal.organisatie.steunpunt
    assert [organisatie.adres, organisatie.telefoon, organisatie.email, steunpunt.telefoon, steunpunt.website] == [None] * 5
    assert portal.besturen == {} and {school.bestuur for school in portal.schools.values()} == {None}
    contact = (begonnen_site / "contact" / "index.html").read_text(encoding="utf-8")
    assert contact.count("Nog niet opgegeven") >= 4 and "None" not in contact


def test_law_words_and_needs_come_along(begonnen: Path) -> None:
    """What goes along is what is marked, with nothing that leads nowhere (the check would tell) and with a source each."""
    portal, ours = (pipeline.read_portal(root, REGION_DAY)[0] for root in (begonnen, REPO))
    assert portal.regels.keys() == {id_ for id_, regel in ours.regels.items() if regel.soort == "wet"}
    assert portal.begrippen.keys() == {id_ for id_, begrip in ours.begrippen.items() if begrip.landelijk}
    assert portal.hulpvragen.keys() == ours.hulpvragen.keys() and len(portal.zoektaal) > len(ours.zoektaal) / 2
    assert {"tlv", "opp", "sbo", "so", "zorgplicht"} <= portal.begrippen.keys() and "ccp" not in portal.begrippen
    assert "jongeren" in portal.pages and "ouders/hoogbegaafd" not in portal.pages


def test_nothing_of_our_own_region_comes_along(begonnen: Path) -> None:
    """Only who published a source may be called by name."""
    written = begonnen.parent / "geschreven"
    shutil.copytree(begonnen, written, ignore=shutil.ignore_patterns("build", "postcodes.csv", "bronnen.yaml", "schools.yaml", "gebied.geojson"))
    assert find_names([written], names_of(REPO)) == []


def test_a_word_of_the_region_that_is_marked_by_mistake_is_seen(tmp_path: Path) -> None:
    ours = Path(shutil.copytree(REPO / "data", tmp_path / "ons" / "data")).parent
    shutil.copytree(REPO / "content", ours / "content")
    shutil.copy(REPO / "mkdocs.yml", ours)
    words = ours / "data" / "begrippen.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("- id: swvam\n", "- id: swvam\n  landelijk: ja\n"), encoding="utf-8")
    start(tmp_path / "nieuw", Wens("Proef", ("Texel",), van=ours), REGION_DAY)
    found = find_names([tmp_path / "nieuw"], [*MORE[REPO], "Amstelland"])
    assert any("begrippen.yaml" in line for line in found)


def test_the_same_day_gives_the_same_bytes(begonnen: Path, tmp_path: Path) -> None:
    start(tmp_path / "weer", Wens("Passend Onderwijs Proefstreek", GEMEENTEN), REGION_DAY)
    assert files_of(tmp_path / "weer") == files_of(begonnen)


def test_an_import_afterwards_finds_nothing_to_change(begonnen: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(begonnen, tmp_path / "kopie", ignore=shutil.ignore_patterns("build")))
    before = files_of(root)
    args = build_parser().parse_args(["import", "duo", "--root", str(root), "--map", str(FOLDER), "--datum", REGION_DAY.isoformat(), "--write"])
    with (tmp_path / "verslag.txt").open("w", encoding="utf-8") as out:
        import_duo(root, args, out)
    changed = {path for path, text in files_of(root).items() if before[path] != text}
    assert changed == set(), (tmp_path / "verslag.txt").read_text(encoding="utf-8")


def test_newer_files_of_duo_can_be_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "duo"))
    register = next(folder.glob("02*"))
    text = gzip.decompress(register.read_bytes()).decode().replace(";De Jozefschool;", ";De Nieuwe Naam;")
    register.with_suffix("").write_text(text.replace(";Jozefschool;", ";De Nieuwe Naam;"), encoding="utf-8")
    register.unlink()
    start(tmp_path / "nieuw", Wens("Proef", ("Texel",), folder), REGION_DAY)
    assert "peildatum: 2026-08-04" not in (tmp_path / "nieuw" / "data" / "bronnen.yaml").read_text(encoding="utf-8"), "nobody said of what day those files are"


@pytest.mark.parametrize(
    ("gemeenten", "said"),
    [
        (("Texil",), "Er is geen gemeente 'Texil'. Bedoelt u 'Texel'?"),
        (("den hag", "Texel"), "Er is geen gemeente 'den hag'. Bedoelt u 'Den Haag'?"),
        (("Atlantis",), "Er is geen gemeente 'Atlantis'. Schrijf de naam zoals het CBS hem schrijft."),
        (("", " "), "Er is geen gemeente genoemd."),
    ],
)
def test_a_municipality_that_is_none_is_refused(tmp_path: Path, gemeenten: tuple[str, ...], said: str) -> None:
    assert said in refusal(tmp_path / "nieuw", *gemeenten)
    assert [*tmp_path.iterdir()] == []


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("van iemand")
    assert refusal(tmp_path / "vol", "Texel").startswith("vol:1:1  fout  bestaat-al  Hier staat al iets. Er is niets geschreven.")
    assert files_of(tmp_path) == {"vol/brief.txt": b"van iemand"}
    (tmp_path / "leeg").mkdir()
    start(tmp_path / "leeg", Wens("Proef", ("Texel",)), REGION_DAY)
    assert (tmp_path / "leeg" / "mkdocs.yml").is_file(), "an empty folder is as good as none"


def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Path] = []

    def save(path: Path, text: str) -> None:
        saved.append(path)
        if len(saved) == 9:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(starting, "_save", save)
    with pytest.raises(OSError, match="No space"):
        start(tmp_path / "nieuw", Wens("Proef", ("Texel",)), REGION_DAY)
    assert len(saved) == 9 and [*tmp_path.iterdir()] == []


def test_who_is_killed_leaves_no_half_portal(tmp_path: Path) -> None:
    """The root gets its name in one act; what a killed process leaves behind begins with a dot."""
    words = ["-m", "portaal", "start", str(tmp_path / "nieuw"), "--naam", "Proef", "--heel-nederland"]
    process = subprocess.Popen([sys.executable, *words], env=os.environ | ON_THE_DAY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not any(tmp_path.iterdir()):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was done before it was killed, which proves nothing"
    assert not (tmp_path / "nieuw").exists() and all(path.name.startswith(".nieuw.") for path in tmp_path.iterdir())


def test_the_command_tells_what_to_do_next(portaal, tmp_path: Path) -> None:
    done = portaal("start", tmp_path / "nieuw", "--naam", "Passend Onderwijs Texel", "--gemeenten", "Texel")
    assert done.returncode == 0 and f"portaal serve --root {tmp_path / 'nieuw'}" in done.stdout
    again = portaal("start", tmp_path / "nieuw", "--naam", "Passend Onderwijs Texel", "--gemeenten", "Texel")
    assert again.returncode == 1 and "Hier staat al iets." in again.stderr
    assert portaal("start", tmp_path / "ander", "--naam", "Texel").returncode == 2


def test_the_register_holds_the_country() -> None:
    register = read_register()
    assert Counter(row.soort for row in register.duo.vestigingen) == {"bao": 6122, "sbo": 255, "so": 435}
    assert len(register.grenzen) == 342 and len(register.postcodes) > 4000
    assert {row.gemeente for row in register.duo.vestigingen} <= set(register.grenzen)
    assert {gemeente for *_, gemeente in register.postcodes.values()} <= set(register.grenzen)


def test_every_field_of_a_wish_is_used() -> None:
    assert {*Wens.__struct_fields__} == {"naam", "gemeenten", "duo", "van"}
