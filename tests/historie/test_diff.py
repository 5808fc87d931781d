"""`portaal diff`: every difference is told, in words that somebody who never saw the files understands."""

from __future__ import annotations

import gc
import json
import re
import subprocess
from itertools import permutations
from pathlib import Path

import lxml.html
import pytest

from gitroot import commit, edit, git
from miniature import MINIATURE, ON_THE_DAY, TODAY, Portaal
from portaal import pipeline
from portaal.cli import main
from portaal.historie.velden import compare_records


@pytest.fixture
def story(root: Path) -> Path:
    """The fictional portal under git, committed once and not changed since."""
    commit(root, "2026-09-01")
    git(root, "tag", "eerst")
    return root


@pytest.fixture
def portaal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Portaal:
    """The command line in this process: a process of its own for each line would cost half a second."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", ON_THE_DAY["SOURCE_DATE_EPOCH"])

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        code = main([str(word) for word in words])
        gc.enable()
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, said.out, said.err)

    return run


def diff(portaal: Portaal, root: Path, *words: str | Path) -> str:
    done = portaal("diff", "eerst", *words, "--root", root)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_nothing_changed(story: Path, portaal: Portaal) -> None:
    edit(story, "data/besturen.yaml", "naam: Stichting Voorbeeldbestuur", 'naam: "Stichting Voorbeeldbestuur" # zo heet het')
    assert diff(portaal, story) == "Voor bezoekers verandert er niets.\n"


def test_records_in_words(story: Path, portaal: Portaal) -> None:
    edit(story, "data/schools.yaml", "telefoon: 0201234568", "telefoon: 0201234569")
    edit(story, "data/schools.yaml", "        - {onderdeel: hb-test-voltijds, staat: niet}\n", "        - {onderdeel: hb-test-voltijds, staat: op_aanvraag}\n")
    edit(story, "data/schools.yaml", "        - Wij kunnen geen medische handelingen doen.\n", "        - Wij kunnen geen prikken geven.\n")
    edit(story, "data/schools.yaml", "    2025: 205\n", "    2025: 206\n")
    edit(story, "data/besturen.yaml", "plaats: Testdam\n  website: onbekend", "plaats: Testdam\n  website: https://nieuw.voorbeeld.invalid")
    edit(story, "data/besturen.yaml", "gecontroleerd_op: onbekend", "gecontroleerd_op: 2026-11-03")
    assert diff(portaal, story).splitlines() == [
        "Sinds eerst: 2 gewijzigd.",
        "",
        "GEWIJZIGD",
        "  Vereniging Testbestuur (schoolbestuur)  /bestuur/testbestuur/",
        "    - website was onbekend, is nu https://nieuw.voorbeeld.invalid",
        "    - nagekeken op 3 november 2026",
        "  De Voorbeeldboom (Voorbeelddorp) (school)  /school/de-voorbeeldboom/",
        "    - telefoonnummer was 020 - 123 45 68, is nu 020 - 123 45 69",
        "    - leerlingen 2025 was 205, is nu 206",
        "    - ondersteuningsaanbod, schooljaar 2026-2027: aanbod voor hoogbegaafdheid, Voltijds aanbod: staat was nee, is nu op aanvraag",
        "    - ondersteuningsaanbod, schooljaar 2026-2027: grenzen: nieuw “Wij kunnen geen prikken geven.”; vervallen “Wij kunnen geen medische handelingen doen.”",
    ]


def test_pages_menu_and_findings(story: Path, portaal: Portaal) -> None:
    (story / "content" / "over-ons.md").write_text(
        "---\nbeschrijving: Wie Voorbeeldland is.\nvoor: partners\n---\n# Over ons\n\nWij bestaan niet echt. Dat is fijn.\n\n## Waar\n\nNergens.\n", encoding="utf-8")
    (story / "content" / "nieuw.md").write_text("---\nbeschrijving: Nieuw.\n---\n# Nieuw\n\n[Weg](bestaat-niet.md)\n", encoding="utf-8")
    mkdocs = (story / "mkdocs.yml").read_text(encoding="utf-8")
    (story / "mkdocs.yml").write_text(mkdocs.replace("  menu:\n", '  menu:\n    - {titel: Nieuws, naar: "pagina:nieuw"}\n'), encoding="utf-8")
    assert diff(portaal, story).splitlines() == [
        "Sinds eerst: 1 nieuw, 1 gewijzigd, menu op 1 plek anders.",
        "", "NIEUW", "  Nieuw (pagina)  /nieuw/",
        "", "GEWIJZIGD", "  Over ons (pagina)  /over-ons/",
        "    - nieuwe kop: “Waar”",
        "    - 2 zinnen nieuw of anders: “Dat is fijn.”, “Nergens.”",
        "", "MENU EN ADRES", "  - In menu toegevoegd: Nieuws (/nieuw/).",
        "", "NIEUWE BEVINDINGEN",
        "  - fout in content/nieuw.md, regel 6: De link 'bestaat-niet.md' leidt nergens heen. Bedoelt u 'content/nieuw.md'?",
    ]  # fmt: skip


def test_what_went(story: Path, portaal: Portaal) -> None:
    (story / "content" / "over-ons.md").unlink()
    assert "NIET MEER OP DE SITE\n  Over ons (pagina)  /over-ons/\n" in diff(portaal, story)


def test_a_new_address_is_told(story: Path, portaal: Portaal) -> None:
    edit(story, "data/schools.yaml", "slug: de-voorbeeldboom", "slug: de-boom")
    assert "webadres was /school/de-voorbeeldboom/, is nu /school/de-boom/" in diff(portaal, story)


def test_markup_in_the_data_stays_text(story: Path, portaal: Portaal, tmp_path: Path) -> None:
    edit(story, "data/besturen.yaml", "naam: Vereniging Testbestuur", 'naam: "<script>alert(1)</script> **@iedereen** [x](y)"')
    page = tmp_path / "verschil.html"
    done = portaal("diff", "eerst", "--root", story, "--format", "markdown", "--html", page)
    assert done.returncode == 0
    assert "- **&lt;script>alert(1)&lt;/script> \\*\\*@\u2060iedereen\\*\\* \\[x\\](y)** (schoolbestuur)" in done.stdout
    document = lxml.html.document_fromstring(page.read_bytes())
    assert not document.xpath("//script")
    assert document.xpath("string(//li/strong/a)") == "<script>alert(1)</script> **@iedereen** [x](y)"
    assert document.xpath("//li/strong/a/@href") == ["https://voorbeeld.invalid/portaal/bestuur/testbestuur/"]


def test_json(story: Path, portaal: Portaal) -> None:
    edit(story, "data/schools.yaml", "telefoon: 0201234568", "telefoon: onbekend")
    found = json.loads(diff(portaal, story, "--format", "json"))
    assert found["verschillen"] == [{
        "soort": "gewijzigd", "kind": "school", "titel": "De Voorbeeldboom (Voorbeelddorp)", "url": "school/de-voorbeeldboom/",
        "punten": [{"veld": "telefoonnummer", "wat": "vervallen", "zin": "telefoonnummer was 020 - 123 45 68, is nu onbekend", "voor_bezoekers": True}],
    }]  # fmt: skip


@pytest.mark.parametrize(("rev", "says"), [
    ("bestaat-niet", "De versie 'bestaat-niet' ken ik niet."),
    ("2020-01-01", "De versie '2020-01-01' ken ik niet."),
    ("--upload-pack=x", "dit ontbreekt: VERSIE"),
    ("HEAD~9", "De versie 'HEAD~9' ken ik niet."),
    ("eerst:data", "De versie 'eerst:data' ken ik niet."),
])  # fmt: skip
def test_a_version_that_is_not_there(story: Path, portaal: Portaal, rev: str, says: str) -> None:
    done = portaal("diff", rev, "--root", story)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr and "Traceback" not in done.stderr


def test_a_day_means_its_last_version(story: Path, portaal: Portaal) -> None:
    edit(story, "data/schools.yaml", "telefoon: 0201234568", "telefoon: 0201234569")
    commit(story, "2026-10-01")
    assert "is nu 020 - 123 45 69" in portaal("diff", "2026-09-30", "--root", story).stdout
    assert portaal("diff", "2026-10-01", "--root", story).stdout == "Voor bezoekers verandert er niets.\n"


def test_without_git_or_history(root: Path, story: Path, portaal: Portaal, tmp_path: Path) -> None:
    edit(story, "data/schools.yaml", "telefoon: 0201234568", "telefoon: 0201234569")
    commit(story, "2026-10-01")
    git(tmp_path, "clone", "--quiet", "--depth", "1", story.as_uri(), "ondiep")
    done = portaal("diff", "HEAD~1", "--root", tmp_path / "ondiep")
    assert done.returncode == 2 and "git fetch --unshallow" in done.stderr
    (story / ".git").rename(tmp_path / "weg")
    done = portaal("diff", "HEAD", "--root", root)
    assert done.returncode == 2 and "geen geschiedenis van git" in done.stderr


def test_a_version_without_a_portal(story: Path, portaal: Portaal) -> None:
    edit(story, "data/organisatie.yaml", "korte_naam: Voorbeeldland", "korte_naam: [")
    done = portaal("diff", "eerst", "--root", story)
    assert done.returncode == 2 and "geen leesbaar portaal" in done.stderr


def test_no_difference_between_two_records_is_silent() -> None:
    portal = pipeline.read_portal(MINIATURE, TODAY)[0]
    pairs = 0
    for kind in {kind for kind, _, _ in portal.all_records()}:
        records = portal.pages.values() if kind == "pagina" else portal.records(kind).values()
        for old, new in permutations(records, 2):
            points = compare_records(old, new, portal, portal)
            differing = {name for name in type(new).model_fields if getattr(old, name) != getattr(new, name)}
            assert len({punt.naam for punt in points}) == len(differing), (kind, old, new)
            assert [punt.zin for punt in points if not punt.zin.strip() or re.search(r"\bNone\b|\w=['(]|[{}]", punt.zin)] == []
            pairs += 1
    assert pairs > 100
