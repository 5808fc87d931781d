"""HTML and CSS as the Nu checker of the W3C judges them, and headings that nest."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import lxml.html

from .frame import Bewijs, Werkplaats
from .npm import Ontbreekt, need, package

_ONDERWERP = "html"
VNU = "26.9.27"


def vnu(jar: Path, paths: Iterable[Path]) -> list[str]:
    """Return every error that vnu has against files or folders, as `file:line: message`; CSS is told by its name."""
    done = subprocess.run([need("java"), "-jar", str(jar), "--skip-non-html", "--format", "json", "--stdout", *map(str, paths)],
                          capture_output=True, text=True, check=False, timeout=600)
    messages = json.loads(done.stdout)["messages"]
    return [f"{one.get('url', '').rpartition('/site/')[2]}:{one.get('lastLine', 0)}: {one['message']}" for one in messages if one["type"] == "error"]


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
    question = "Is de HTML van elke pagina geldig? (vnu, de controle van het W3C)"
    try:
        errors = vnu(package(werkplaats, "vnu-jar", VNU) / "build" / "dist" / "vnu.jar", [werkplaats.site])
    except Ontbreekt as missing:
        yield Bewijs(_ONDERWERP, question, "niets", "0 fouten", False, str(missing))
        return
    often = Counter(error.split(": ", 1)[1] for error in errors)
    yield Bewijs(_ONDERWERP, question, f"{len(errors)} fouten op {len(pages)} pagina's", "0 fouten", not errors,
                 "; ".join(f"{number} keer: {what[:150]}" for what, number in often.most_common(4)))
