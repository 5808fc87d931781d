"""A build of what was built before does nothing, and says the same; whatever changed, it is built anew."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from miniature import MINIATURE, Portaal
from portaal import lastbuild

SITE, ELDERS = Path("build/site"), Path("content/elders.md")


@pytest.fixture(scope="module")
def shared_root(tmp_path_factory: pytest.TempPathFactory, _prose: Path) -> Path:
    """A copy of tests/portaal that every test here changes in turn: what a test leaves is built before the next begins."""
    root = Path(shutil.copytree(MINIATURE, tmp_path_factory.mktemp("laatst") / "portaal", ignore=shutil.ignore_patterns("build")))
    shutil.copytree(_prose, root / "build" / "cache")
    return root


@pytest.fixture
def built(shared_root: Path, portaal: Portaal) -> Path:
    (shared_root / ELDERS).unlink(missing_ok=True)  # with a link every build is a new one
    assert portaal("build", "--root", shared_root).returncode == 0
    return shared_root


def test_nothing_changed(built: Path, portaal: Portaal, tmp_path: Path) -> None:
    before = (built / SITE).stat().st_ino
    again = portaal("build", "--root", built)
    assert again.returncode == 0 and " 0 bestanden veranderd" in again.stdout
    assert (built / SITE).stat().st_ino == before, "the site was made anew"
    shutil.rmtree(built / "build" / "cache")
    anew = portaal("build", "--root", built)
    assert (built / SITE).stat().st_ino != before
    assert (anew.stdout, anew.stderr) == (again.stdout, again.stderr)


def spoil_the_data(root: Path) -> None:
    path = root / "data" / "schools.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("naam: ", "naam: Nieuwe ", 1), encoding="utf-8")


def spoil_the_site(root: Path) -> None:
    (root / SITE / "index.html").write_text("kapot", encoding="utf-8")


def lose_a_page(root: Path) -> None:
    (root / SITE / "404.html").unlink()


def add_a_stray_file(root: Path) -> None:
    (root / SITE / "vreemd.txt").write_text("x", encoding="utf-8")


def add_a_text(root: Path) -> None:
    (root / "content" / "nieuw.md").write_text("---\nvoor: ouders\nbeschrijving: Een tekst om te proberen.\n---\n# Nieuw\n\nEen tekst.\n", encoding="utf-8")


def lead_elsewhere(root: Path) -> None:
    (root / ELDERS).symlink_to(root / "content" / "index.md")


def spoil_the_memory(root: Path) -> None:
    (root / "build" / "cache" / "laatste-bouw.json").write_text('{"van": 1}', encoding="utf-8")


@pytest.mark.parametrize("change", [spoil_the_data, spoil_the_site, lose_a_page, add_a_stray_file, add_a_text, spoil_the_memory, lead_elsewhere], ids=lambda change: change.__name__)
def test_a_change_is_seen(built: Path, portaal: Portaal, change: object) -> None:
    before = (built / SITE).stat().st_ino
    change(built)  # type: ignore[operator]
    portaal("build", "--root", built)
    assert (built / SITE).stat().st_ino != before
    assert not (built / SITE / "vreemd.txt").exists() and "kapot" not in (built / SITE / "index.html").read_text(encoding="utf-8")


def test_another_day_is_another_site(built: Path, portaal: Portaal) -> None:
    before = (built / SITE).stat().st_ino
    portaal("build", "--root", built, env={"SOURCE_DATE_EPOCH": "1893456000"})
    assert (built / SITE).stat().st_ino != before


def test_what_changed_during_a_build_is_not_taken_for_built(root: Path, tmp_path: Path) -> None:
    day = dt.date(2026, 11, 22)
    (root / SITE).mkdir(parents=True)
    last = lastbuild.LastBuild(root, root / SITE, day, tmp_path)
    text = (root / "mkdocs.yml").read_bytes()
    (root / "mkdocs.yml").write_bytes(b"# even iets anders\n")
    (root / "mkdocs.yml").write_bytes(text)
    os.utime(root / "mkdocs.yml", (1, 1))  # as old as it likes to look
    last.keep(3, ())
    assert lastbuild.LastBuild(root, root / SITE, day, tmp_path).result() is None
    last = lastbuild.LastBuild(root, root / SITE, day, tmp_path)
    last.keep(3, ())
    assert lastbuild.LastBuild(root, root / SITE, day, tmp_path).result() == (3, ())
