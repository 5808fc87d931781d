"""The preview as an editor meets it: save a file, see the page; make a mistake, see what and where."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from miniature import MINIATURE, ON_THE_DAY


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIATURE, tmp_path / "portaal"))


@pytest.fixture
def preview(root: Path) -> Iterator[str]:
    """The address of a running preview of the miniature region."""
    server = subprocess.Popen([sys.executable, "-m", "portaal", "serve", "--root", str(root), "--port", "0"],
                              env=os.environ | ON_THE_DAY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert server.stdout is not None
    line = next(line for line in server.stdout if "http://" in line)
    yield next(word for word in line.split() if word.startswith("http://"))
    server.terminate()
    server.communicate(timeout=10)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_saving_a_record_reloads_the_page(page: Page, preview: str, root: Path) -> None:
    page.goto(f"{preview}contact/")
    before = page.locator("h1").inner_text()
    path = root / "content" / "contact.md"
    replace(path, f"# {before}", "# Een nieuwe titel")
    expect(page.locator("h1")).to_have_text("Een nieuwe titel", timeout=15_000)


def test_a_mistake_shows_in_the_page_and_the_last_good_page_stays(page: Page, preview: str, root: Path) -> None:
    page.goto(f"{preview}contact/")
    title = page.locator("h1").inner_text()
    path = root / "data" / "schools.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "\n- nam: Voorbeeldschool\n", encoding="utf-8")
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("Bedoelt u 'naam'?", timeout=15_000)
    expect(banner).to_contain_text("data/schools.yaml:")
    expect(page.locator("h1")).to_have_text(title)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Bedoelt u 'naam'?")
    path.write_text(good, encoding="utf-8")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=15_000)
