"""What the browser fetches: right, small and the same every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from golden_bank import REPO
from sizes import MAX_INDEX, MAX_SCRIPT, script_size, size

from portaal.model import Portal
from portaal.page import Page
from portaal.search import SearchIndex, build_files, to_json


def test_the_index_is_small(index: SearchIndex) -> None:
    assert size(to_json(index)) <= MAX_INDEX


def test_the_scripts_are_small() -> None:
    assert script_size() <= MAX_SCRIPT


def _pages(portal: Portal) -> list[Page]:
    from portaal.search.documents import collect_documents

    urls = {document.url.partition("#")[0] for document in collect_documents(portal)}
    return [Page(url, "x.html", "x", "x", None) for url in sorted(urls)]


def test_both_files_are_json(region: Portal) -> None:
    files = build_files(region, _pages(region))
    assert set(files) == {"zoek/index.json", "zoek/postcodes.json"}
    for content in files.values():
        json.loads(content)


def test_the_same_bytes_under_another_hash_seed(region: Portal) -> None:
    code = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:];"
        "from golden_bank import read_region; from portaal.search import build_index, to_json;"
        "print(hashlib.sha256(to_json(build_index(read_region()))).hexdigest())"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(REPO / "tools"), str(Path(__file__).parent)]
    digests = {
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C"}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_postcodes_know_the_region(region: Portal) -> None:
    columns = json.loads(build_files(region, [])["zoek/postcodes.json"])
    total, found = 0, {}
    for difference, plaats in zip(columns["pc4"], columns["plaats"], strict=True):
        total += difference
        found[str(total)] = columns["plaatsen"][plaats] if plaats >= 0 else None
    assert found["2152"] == "Nieuw-Vennep"
    assert found["1011"] is None
    assert len(found) == len(region.gebied.postcodes)
