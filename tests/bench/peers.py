"""The engines that ours is measured beside: how they are got, and what they are given."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from acts import REPO

from portaal.model import Portal
from portaal.search.documents import Document

# Versions are named here because `npm` has no other place for them in this repository; nothing of it is published.
PACKAGES = ("lunr@2.3.9", "lunr-languages@1.22.0", "minisearch@7.2.0")
SCRIPTS = {
    "lunr": ("lunr/lunr.min.js", "lunr-languages/min/lunr.stemmer.support.min.js", "lunr-languages/min/lunr.nl.min.js"),
    "minisearch": ("minisearch/dist/umd/index.js",),
}


def npm_modules() -> Path | None:
    """Return the folder of the peers that come from npm, installed on first use; None where that is impossible."""
    folder = REPO / "build" / "bench"
    modules = folder / "node_modules"
    if not all((modules / script).is_file() for scripts in SCRIPTS.values() for script in scripts):
        npm = shutil.which("npm")
        if npm is None:
            print("lunr en MiniSearch: niet gemeten: npm ontbreekt")
            return None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}", encoding="utf-8")
        command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES]
        if subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode:
            print("lunr en MiniSearch: niet gemeten: npm kan ze niet ophalen")
            return None
    return modules


def make_pagefind(site: Path) -> bool:
    """Let Pagefind index the main text of the pages of a site, into its folder `pagefind`; False where it is absent."""
    try:
        import pagefind_bin
    except ImportError:
        print("Pagefind: niet gemeten: het pakket pagefind_bin ontbreekt")
        return False
    command = [str(pagefind_bin.get_executable()), "--site", str(site), "--root-selector", "main", "--silent"]
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode == 0


def phrases_by_ref(portal: Portal) -> dict[str, str]:
    """Return for each reference all that people say of it (`zoektaal`)."""
    said: dict[str, list[str]] = defaultdict(list)
    for entry in portal.zoektaal:
        for ref in entry.vindt:
            said[ref] += entry.zegt
    return {ref: " . ".join(zegt) for ref, zegt in said.items()}


def rows(documents: Sequence[Document], phrases: Mapping[str, str]) -> list[dict[str, object]]:
    """Return documents as peers take them: a field per weight, and what people say of it."""
    made = []
    for number, document in enumerate(documents):
        row: dict[str, object] = {"id": number, "f10": "", "f6": "", "f4": "", "f2": "", "frasen": phrases.get(document.ref, "")}
        for weight, text in document.fields:
            row[f"f{weight}"] = f"{row[f'f{weight}']} {text}".strip()
        made.append(row)
    return made


def with_phrases(site: Path, to: Path, documents: Sequence[Document], phrases: Mapping[str, str]) -> Path:
    """Copy the pages of a site, with what people say of them written at the end of each."""
    added: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        added[document.url.partition("#")[0]].append(phrases.get(document.ref, ""))
    for page in site.rglob("index.html"):
        url = page.relative_to(site).as_posix().removesuffix("index.html")
        text = page.read_text(encoding="utf-8")
        said = re.sub("[<>&]", " ", " . ".join(filter(None, added[url])))
        (to / url).mkdir(parents=True, exist_ok=True)
        (to / url / "index.html").write_text(text.replace("</main>", f"<p>{said}</p></main>"), encoding="utf-8")
    return to
