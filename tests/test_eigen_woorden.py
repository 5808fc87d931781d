"""The site tells in words of its own: facts may come from a source, sentences may not.

No run of ten words of a source text stands in a page or in a text of the data. The sources lie beside the repository
(`../shared/bronnen`, or the folder that PORTAAL_BRONNEN names); where they are not, there is nothing to compare.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portaal.load import load
from portaal.model import RECORD_FILES
from portaal.taal.teksten import Teksten
from portaal.validate import build_portal

REPO = Path(__file__).resolve().parents[1]
SOURCES = Path(os.environ.get("PORTAAL_BRONNEN", REPO.parent / "shared" / "bronnen"))
RUN = 10


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of ten words of a text, whatever marks stand between them."""
    found = words(text)
    yield from (tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1))


def test_a_run_is_found_whatever_stands_between() -> None:
    source = "Een school, of een bestuur: zij zoeken\nsamen met ouders naar hulp. Dat is mooi."
    assert set(runs("Wij zeggen: of een bestuur zij zoeken samen met ouders naar hulp")) & set(runs(source))
    assert not set(runs("Wij zeggen: of een bestuur zij zoeken samen met kinderen naar hulp")) & set(runs(source))


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source texts are not on this computer: name their folder in PORTAAL_BRONNEN")
def test_no_ten_words_of_a_source_stand_in_the_site() -> None:
    sources = {run: path.name for path in sorted(SOURCES.glob("*.txt")) for run in runs(path.read_text(encoding="utf-8"))}
    assert len(sources) > 5000, "these cannot be the source texts"
    portal, _ = build_portal(load(REPO, RECORD_FILES)[0])
    assert portal is not None
    teksten = Teksten(portal)
    # An official name may be as long as it is.
    names = {run for name in teksten.names for run in runs(name)}
    copied = [
        f"{passage.place()} ({sources[run]}): {' '.join(run)}"
        for passage in teksten.passages for run in runs(passage.text) if run in sources and run not in names
    ]  # fmt: skip
    assert copied == []
