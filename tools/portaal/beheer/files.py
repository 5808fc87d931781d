"""What lies under /beheer/ of a site: the forms where they can save, else a page that tells how to get them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..model import Organisatie, Portal
from ..node import Raw
from ..page import Page, Site
from ..theme import THEME
from ..yamlshape import QUOTED
from . import forms
from .handleiding import FOLDER, handleiding_images, handleiding_pages
from .words import names

URL = "beheer/"
API = f"{URL}api"
# Where `make beheer-pakket` puts what comes from npm.
PACKAGES = THEME.parent / "build" / "beheer" / "node_modules"
# What the forms need, on their own page alone: Decap compiles its checks when it starts and sets styles from scripts.
_FORMS_CSP = ("default-src 'none'", "script-src 'self' 'unsafe-eval'", "style-src 'self' 'unsafe-inline'", "img-src 'self' blob: data:",
              "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
# Where a git host answers, if mkdocs.yml names no other place.
_ANSWERS = {"github": {"api_root": "https://api.github.com"}, "gitlab": {"api_root": "https://gitlab.com", "base_url": "https://gitlab.com"}}
_HTTPS = re.compile(r"https://[a-z0-9.-]+(:\d+)?(?=/|$)", re.I)
_BACKENDS = {"github": ("repo", "branch", "base_url", "auth_endpoint", "api_root", "open_authoring"),
             "gitlab": ("repo", "branch", "base_url", "auth_endpoint", "api_root", "auth_type", "app_id")}
_SCRIPTS = ("index.html", "beheer.css", "voorbeeld.css", "vooraf.js", "beheer.js", "achterkant.js", "bestand.js", "vorm.js", "velden.js",
            "woorden.js", "yamltekst.js", "yamlwaarde.js")


def is_installed() -> bool:
    """Tell whether the packages of npm are here."""
    return (PACKAGES / "decap-cms" / "dist" / "decap-cms.js").is_file() and (PACKAGES / "yaml" / "browser" / "index.js").is_file()


def git_settings(raw: Raw) -> Mapping[str, str]:
    """Return what mkdocs.yml says under `extra: beheer:` of where the files of the site stand; nothing where it says none."""
    plain = raw.skin.node.plain() if raw.skin else {}
    extra = plain.get("extra")
    found = extra.get("beheer") if isinstance(extra, dict) else None
    return found if isinstance(found, dict) and found.get("soort") in _BACKENDS and found.get("repo") else {}


def forms_headers(raw: Raw, site: Site) -> dict[str, dict[str, str]]:
    """Return url -> what a server must send otherwise there: only the page of forms that are published, else nothing."""
    git = git_settings(raw)
    if site.is_preview or not has_forms(raw, site):
        return {}
    answers = [_HTTPS.match(str(git.get(name, place))) for name, place in _ANSWERS[git["soort"]].items()]
    sent = {"Content-Security-Policy": forms_policy(*(origin[0] for origin in answers if origin))}
    if git.get("auth_type") not in ("pkce", "implicit"):
        # Somebody logs in in a window of its own, which then tells the forms about it.
        sent["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"
    return {URL: sent}


def forms_policy(*answers: str) -> str:
    """Return the policy under which the forms work, with the git host at `answers` (origins)."""
    return "; ".join((*_FORMS_CSP, " ".join(("connect-src 'self' blob:", *dict.fromkeys(answers)))))


def has_forms(raw: Raw, site: Site) -> bool:
    """Tell whether the forms are part of this site: they can save to this computer, or to a git host."""
    return is_installed() and (site.is_preview or bool(git_settings(raw)))


def beheer_pages(raw: Raw, site: Site, cache: Path) -> Iterator[Page]:
    """Yield the handleiding, and the page that stands in for the forms where those are not there."""
    yield from handleiding_pages(cache)
    if not has_forms(raw, site):
        yield Page(url=URL, template="beheer.html", titel="Beheer van het portaal", beschrijving="Formulieren om het portaal bij te houden.",
                   view={"is_preview": site.is_preview}, is_listed=False, marks_words=False)


def beheer_files(raw: Raw, portal: Portal, site: Site) -> dict[str, bytes]:
    """Return site path -> content of the forms, their packages and the pictures of the handleiding."""
    files = handleiding_images() if FOLDER.is_dir() else {}
    if not has_forms(raw, site):
        return files
    files |= {f"{URL}{name}": (THEME / "beheer" / name).read_bytes() for name in _SCRIPTS}
    files[f"{URL}favicon.svg"] = (THEME / "img" / "favicon.svg").read_bytes()
    files[f"{URL}vendor/decap-cms.js"] = _without_map(PACKAGES / "decap-cms" / "dist" / "decap-cms.js")
    yaml = PACKAGES / "yaml" / "browser"
    files |= {f"{URL}vendor/yaml/{path.relative_to(yaml).as_posix()}": path.read_bytes() for path in sorted(yaml.rglob("*.js"))}
    files[f"{URL}vormen.json"] = json.dumps(vormen(raw, portal, site), ensure_ascii=False, separators=(",", ":")).encode()
    return files


def vormen(raw: Raw, portal: Portal, site: Site) -> dict[str, Any]:
    """Return all that the forms are told: Decap's configuration, the choices, and where every record stands."""
    keuzes = {kind: dict(titles) for kind, titles in names(portal).items()}
    keuzes["ref"] |= {word: word.replace("woord:", "Woord: ") for entry in portal.zoektaal for word in entry.vindt if word not in keuzes["ref"]}
    keuzes["ref"] |= {f"organisatie:{name}": f"Organisatie: {name.replace('_', ' ')}" for name in Organisatie.model_fields}
    return {
        "config": _config(raw, portal, site), "keuzes": keuzes, "specs": forms.specs(portal), "quoted": sorted(QUOTED),
        "voorbeeld": site.base if site.is_preview else "",
        "stijl": [f"{site.base}{site.assets}css/material.css", f"{site.base}{site.assets}css/portaal.css", f"{site.base}{URL}voorbeeld.css"],
    }


def _config(raw: Raw, portal: Portal, site: Site) -> dict[str, Any]:
    git = git_settings(raw)
    if site.is_preview:
        backend: dict[str, Any] = {"name": "portaal", "binnen": "proxy", "proxy_url": f"{site.base}{API}", "branch": "main"}
    else:
        settings = {"branch": "main"} | {name: git[name] for name in _BACKENDS[git["soort"]] if name in git}
        backend = {"name": "portaal", "binnen": git["soort"], "squash_merges": True, "commit_messages": {
            "create": "{{collection}}: voeg {{slug}} toe", "update": "{{collection}}: wijzig {{slug}}", "delete": "{{collection}}: haal {{slug}} weg",
            "uploadMedia": "beeld: voeg {{path}} toe", "deleteMedia": "beeld: haal {{path}} weg",
        }} | settings
    return {
        "backend": backend, "publish_mode": "simple" if site.is_preview else "editorial_workflow", "locale": "nl",
        "media_folder": "content/img", "public_folder": "/img", "site_url": site.url, "display_url": site.url,
        "show_preview_links": True, "slug": {"encoding": "ascii", "clean_accents": True}, "collections": forms.collections(portal),
    }


def _without_map(script: Path) -> bytes:
    """A browser would ask for the map of a script, which is five times as big and is not sent along."""
    return re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", script.read_bytes())
