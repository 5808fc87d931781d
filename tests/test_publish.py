"""Publishing: the old site or the new one, never something in between, and never somebody else's files."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portaal import publish as module
from portaal.finding import Refused
from portaal.publish import staged, write_settings

OLD = {"index.html": b"oud", "school/a/index.html": b"a", "school/weg/index.html": b"weg"}
NEW = {"index.html": b"nieuw", "school/a/index.html": b"a", "school/b/index.html": b"b"}


def publish(files: dict[str, bytes], out: Path) -> int:
    with staged(out) as staging:
        return staging.finish(files)


def read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refusal(files: dict[str, bytes], out: Path) -> str:
    with pytest.raises(Refused) as refused:
        publish(files, out)
    [finding] = refused.value.findings
    return f"{finding.rule}: {finding.message} {finding.repair}"


def test_a_first_site(tmp_path: Path) -> None:
    out = tmp_path / "diep" / "er" / "site"
    assert publish(NEW, out) == 3
    assert read(out) == NEW
    assert names(out.parent) == {"site", ".site.slot"}
    assert out.stat().st_mode & 0o777 == 0o755


def test_the_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(OLD, out)
    assert publish(NEW, out) == 2
    assert read(out) == NEW
    assert not (out / "school" / "weg").exists()
    assert names(tmp_path) == {"site", ".site.slot"}


def test_a_file_that_did_not_change_is_not_written(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(OLD, out)
    os.utime(out / "school/a/index.html", (1, 1))
    before = (out / "school/a/index.html").stat()
    publish(NEW, out)
    after = (out / "school/a/index.html").stat()
    assert (after.st_ino, after.st_mtime, after.st_nlink) == (before.st_ino, 1, 1)
    assert publish(NEW, out) == 0


def test_at_no_moment_is_there_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "site"
    publish(OLD, out)
    exchange, seen = module._exchange, []

    def watched(one: Path, other: Path) -> bool:
        seen.append((read(one), read(other)))
        done = exchange(one, other)
        seen.append((read(one), read(other)))
        return done

    monkeypatch.setattr(module, "_exchange", watched)
    publish(NEW, out)
    assert seen == [(NEW, OLD), (OLD, NEW)]


def test_a_system_that_cannot_exchange_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    out = tmp_path / "site"
    publish(OLD, out)
    publish(NEW, out)
    assert read(out) == NEW
    assert names(tmp_path) == {"site", ".site.slot"}


def test_a_failure_halfway_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "site"
    publish(OLD, out)

    def full(path: str, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portaal.publish._write_file", full)
    assert refusal(NEW, out) == (
        "publiceren: De site kan hier niet worden weggeschreven: de schijf is vol. De vorige site staat er nog. Kijk naar vrije ruimte en rechten."
    )
    assert read(out) == OLD
    assert names(tmp_path) == {"site", ".site.slot"}


def test_a_second_publisher_waits_outside(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(OLD, out)
    with (tmp_path / ".site.slot").open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert refusal(NEW, out) == (
            f"bezig: Er wordt al gebouwd (proces {os.getpid()}). Wacht tot dat klaar is, of kies een andere map met --out."
        )
    assert read(out) == OLD
    publish(NEW, out)
    assert read(out) == NEW


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    out = tmp_path / "site"
    code = "import fcntl, sys; handle = open(sys.argv[1], 'a+'); fcntl.flock(handle, fcntl.LOCK_EX); print('vast', flush=True); sys.stdin.read()"
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / ".site.slot")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None and process.stdout.readline() == b"vast\n"
        assert refusal(NEW, out).startswith("bezig: ")
        process.kill()
    publish(NEW, out)
    assert read(out) == NEW


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for name in (".site.nieuw-abc", ".site.nieuw-abc-oud", ".site-2.nieuw-xyz"):
        (tmp_path / name / "school").mkdir(parents=True)
        (tmp_path / name / "school" / "index.html").write_bytes(b"half")
    publish(NEW, out)
    # The last one belongs to another target, which may be busy.
    assert names(tmp_path) == {"site", ".site.slot", ".site-2.nieuw-xyz"}


@pytest.mark.parametrize("name", ["[a]", "met spatie", "café", "-x", "a*"])
def test_any_name_of_a_folder(tmp_path: Path, name: str) -> None:
    publish(OLD, tmp_path / name)
    (tmp_path / f".{name}.nieuw-oud").mkdir()
    publish(NEW, tmp_path / name)
    assert read(tmp_path / name) == NEW
    assert names(tmp_path) == {name, f".{name}.slot"}


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_bytes(b"geen map")
    assert refusal(NEW, tmp_path / "bestand" / "site").startswith(
        "publiceren: De site kan hier niet worden weggeschreven: op de plaats van een map staat een bestand."
    )
    assert refusal(NEW, tmp_path / "bestand") == "publiceren: Hier staat een bestand, geen map. Kies met --out een map."
    assert (tmp_path / "bestand").read_bytes() == b"geen map"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    (tmp_path / "vast").mkdir(mode=0o555)
    assert "u mag hier niet schrijven" in refusal(NEW, tmp_path / "vast" / "site")


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brieven").mkdir()
    (tmp_path / "brieven" / "brief.txt").write_bytes(b"bewaren")
    message = "publiceren: In deze map staat iets anders dan een site. Kies met --out een lege map, of een map waarin al een site staat."
    assert refusal(NEW, tmp_path / "brieven") == message
    monkeypatch.chdir(tmp_path / "brieven")
    assert refusal(NEW, Path(".")) == message
    assert refusal(NEW, Path("..")) == message
    assert read(tmp_path / "brieven") == {"brief.txt": b"bewaren"}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish(NEW, tmp_path / "site")
    assert read(tmp_path / "site") == NEW


def test_a_link_to_the_site_stays_a_link(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "echt" / "site")
    (tmp_path / "www").symlink_to(tmp_path / "echt" / "site")
    publish(NEW, tmp_path / "www")
    assert (tmp_path / "www").is_symlink()
    assert read(tmp_path / "echt" / "site") == NEW
    assert names(tmp_path) == {"echt", "www"}


def test_settings_of_the_server_lie_beside_the_site(tmp_path: Path) -> None:
    write_settings({"nginx.conf": b"een"}, tmp_path / "server")
    write_settings({"nginx.conf": b"twee"}, tmp_path / "server")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "server").iterdir()] == [("nginx.conf", b"twee")]
    (tmp_path / "bezet").touch()
    with pytest.raises(Refused):
        write_settings({"nginx.conf": b"een"}, tmp_path / "bezet")
