"""`portaal new`: a few answers make a record that is good at once, and nothing else changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from portaal import pipeline
from portaal.finding import Refused, format_text, has_errors
from portaal.new import make

SCHOOL = {
    "naam": "De Nieuwe Testschool", "brin": "99ZZ", "vestiging": "00", "soort": "bao", "straat": "Nieuwe: weg", "huisnummer": "010",
    "postcode": "9981 ZZ", "plaats": "Voorbeelddorp", "bron": "testregister",
}  # fmt: skip
VOORZIENING = {"titel": "Klas 'NO' #1", "soort": "groep", "samenvatting": "- Een klas: voor ieder kind.", "hulpvragen": "leren, ziek", "bron": "testsite"}
ROUTEKAART = {"titel": "Naar het Proefcollege", "samenvatting": "Zo gaat het.", "voor_wie": "Kinderen in groep 8.", "bron": "voorbeeldplan"}
ALL = [("school", SCHOOL, "data/schools.yaml"), ("voorziening", VOORZIENING, "data/voorzieningen.yaml"),
       ("routekaart", ROUTEKAART, "data/routekaarten/naar-het-proefcollege.yaml")]  # fmt: skip


def nobody(question: str) -> str:
    raise EOFError


def files_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refusal(root: Path, soort: str, given: Mapping[str, str], ask: Callable[[str], str] = nobody) -> str:
    """Return what was said; nothing may have been written."""
    before = files_of(root)
    with pytest.raises(Refused) as refused:
        make(root, soort, given, ask)
    assert files_of(root) == before
    return format_text(refused.value.findings)


@pytest.mark.parametrize(("soort", "answers", "file"), ALL, ids=[row[0] for row in ALL])
def test_a_new_record_passes_every_check(root: Path, soort: str, answers: dict[str, str], file: str) -> None:
    before = files_of(root)
    assert make(root, soort, answers, nobody) == root / file
    portal, _, _, findings = pipeline.read_portal(root, dt.date.today())
    assert not has_errors(findings)
    after = files_of(root)
    assert set(after) - set(before) <= {file}
    assert after[file].startswith(before.get(file, b""))
    assert {name: content for name, content in after.items() if name != file} == {name: content for name, content in before.items() if name != file}
    # What was typed came through as it was.
    record = [*portal.records(soort).values()][-1] if soort != "routekaart" else portal.routekaarten["naar-het-proefcollege"]
    assert record.titel == answers.get("titel", answers.get("naam"))
    assert record.gecontroleerd_op == dt.date.today()
    if soort == "school":
        assert (record.adres.straat, record.adres.huisnummer) == ("Nieuwe: weg", "010")


NIEUWS = {"titel": "De klas: 'wij' zijn open!", "beschrijving": "Er is - echt waar - een klas bij.", "datum": "2026-11-20", "categorie": "aanbod",
          "voor": "ouders", "tekst": "Kom kijken."}
AGENDA = {"titel": "Avond voor ouders", "soort": "bijeenkomst", "van": "2027-01-20", "begin": "19:30", "einde": "21:00", "plaats": "Zaal 1: boven",
          "voor": "ouders"}  # fmt: skip


def test_news_is_on_the_site_on_its_day(root: Path) -> None:
    assert make(root, "nieuws", NIEUWS, nobody) == root / "content" / "nieuws" / "de-klas-wij-zijn-open.md"
    make(root, "nieuws", NIEUWS | {"titel": "Morgen", "datum": "2027-11-23"}, nobody)
    portal, _, _, findings = pipeline.read_portal(root, dt.date(2026, 11, 22))
    assert not has_errors(findings)
    page = portal.pages["nieuws/de-klas-wij-zijn-open"]
    assert (page.titel, page.meta.beschrijving, page.body.splitlines()[-1]) == (NIEUWS["titel"], NIEUWS["beschrijving"], "Kom kijken.")
    assert "nieuws/morgen" not in portal.pages, "not before its day"


@pytest.mark.parametrize(("begin", "einde", "expected"), [("19:30", "21:00", (19, 21)), ("19:30", "onbekend", (19, None)), ("onbekend", "onbekend", None)])
def test_a_new_event(root: Path, begin: str, einde: str, expected: tuple[int, int | None] | None) -> None:
    before = (root / "data" / "agenda.yaml").read_bytes()
    path = make(root, "agenda", AGENDA | {"begin": begin, "einde": einde}, nobody)
    assert path.read_bytes().startswith(before)
    punt = pipeline.read_portal(root, dt.date.today())[0].agenda["avond-voor-ouders"]
    assert punt.plaats == "Zaal 1: boven"
    assert (punt.tijd and (punt.tijd.van.hour, punt.tijd.tot and punt.tijd.tot.hour)) == expected


def test_the_first_event_of_a_file_that_only_explains(root: Path) -> None:
    path = root / "data" / "agenda.yaml"
    path.write_text("# Alleen uitleg.\n", encoding="utf-8")
    (root / "content" / "nieuws" / "testklas-begint.md").unlink()
    (root / "content" / "nieuws" / "nog-geheim.md").unlink()
    make(root, "agenda", AGENDA, nobody)
    assert list(pipeline.read_portal(root, dt.date.today())[0].agenda) == ["avond-voor-ouders"]


def test_questions_are_asked_again_until_the_answer_is_good(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter(["", "Nieuwe klas", "groepp", "groep", "Een klas.", "leren,zieke", " leren , ziek ", "x", "testsite"])
    asked = []
    make(root, "voorziening", {}, lambda question: asked.append(question) or next(answers))
    said = capsys.readouterr().err
    assert "'groepp' kan niet. Bedoelt u 'groep'?" in said
    assert "'zieke' kan niet. Bedoelt u 'ziek'?" in said
    assert len(asked) == 9 and "kies uit: sbo, so, hb" in asked[2]
    portal = pipeline.read_portal(root, dt.date.today())[0]
    assert portal.voorzieningen["nieuwe-klas"].hulpvragen == ("leren", "ziek")


def test_the_end_of_the_answers_leaves_nothing(root: Path) -> None:
    answers = iter(["De Nieuwe Testschool", "99ZZ"])

    def ask(question: str) -> str:
        for answer in answers:
            return answer
        raise EOFError

    assert refusal(root, "school", {}, ask) == (
        "portaal new:1:1  fout  antwoord  Er kwam geen leesbaar antwoord op: Wat is het nummer van de vestiging? (twee cijfers) Er is niets weggeschreven."
    )


@pytest.mark.parametrize(
    ("soort", "given", "message"),
    [
        ("school", SCHOOL | {"brin": "99AA"}, "data/schools.yaml:3:3  fout  dubbel-id  Er is al een school '99AA00'."),
        ("school", SCHOOL | {"brin": "99aa"}, "brin: Dit heeft niet de goede vorm."),
        ("school", SCHOOL | {"postcode": "9981ZZ"}, "postcode: '9981ZZ' is geen postcode. Schrijf vier cijfers, een spatie en twee letters: 1234 AB."),
        ("school", SCHOOL | {"postcode": "1011 AA"}, "buiten-de-provincie  De postcode 1011 AA"),
        ("school", SCHOOL | {"plaats": "voorbeelddorp"}, "dubbel-webadres  De plaats heet hier 'voorbeelddorp' en elders 'Voorbeelddorp'."),
        ("school", SCHOOL | {"naam": "?!"}, "antwoord  Van deze naam is geen webadres te maken."),
        ("school", SCHOOL | {"naam": "De \x1b[A Pijl"}, "onzichtbaar-teken  In deze tekst staat een onzichtbaar teken (U+001B)."),
        ("school", SCHOOL | {"bron": "testregistr"}, "bron: 'testregistr' kan niet. Bedoelt u 'testregister'?"),
        ("school", SCHOOL | {"naem": "x"}, "'naem' wordt niet gevraagd. Bedoelt u 'naam'?"),
        ("voorziening", VOORZIENING | {"titel": "Testteam"}, "data/voorzieningen.yaml:78:3  fout  dubbel-id  Er is al een voorziening 'testteam'."),
        ("voorziening", VOORZIENING | {"hulpvragen": ""}, "hulpvragen: '' kan niet."),
        ("routekaart", ROUTEKAART | {"titel": "Testroute"}, "data/routekaarten/testroute.yaml:1:1  fout  dubbel-id  Er is al een routekaart 'testroute'."),
        ("nieuws", NIEUWS | {"titel": "Plan vastgesteld"}, "dubbel-id  Er is al een bericht 'nieuws/plan-vastgesteld'."),
        ("nieuws", NIEUWS | {"titel": "?!"}, "antwoord  Van deze naam is geen webadres te maken."),
        ("nieuws", NIEUWS | {"datum": "2026-11-31"}, "datum: De datum '2026-11-31' bestaat niet."),
        ("nieuws", NIEUWS | {"tekst": "# Nog een titel"}, "titel  Dit is een tweede titel op dezelfde pagina."),
        ("nieuws", NIEUWS | {"tekst": "[Lees](nog-geheim.md)"}, "te-vroege-link  Het bericht 'Embargotitel voor december'"),
        ("agenda", AGENDA | {"einde": "19:00"}, "agendadatum  Het einde ligt niet na het begin."),
        ("agenda", AGENDA | {"begin": "half acht"}, "begin: 'half acht' is geen tijd. Schrijf uren en minuten met een dubbele punt: 09:30 of 19:30."),
        ("agenda", AGENDA | {"titel": "Proefavond"}, "dubbel-id  Er is al een agendapunt 'proefavond'."),
        ("routekaart", ROUTEKAART | {"titel": "…"}, "antwoord  Van deze naam is geen webadres te maken."),
    ],
)
def test_what_does_not_fit_is_refused(root: Path, soort: str, given: dict[str, str], message: str) -> None:
    assert message in refusal(root, soort, given)


def test_a_file_with_mistakes_is_mended_first(root: Path) -> None:
    path = root / "data" / "schools.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cluster: 4", "clustr: 4"), encoding="utf-8")
    assert refusal(root, "school", SCHOOL) == "data/schools.yaml:94:3  fout  onbekend-veld  'clustr' is hier geen veld. Bedoelt u 'cluster'?"
    make(root, "voorziening", VOORZIENING, nobody)


def test_a_route_map_never_overwrites_a_file(root: Path) -> None:
    file = root / "data" / "routekaarten" / "testroute.yaml"
    file.rename(file.with_name("naar-het-proefcollege.yaml"))
    assert "dubbel-id  Dit bestand bestaat al." in refusal(root, "routekaart", ROUTEKAART)


def test_two_schools_with_one_name_get_two_addresses(root: Path) -> None:
    make(root, "school", SCHOOL | {"naam": "De Testlelie", "plaats": "Testdam"}, nobody)
    portal = pipeline.read_portal(root, dt.date.today())[0]
    assert portal.schools["99ZZ00"].slug == "de-testlelie-testdam"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.rstrip(b"\n"),
        lambda text: b"\n".join(b"  " + line if line else line for line in text.split(b"\n")),
        lambda text: text + b"# einde",
    ],
    ids=["crlf", "bom", "no-end", "indented", "comment"],
)
def test_other_lines_stay_as_they_are(root: Path, change: Callable[[bytes], bytes]) -> None:
    path = root / "data" / "voorzieningen.yaml"
    path.write_bytes(change(path.read_bytes()))
    before = path.read_bytes()
    make(root, "voorziening", VOORZIENING, nobody)
    added = path.read_bytes().removeprefix(before.rstrip())
    assert added != path.read_bytes()
    assert (b"\r\n" in before) == (b"\r\n" in added)
    assert added.count(b"\r") in (0, added.count(b"\n"))


@pytest.mark.parametrize("content", [b"", b"# Nog geen voorzieningen\n"])
def test_the_first_record_of_a_file(root: Path, content: bytes) -> None:
    for path in ("data/tegenspraken.yaml", "data/zoektaal.yaml"):
        (root / path).unlink()
    path = root / "data" / "voorzieningen.yaml"
    path.write_bytes(content)
    make(root, "voorziening", VOORZIENING, nobody)
    assert path.read_bytes().removeprefix(content).lstrip().startswith(b"- id: klas-no-1\n")


def test_from_the_command_line(root: Path, portaal: Callable) -> None:
    words = [word for name, text in list(ROUTEKAART.items())[:2] for word in ("--antwoord", f"{name}={text}")]
    done = portaal("new", "routekaart", "--root", root, *words, input="Kinderen in groep 8.\nvoorbeeldplan\n")
    assert done.returncode == 0, done.stderr
    assert "naar-het-proefcollege.yaml" in done.stdout
    done = portaal("new", "routekaart", "--root", root, *words, input="")
    assert (done.returncode, "Er kwam geen leesbaar antwoord op: Voor wie is de route?" in done.stderr) == (1, True)
    before = files_of(root)
    done = portaal("new", "school", "--root", root, input=b"\xe9\xe9\n".decode("latin-1"), env={"PYTHONIOENCODING": "ascii:strict"})
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert files_of(root) == before
