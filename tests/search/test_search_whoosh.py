"""The index on disk answers as the one in memory, writes only what changed, and never stands in the way."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from golden_bank import load_golden
from whoosh.index import open_dir

from portaal.model import Portal
from portaal.search import SearchIndex, build_index, search, search_portal
from portaal.search.whoosh_index import open_index


def test_whoosh_answers_as_memory_does(region: Portal, index: SearchIndex, tmp_path: Path) -> None:
    with open_index(region, tmp_path / "whoosh") as stored:
        for query in [*load_golden("afgestemd"), *load_golden("weggezet")]:
            assert search(stored, query.vraag, 5) == search(index, query.vraag, 5)


def _changed(portal: Portal) -> Portal:
    """The same portal, with another title for one provision and one school gone."""
    first = next(iter(portal.voorzieningen.values()))
    voorzieningen = {**portal.voorzieningen, first.id: first.model_copy(update={"titel": "Zonnewende"})}
    schools = dict(list(portal.schools.items())[:-1])
    return dataclasses.replace(portal, voorzieningen=voorzieningen, schools=schools)


def test_a_change_reaches_the_index_and_leaves_the_rest(region: Portal, tmp_path: Path) -> None:
    search_portal(region, "autisme", 3, tmp_path)
    changed = _changed(region)
    assert search_portal(changed, "zonnewende", 3, tmp_path)[0].titel == "Zonnewende"
    for words in ("speciaal basisonderwijs", "autisme", next(reversed(region.schools.values())).naam):
        assert search_portal(changed, words, 5, tmp_path) == search(build_index(changed), words, 5)


def test_only_what_changed_is_written(region: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from whoosh.writing import SegmentWriter

    search_portal(region, "autisme", 3, tmp_path)
    written: list[str] = []
    add = SegmentWriter.add_document

    def spy(self, **fields):
        written.append(fields["ref"])
        return add(self, **fields)

    monkeypatch.setattr(SegmentWriter, "add_document", spy)
    search_portal(region, "hoogbegaafd", 3, tmp_path)
    assert not written
    search_portal(_changed(region), "hoogbegaafd", 3, tmp_path)
    assert 1 < len(written) < len(build_index(region).documents) / 2


# Whoosh leaves the file open that it could not read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_broken_cache_is_made_anew(region: Portal, tmp_path: Path) -> None:
    expected = search_portal(region, "epilepsie", 3, tmp_path)
    for path in (tmp_path / "whoosh").iterdir():
        path.write_bytes(b"broken")
    assert search_portal(region, "epilepsie", 3, tmp_path) == expected


def test_a_cache_that_is_being_written_does_not_stop_a_search(region: Portal, tmp_path: Path) -> None:
    expected = search_portal(region, "epilepsie", 3, tmp_path)
    writer = open_dir(str(tmp_path / "whoosh")).writer()
    try:
        assert search_portal(_changed(region), "epilepsie", 3, tmp_path)[0] == expected[0]
    finally:
        writer.cancel()
