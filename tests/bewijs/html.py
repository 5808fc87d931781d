"""HTML and CSS as the Nu checker of the W3C judges them, and headings that nest."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import lxml.html
import yaml

from miniature import REPO

from .frame import Bewijs, Werkplaats
from .npm import Ontbreekt, need, package

_ONDERWERP = "html"
CSS = REPO / "theme" / "css"
# What the checker does not know yet, though browsers do; a person looked at each and says why it is good.
_FAULTS = ("<p id=a></p><p id=a></p>", "<img src=x>", "<ul><p>x</p></ul>", "<p></b></p>")
KNOWN = Path(__file__).parent / "css-nieuw.yaml"


def vnu(jar: Path, paths: Iterable[Path], *options: str) -> list[dict[str, Any]]:
    """Return every error that vnu has against files or folders: its name (`url`), `lastLine`, `message` and `extract`."""
    done = subprocess.run([need("java"), "-jar", str(jar), *options, "--format", "json", "--stdout", *map(str, paths)],
                          capture_output=True, text=True, check=False, timeout=600)
    return [one for one in json.loads(done.stdout)["messages"] if one["type"] == "error"]


def unexplained(errors: Iterable[Mapping[str, Any]], known: Iterable[Mapping[str, str]]) -> list[str]:
    """Return the errors in CSS that nobody looked at, as `file:line: message`."""
    return [f"{one.get('url', '').rpartition('/')[2]}:{one.get('lastLine', 0)}: {one['message']}" for one in errors
            if not any(row["melding"] in one["message"] and row["waar"] in one.get("extract", "") for row in known)]


def bad_headings(page: str) -> list[str]:
    """Return the headings of an HTML text that skip a level."""
    troubles, before = [], 0
    for heading in lxml.html.document_fromstring(page).xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6"):
        level = int(heading.tag[1])
        if before and level > before + 1:
            troubles.append(f"{heading.tag} na h{before}: {heading.text_content().strip()[:60]}")
        before = level
    return troubles


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield whether every page is valid, and whether headings nest."""
    pages = sorted(werkplaats.site.rglob("*.html"))
    skipped = [f"{path.relative_to(werkplaats.site)}: {one}" for path in pages for one in bad_headings(path.read_text(encoding="utf-8"))]
    yield Bewijs(_ONDERWERP, "Volgen koppen elkaar op, zonder een niveau over te slaan?", f"{len(skipped)} keer niet, op {len(pages)} pagina's", "0 keer",
                 not skipped, "; ".join(skipped[:5]))
    try:
        jar = package(werkplaats, "vnu-jar") / "build" / "dist" / "vnu.jar"
        yield _control(vnu(jar, [_faulty(werkplaats.folder / "fout")], "--skip-non-html"))
        yield judge_html(vnu(jar, [werkplaats.site], "--skip-non-html"), len(pages))
        yield judge_css(vnu(jar, sorted(CSS.glob("*.css")), "--skip-non-css"), yaml.safe_load(KNOWN.read_text(encoding="utf-8")))
    except Ontbreekt as missing:
        yield Bewijs(_ONDERWERP, "Zijn de HTML en de opmaak geldig?", "niets", "0 fouten", None, str(missing))


def _faulty(folder: Path) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text("".join(["<!doctype html><html lang=nl><title>Fout</title>", *_FAULTS]), encoding="utf-8")
    return folder


def _control(errors: list[dict[str, Any]]) -> Bewijs:
    """Judge the checker itself: a page with faults of ours must not pass."""
    return Bewijs(_ONDERWERP, "Werkt de proef? In een pagina met fouten vindt de controle ze.", f"{len(errors)} van {len(_FAULTS)} fouten", "alle fouten", len(errors) >= len(_FAULTS))


def judge_html(errors: list[dict[str, Any]], pages: int) -> Bewijs:
    """Judge all pages, and tell the most frequent faults."""
    often = Counter(error["message"] for error in errors)
    where = {error["message"]: f"{error.get('url', '').rpartition('/site/')[2]}:{error.get('lastLine', 0)}" for error in errors}
    return Bewijs(_ONDERWERP, "Is de HTML van elke pagina geldig? (vnu, de controle van het W3C)", f"{len(errors)} fouten op {pages} pagina's", "0 fouten", not errors,
                  "; ".join(f"{number} keer: {what[:150]} ({where[what]})" for what, number in often.most_common(4)))


def judge_css(errors: list[dict[str, Any]], known: list[dict[str, str]]) -> Bewijs:
    """Judge the stylesheets; an explanation of what is no longer found has had its day and must go."""
    found = unexplained(errors, known)
    unused = [row["waar"] for row in known if unexplained(errors, [row]) == unexplained(errors, [])]
    return Bewijs(_ONDERWERP, "Is de opmaak geldig? (CSS, vnu)", f"{len(found)} fouten; {len(errors) - len(found)} keer iets nieuws dat is uitgelegd", "0 fouten",
                  not found and not unused, "; ".join([*found[:5], *(f"uitleg zonder fout: {one}" for one in unused)]))
