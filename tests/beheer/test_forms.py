"""The forms follow from the model: every field has one, every choice exists, and the site has them only where they can save."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from miniature import MINIATURE, REPO, TODAY
from portaal import pipeline
from portaal.beheer import files, forms
from portaal.beheer.words import KIND_NAMES
from portaal.model import KINDS
from portaal.page import Site


@pytest.fixture(scope="module")
def read() -> tuple[Any, Any]:
    portal, _, raw, _ = pipeline.read_portal(MINIATURE, TODAY)
    return portal, raw


def _site(portal: Any, *, is_preview: bool = True) -> Site:
    return Site("https://voorbeeld.invalid/portaal/", portal.organisatie, (), (), "assets/x/", TODAY, is_preview)


def _fields(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from _fields(field.get("fields", []))
        yield from _fields([field["field"]] if "field" in field else [])


def _lists(portal: Any) -> list[dict[str, Any]]:
    return [part for one in forms.collections(portal) for part in one.get("files", [one])]


def test_every_kind_has_a_form_and_a_name(read: tuple[Any, Any]) -> None:
    names = {one["name"] for one in _lists(read[0])}
    assert set(KINDS) <= names
    assert set(KINDS) <= set(KIND_NAMES), "Name the new kind in beheer/words.py."


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_model_is_in_its_form(kind: str, read: tuple[Any, Any]) -> None:
    form = next(one for one in _lists(read[0]) if one["name"] == kind)
    # The key of a record is made from its name, and never changes.
    assert {field["name"] for field in form["fields"]} >= set(KINDS[kind][1].model_fields) - {"id"}


def test_every_field_says_what_it_is(read: tuple[Any, Any]) -> None:
    for form in _lists(read[0]):
        for field in _fields(form["fields"]):
            assert field["label"][0].isupper() and "_" not in field["label"], field
            assert field["widget"] in {"string", "text", "select", "datetime", "list", "object", "bevestigd", "portaal-tekst"}, field
            assert field.get("hint", "x"), field
            if "pattern" in field:
                re.compile(field["pattern"][0])
                assert field["pattern"][1].endswith("."), field


def test_every_choice_can_be_made(read: tuple[Any, Any]) -> None:
    portal, raw = read
    made = files.vormen(raw, portal, _site(portal))
    asked = {field["opties"] for form in _lists(portal) for field in _fields(form["fields"]) if "opties" in field}
    assert asked and asked <= set(made["keuzes"])
    assert made["keuzes"]["school"]["99AA00"].startswith("De Voorbeeldboom (")
    used = {ref for entry in portal.zoektaal for ref in entry.vindt}
    assert used <= set(made["keuzes"]["ref"]), "a choice that stands in a record must be in the list, or saving would lose it"


def test_every_form_can_be_recognised(read: tuple[Any, Any]) -> None:
    for form in forms.collections(read[0]):
        if "files" not in form:
            named = {field["name"] for field in form["fields"]}
            assert form["identifier_field"] in named
            assert {word.split(".")[0] for word in re.findall(r"{{(?:fields\.)?([a-z_.]+)}}", form["slug"] + form["summary"])} <= named


def test_specs_and_forms_are_of_the_same_places(read: tuple[Any, Any]) -> None:
    portal, _ = read
    places = {(one.get("folder"), one.get("file")) for one in _lists(portal)}
    for spec in forms.specs(portal):
        assert (spec.get("folder"), spec["file"]) in places if spec["form"] == "enkel" else (spec["folder"], None) in places, spec["name"]


def _with_git(raw: Any, **settings: str) -> Any:
    class Skin:
        class node:
            @staticmethod
            def plain() -> dict[str, Any]:
                return {"extra": {"beheer": settings}}

    class Other:
        skin = Skin

    return Other


@pytest.mark.parametrize("soort", ["github", "gitlab"])
def test_a_git_host_gets_proposals(soort: str, read: tuple[Any, Any]) -> None:
    portal, _ = read
    raw = _with_git(None, soort=soort, repo="verzonnen/portaal", branch="hoofd", onzin="x")
    config = files.vormen(raw, portal, _site(portal, is_preview=False))["config"]
    assert config["publish_mode"] == "editorial_workflow"
    assert (config["backend"]["binnen"], config["backend"]["repo"], config["backend"]["branch"]) == (soort, "verzonnen/portaal", "hoofd")
    assert "onzin" not in config["backend"]


def test_this_computer_saves_at_once(read: tuple[Any, Any]) -> None:
    portal, raw = read
    config = files.vormen(raw, portal, _site(portal))["config"]
    assert config["publish_mode"] == "simple"
    assert config["backend"]["proxy_url"] == "/portaal/beheer/api"


def test_forms_are_there_only_where_they_can_save(read: tuple[Any, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portal, raw = read
    monkeypatch.setattr(files, "PACKAGES", tmp_path)
    assert "beheer/" in {page.url for page in files.beheer_pages(raw, _site(portal), tmp_path / "cache")}
    assert not any(name.endswith("vormen.json") for name in files.beheer_files(raw, portal, _site(portal)))
    for name in ("decap-cms/dist/decap-cms.js", "yaml/browser/index.js"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("let a;\n//# sourceMappingURL=x.map\n", encoding="utf-8")
    made = files.beheer_files(raw, portal, _site(portal))
    assert made["beheer/vendor/decap-cms.js"] == b"let a;\n"
    assert "beheer/" not in {page.url for page in files.beheer_pages(raw, _site(portal), tmp_path / "cache")}
    assert not any(name.endswith("vormen.json") for name in files.beheer_files(raw, portal, _site(portal, is_preview=False)))


@pytest.mark.parametrize(("settings", "answers", "has_window"), [
    ({"soort": "github"}, "https://api.github.com", True),
    ({"soort": "github", "api_root": "https://git.voorbeeld.invalid/api/v3"}, "https://git.voorbeeld.invalid", True),
    ({"soort": "gitlab", "auth_type": "pkce"}, "https://gitlab.com", False),
    ({"soort": "gitlab", "api_root": "https://git.voorbeeld.invalid:8443/api/v4", "base_url": "https://in.voorbeeld.invalid", "auth_type": "pkce"},
     "https://git.voorbeeld.invalid:8443 https://in.voorbeeld.invalid", False),
    ({"soort": "github", "api_root": "https://git.voorbeeld.invalid; script-src *"}, "", True),
    ({"soort": "github", "api_root": "http://git.voorbeeld.invalid"}, "", True),
])
def test_a_server_is_told_what_published_forms_need(
    settings: dict[str, str], answers: str, has_window: bool, read: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch,
) -> None:
    portal, raw = read
    published, preview = _site(portal, is_preview=False), _site(portal)
    git = _with_git(None, repo="verzonnen/portaal", **settings)
    monkeypatch.setattr(files, "is_installed", lambda: False)
    assert files.forms_headers(git, published) == {}, "without the packages there are no forms, and nothing is laxer"
    monkeypatch.setattr(files, "is_installed", lambda: True)
    assert files.forms_headers(raw, published) == files.forms_headers(git, preview) == {}
    sent = files.forms_headers(git, published)
    assert list(sent) == ["beheer/"]
    assert sent["beheer/"]["Content-Security-Policy"].endswith(f"connect-src 'self' blob: {answers}".strip())
    assert sent["beheer/"].get("Cross-Origin-Opener-Policy") == ("same-origin-allow-popups" if has_window else None)


def test_every_script_of_the_forms_is_sent() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in (REPO / "theme" / "beheer").glob("*.*")}
    assert {name for name in sources if not name.startswith("package")} == set(files._SCRIPTS)
    for name, text in sources.items():
        for target in re.findall(r'from "\./([^"]+)"', text):
            assert target in sources or target.startswith("vendor/"), (name, target)


def test_the_packages_are_pinned_with_hashes_and_name_no_registry() -> None:
    lock = json.loads((REPO / "theme" / "beheer" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert {"node_modules/decap-cms", "node_modules/yaml"} <= set(packages)
    assert all(package["integrity"].startswith("sha512-") and "resolved" not in package for package in packages.values())
    wanted = json.loads((REPO / "theme" / "beheer" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
