"""The forms in a real browser, with the files of the region: what is saved, and that nothing else of a file changes.

They need what `make beheer` fetches from npm. `make test-beheer` fetches it and demands it; without, these tests are left out.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from forms_server import beheer_on_copy
from miniature import REPO
from portaal.beheer.files import forms_policy

pytestmark = pytest.mark.skipif(not os.environ.get("BEHEER"), reason="`make test-beheer` fetches the forms and runs these")


@dataclass(frozen=True)
class Beheer:
    root: Path
    url: str

    def text(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def changes(self, path: str) -> list[str]:
        """What `+` and `-` would show of a file, compared with how it is in the repository."""
        old = (REPO / path).read_bytes().decode() if (REPO / path).is_file() else ""
        lines = difflib.unified_diff(old.splitlines(), self.text(path).splitlines(), n=0, lineterm="")
        return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.fixture(scope="module")
def beheer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beheer]:
    """`portaal beheer` on a copy of the region."""
    root = tmp_path_factory.mktemp("beheer")
    with beheer_on_copy(root) as url:
        yield Beheer(root, url)


@pytest.fixture
def forms(beheer: Beheer, browser: Browser) -> Iterator[Page]:
    """The page of the forms; fails on a mistake in the console and on a request to anybody else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL", timezone_id="Europe/Amsterdam")
    page = context.new_page()
    troubles: list[str] = []
    # Decap lets go of a promise when a form is not ready to be saved, or was refused; it shows why in the form.
    page.on("pageerror", lambda error: None if str(error) in ("undefined", "Object") else troubles.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((beheer.url.split("/beheer/")[0], "blob:", "data:")) else troubles.append(request.url))
    yield page
    context.close()
    assert not troubles, troubles


def _save(page: Page) -> None:
    page.get_by_role("button", name="Opslaan").first.click()
    page.get_by_role("menuitem", name="Opslaan", exact=True).click()


def _saved(page: Page) -> None:
    expect(page.get_by_text("Alles is opgeslagen")).to_be_visible(timeout=15_000)


def test_a_telephone_number_is_one_line(beheer: Beheer, forms: Page) -> None:
    forms.goto(f"{beheer.url}#/collections/school")
    forms.get_by_role("link", name="De Klimboom").click()
    forms.get_by_label("Telefoonnummer").fill("0230000001")
    _save(forms)
    _saved(forms)
    assert beheer.changes("data/schools.yaml") == ['-  telefoon: "0235617338"', '+  telefoon: "0230000001"']


def test_a_mistake_is_told_and_nothing_is_written(beheer: Beheer, forms: Page) -> None:
    before = beheer.text("data/schools.yaml")
    forms.goto(f"{beheer.url}#/collections/school/entries/02ww00")
    forms.get_by_label("Telefoonnummer").fill("12")
    _save(forms)
    expect(forms.get_by_text("Schrijf tien cijfers").first).to_be_visible()
    assert beheer.text("data/schools.yaml") == before


def test_what_the_rules_refuse_is_told_in_the_form(beheer: Beheer, forms: Page) -> None:
    """The form cannot know that two schools share an address on the site; the rules do."""
    before = beheer.text("data/schools.yaml")
    forms.goto(f"{beheer.url}#/collections/school/entries/02ww00")
    forms.get_by_label("Webadres (laatste deel)").fill("de-fakkel")
    _save(forms)
    expect(forms.get_by_text(re.compile("Niet opgeslagen.*al in gebruik", re.S)).first).to_be_visible(timeout=15_000)
    assert beheer.text("data/schools.yaml") == before


def test_confirm_in_one_act(beheer: Beheer, forms: Page) -> None:
    forms.goto(f"{beheer.url}#/collections/begrip/entries/aanmelden")
    forms.get_by_label("Wie bevestigt dit?").fill("consulent")
    forms.get_by_role("button", name="Bevestig: dit klopt vandaag").click()
    _save(forms)
    _saved(forms)
    added = beheer.changes("data/begrippen.yaml")
    assert [line.strip("+ ") for line in added] == ["bevestigd:", added[1].strip("+ "), "door: consulent"]
    assert re.fullmatch(r"\+    op: 20\d\d-\d\d-\d\d", added[1])


def test_add_a_school(beheer: Beheer, forms: Page) -> None:
    forms.goto(f"{beheer.url}#/collections/school/new")
    for label, text in {"Naam": "De Verzonnen School", "Straat": "Testlaan", "Huisnummer": "1", "Postcode": "2132 NE", "Plaats": "Hoofddorp",
                        "BRIN": "99ZZ", "Vestiging": "00"}.items():
        forms.get_by_label(label, exact=True).first.fill(text)
    _choose(forms, "Soort", "Basisschool")
    forms.get_by_role("button", name="Voeg toe: bron").click()
    _choose(forms, "Bron", "Alle schoolvestigingen basisonderwijs")
    forms.get_by_label("Telefoonnummer").fill("0230000002")
    _save(forms)
    _saved(forms)
    added = [line for line in beheer.changes("data/schools.yaml") if "023000000" not in line and "0235617338" not in line]
    assert all(line.startswith("+") for line in added)
    assert {'+- brin: "99ZZ"', '+  vestiging: "00"', "+  slug: de-verzonnen-school", "+  soort: bao", "+    postcode: 2132 NE"} <= set(added)
    assert '+  telefoon: "0230000002"' in beheer.changes("data/schools.yaml")


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).first.fill(option)
    page.keyboard.press("Enter")


def test_write_a_page(beheer: Beheer, forms: Page) -> None:
    forms.goto(f"{beheer.url}#/collections/pagina-ouders/new")
    forms.get_by_label("Titel").fill("Een proef met formulieren")
    forms.get_by_label("Beschrijving").fill("Deze pagina bestaat alleen in een test.")
    box = forms.get_by_label("Tekst", exact=True)
    box.fill("Dit is een korte zin.\n\nVraag het de leerkracht")
    box.evaluate("box => box.setSelectionRange(box.value.length - 10, box.value.length)")
    forms.get_by_role("button", name="Vet").click()
    _save(forms)
    _saved(forms)
    assert beheer.text("content/ouders/een-proef-met-formulieren.md").endswith(
        "---\n\n# Een proef met formulieren\n\nDit is een korte zin.\n\nVraag het de **leerkracht**\n")


def test_change_one_word_of_a_page(beheer: Beheer, forms: Page) -> None:
    forms.goto(f"{beheer.url}#/collections/pagina-ouders/entries/autisme")
    box = forms.get_by_label("Tekst", exact=True)
    box.wait_for()
    line = next(line for line in box.input_value().split("\n") if line.startswith("- "))
    box.fill(box.input_value().replace(line, f"{line} Extra.", 1))
    _save(forms)
    _saved(forms)
    assert beheer.changes("content/ouders/autisme.md") == [f"-{line}", f"+{line} Extra."]


def test_news_for_tomorrow(beheer: Beheer, forms: Page) -> None:
    tomorrow = (dt.date.today() + dt.timedelta(days=1)).isoformat()
    forms.goto(f"{beheer.url}#/collections/pagina-nieuws/new")
    forms.get_by_label("Titel", exact=True).fill("Proefbericht voor morgen")
    forms.get_by_label("Beschrijving").fill("Dit bericht bestaat alleen in een test.")
    forms.get_by_label("Datum", exact=True).fill(tomorrow)
    _choose(forms, "Categorie", "Meepraten")
    forms.get_by_label("Tekst", exact=True).fill("Morgen staat dit op de site.")
    _save(forms)
    _saved(forms)
    made = beheer.text("content/nieuws/proefbericht-voor-morgen.md")
    assert f"datum: {tomorrow}\n" in made and "categorie: meepraten\n" in made
    forms.goto(f"{beheer.url}#/collections/pagina-nieuws")
    expect(forms.get_by_text("Proefbericht voor morgen").first).to_be_visible(timeout=15_000)


def test_search_finds_a_school(beheer: Beheer, forms: Page) -> None:
    forms.goto(f"{beheer.url}#/collections/school")
    forms.get_by_placeholder("Zoek een school, pagina of woord").fill("fakkel")
    forms.keyboard.press("Enter")
    expect(forms.get_by_role("link", name="De Fakkel").first).to_be_visible()


def test_a_git_host_gets_a_proposal_with_only_the_change(beheer: Beheer, forms: Page) -> None:
    """With Decap's own backend of make-believe in the place of a git host, and under the policy that a server would send."""
    text = (REPO / "data" / "schools.yaml").read_text(encoding="utf-8")

    def as_git_host(route: Route) -> None:
        told = route.fetch().json()
        told["config"] |= {"backend": {"name": "portaal", "binnen": "test-repo"}, "publish_mode": "editorial_workflow"}
        route.fulfill(json=told)

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": forms_policy()})

    refused: list[str] = []
    forms.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    forms.route("**/vormen.json", as_git_host)
    forms.route(re.compile(r"/beheer/$"), with_policy)
    forms.add_init_script(f"window.repoFiles = {json.dumps({'data': {'schools.yaml': {'content': text}}})}")
    forms.goto(f"{beheer.url}#/collections/school")
    forms.get_by_role("button", name="Inloggen").click()
    forms.get_by_role("link", name="De Klimboom").click()
    made = ""
    for label, value in {"Telefoonnummer": "0230000001", "Website": "https://www.voorbeeld.nl"}.items():
        forms.get_by_label(label).fill(value)
        forms.get_by_role("button", name="Opslaan").first.click()
        _saved(forms)
        made = forms.evaluate("Object.values(window.repoFilesUnpublished)[0].diffs[0].content")
    old, new = (set(lines.splitlines()) for lines in (text, made))
    assert new - old == {'  telefoon: "0230000001"', "  website: https://www.voorbeeld.nl"}
    assert len(text.splitlines()) == len(made.splitlines())
    assert forms.evaluate("window.repoFilesUnpublished['school/02ww00'].diffs.map(diff => diff.path)") == ["data/schools.yaml"]
    forms.goto(f"{beheer.url}#/workflow")
    expect(forms.get_by_text("De Klimboom, Hoofddorp")).to_be_visible()
    assert refused == []


ROUND_TRIP = """async ({ base, texts }) => {
  const { Bestand } = await import(`${base}bestand.js`);
  const { specs, quoted } = await (await fetch(`${base}vormen.json`)).json();
  const wrong = [];
  let number = 0;
  const same = (bestand, path, text) => {
    const form = bestand.read(path, text);
    if (bestand.write(path, text, form, form) !== text) wrong.push(path);
    number++;
  };
  for (const spec of specs) {
    const bestand = new Bestand(spec, quoted);
    if (spec.form === "lijst") {
      for (const text of [texts[spec.file], texts[spec.file]?.replaceAll("\\n", "\\r\\n")]) {
        if (text) bestand.entries(text).filter((_, at) => at % 11 === 0).forEach(({ path }) => same(bestand, path, text));
      }
    } else {
      for (const [path, text] of Object.entries(texts)) if (bestand.owns(path)) same(bestand, path, text);
    }
  }
  return { wrong, number };
}"""


def test_saving_without_a_change_changes_no_byte(beheer: Beheer, forms: Page) -> None:
    forms.goto(f"{beheer.url}vormen.json")  # a page that does not refresh itself
    texts = {path.relative_to(REPO).as_posix(): path.read_bytes().decode() for folder in ("data", "content")
             for path in (REPO / folder).rglob("*") if path.suffix in (".yaml", ".md") and path.name != "README.md"}
    told = forms.evaluate(ROUND_TRIP, {"base": beheer.url, "texts": texts})
    assert told["wrong"] == []
    assert told["number"] > len(texts)


AWKWARD = ["0201234567", "05E1", "NO", "12:30", "ja", "onbekend", "007", "1e3", "0x1F", "1_000", "2026-11-22", "3.10", "~", "null", "- streep",
           "vraag: antwoord", "niet #hier", "einde:", "'los'", 'zei "ja"', "[haak", "{krul", "*ster", "&en", "!let op", "%", "@naam", "a, b]",
           "023-3030102", "2132 NE", "2026-2027", "é ü €", "\\n", "+31", "1.", ".5", "=", "<<", "?", "? vraag", "y", "|", "> groter", "` accent"]
WRITE = """async ({ base, values }) => {
  const { scalar } = await import(`${base}yamlwaarde.js`);
  return values.flatMap((value) => [`a: ${scalar(value)}`, `a: [${scalar(value, { inFlow: true })}]`, `a: {b: ${scalar(value, { inFlow: true, style: "'" })}}`]);
}"""


def test_what_yaml_would_change_stays_text(beheer: Beheer, forms: Page) -> None:
    """Read back as we read it, and as any YAML 1.1 program would: only whole numbers, dates and fractions may get a type."""
    import yaml

    from portaal.yamltext import read_yaml

    forms.goto(f"{beheer.url}vormen.json")  # a page that does not refresh itself
    made = forms.evaluate(WRITE, {"base": beheer.url, "values": AWKWARD})
    for number, text in enumerate(made):
        value = AWKWARD[number // 3]
        node, findings = read_yaml(text + "\n", "proef.yaml")
        assert node is not None and not findings, (text, findings)
        for read in (node.plain()["a"], yaml.safe_load(text)["a"]):
            alone = read[0] if isinstance(read, list) else next(iter(read.values())) if isinstance(read, dict) else read
            assert not isinstance(alone, bool) and str(alone) == value, text
