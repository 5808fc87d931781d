"""What a git host runs is what everybody runs: the files are well formed, and each step is one of our own commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from miniature import REPO

GITHUB = yaml.safe_load((REPO / ".github/workflows/portaal.yml").read_text(encoding="utf-8"))
GITLAB = yaml.safe_load((REPO / ".gitlab-ci.yml").read_text(encoding="utf-8"))
BEWIJS = yaml.safe_load((REPO / ".github/workflows/bewijs.yml").read_text(encoding="utf-8"))
LAST = "tools/server/publiceer"


def steps() -> Iterator[tuple[str, str]]:
    """Yield (where, command) of all that a git host would type."""
    for name, job in GITHUB["jobs"].items():
        yield from ((f"github {name}", step["run"]) for step in job["steps"] if "run" in step)
    for name, job in GITLAB.items():
        if isinstance(job, dict):
            yield from ((f"gitlab {name}", line) for line in job.get("script", ()))


@pytest.mark.parametrize(("where", "command"), list(steps()))
def test_each_step_is_a_command_that_exists(where: str, command: str) -> None:
    words = command.split()
    if words[0] == "make":
        dry = subprocess.run(["make", "--dry-run", *(word.replace("$", "$$") for word in words[1:] if word not in (">", "verschil.md"))], cwd=REPO, capture_output=True, text=True)
        assert dry.returncode == 0, dry.stderr
        assert re.search("portaal|pytest|tests/bewijs", dry.stdout)
    else:
        assert words[0] in ("git", "gh", "cat", "mv")


def test_both_hosts_do_the_same_in_the_same_order() -> None:
    def order(name: str) -> list[str]:
        return [command.split()[1] for where, command in steps() if where == name and command.startswith("make")]

    assert order("github nakijken")[:3] == order("gitlab nakijken") == ["check", "build", "test"]
    assert GITHUB["jobs"]["publiceren"]["needs"] == "nakijken"
    assert GITLAB["pages"]["needs"] == ["nakijken"]


def test_what_is_published_is_what_was_checked() -> None:
    assert not [command for where, command in steps() if where in ("github publiceren", "gitlab pages") and "make" in command]
    kept = next(step for step in GITHUB["jobs"]["nakijken"]["steps"] if "upload-pages-artifact" in step.get("uses", ""))
    assert kept["with"]["path"].rstrip("/") == GITLAB["nakijken"]["artifacts"]["paths"][0].rstrip("/") == "build/site"


def test_a_mistake_on_main_does_not_hold_the_rest_back_and_stays_red() -> None:
    check, made, sent = (GITHUB["jobs"][name] for name in ("nakijken", "coulant", "coulant-publiceren"))
    judged = next(step for step in check["steps"] if step.get("id") == "feiten")
    assert judged["run"].startswith("make check") and "continue-on-error" not in judged and "continue-on-error" not in check
    assert check["outputs"] == {"feiten": "${{ steps.feiten.outcome }}"}
    # Only for a mistake in what editors wrote, never because a test of the code failed, and never for a request of somebody else.
    for part in ("needs.nakijken.outputs.feiten == 'failure'", "github.ref == 'refs/heads/main'", "github.event_name != 'pull_request'"):
        assert part in made["if"]
    assert (made["needs"], sent["needs"], "permissions" in made) == ("nakijken", "coulant", False)
    assert "needs.coulant.result == 'success'" in sent["if"]
    assert sent["permissions"] == GITHUB["jobs"]["publiceren"]["permissions"]
    assert GITHUB["jobs"]["adressen"]["needs"] == "publiceren", "what stands there for the time being is no promise"
    gitlab = GITLAB["coulant"]
    assert gitlab["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", "when": "on_failure"}]
    assert (gitlab["script"][0], gitlab["pages"], "allow_failure" in GITLAB["nakijken"]) == ("make coulant", True, False)


@pytest.mark.parametrize(("verdict", "code", "typed"), [(0, 2, ["check --taal"]), (1, 0, ["check --taal", "build --coulant"])])
def test_make_coulant_is_for_a_mistake_only(verdict: int, code: int, typed: list[str], tmp_path: Path) -> None:
    program = tmp_path / "portaal"
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/typed\n[ "$1" = build ] || exit {verdict}\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "venv/bin").mkdir(parents=True)
    for name in ("bin/python", "portaal"):
        (tmp_path / "venv" / name).touch()
    done = subprocess.run(["make", "coulant", f"VENV={tmp_path}/venv", f"PORTAAL={program}"], cwd=REPO, capture_output=True, text=True)
    assert (done.returncode, (tmp_path / "typed").read_text(encoding="utf-8").splitlines()) == (code, typed)
    assert ("Er is geen site gemaakt." in done.stdout) == (verdict == 0)


def test_both_hosts_prove_every_week_and_keep_the_report() -> None:
    job, gitlab = BEWIJS["jobs"]["bewijs"], GITLAB["bewijs"]
    assert [step["run"] for step in job["steps"] if "run" in step] == gitlab["script"] == ["make bewijs"]
    kept = next(step for step in job["steps"] if "upload-artifact" in step.get("uses", ""))
    assert kept["if"] == "always()" and gitlab["artifacts"]["when"] == "always"
    assert kept["with"]["path"].rstrip("/") == gitlab["artifacts"]["paths"][0].rstrip("/") == "build/bewijs"
    # YAML reads the word `on` as true.
    assert set(BEWIJS[True]) == {"push", "schedule", "workflow_dispatch"} and BEWIJS["permissions"] == {"contents": "read"} and "permissions" not in job
    assert all("continue-on-error" not in one for one in (job, *job["steps"])) and "allow_failure" not in gitlab


def test_what_was_published_is_written_down_afterwards() -> None:
    job = GITHUB["jobs"]["adressen"]
    assert (job["needs"], job["permissions"]) == ("publiceren", {"contents": "write"})
    assert [step["run"].split()[1] for step in job["steps"] if "run" in step] == ["adressen", "add", "diff", "push"]
    recipe = (REPO / "Makefile").read_text(encoding="utf-8").partition("\npubliceer:")[2].partition("\n\n")[0]
    assert recipe.index("tools/server/publiceer") < recipe.index("urls --write")


def test_git_hosts_fetch_the_whole_history_and_build_every_day() -> None:
    checkout = GITHUB["jobs"]["nakijken"]["steps"][0]
    assert (checkout["uses"].split("@")[0], checkout["with"]["fetch-depth"]) == ("actions/checkout", 0)
    assert GITLAB["variables"]["GIT_DEPTH"] == "0"
    assert GITHUB[True]["schedule"]  # YAML reads the word `on` as true


def test_a_stranger_can_change_nothing() -> None:
    assert GITHUB["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in GITHUB[True]
    text = (REPO / ".github/workflows/portaal.yml").read_text(encoding="utf-8")
    # What somebody else writes (a title, the name of a branch) never becomes part of a command.
    assert not re.search(r"run:.*\$\{\{", text)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A folder with a site and the script that publishes it."""
    (tmp_path / "portaal/build/site/school").mkdir(parents=True)
    (tmp_path / "portaal/tools/server").mkdir(parents=True)
    shutil.copy(REPO / LAST, tmp_path / "portaal" / LAST)
    (tmp_path / "portaal/build/site/index.html").write_text("een", encoding="utf-8")
    (tmp_path / "portaal/build/site/school/index.html").write_text("school", encoding="utf-8")
    return tmp_path / "portaal"


def publish(repo: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([repo / LAST, *words], capture_output=True, text=True, env=os.environ | environment)


@pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not on this machine; it is no need of the portal itself")
def test_a_site_goes_to_a_server_in_one_act(repo: Path, tmp_path: Path) -> None:
    target = tmp_path / "een map"
    assert publish(repo, str(target)).returncode == 0
    (repo / "build/site/index.html").write_text("twee", encoding="utf-8")
    (repo / "build/site/school/index.html").unlink()
    before = (target / "huidig").resolve()
    fake = tmp_path / "later"  # a clock that stands still would give the second site the name of the first
    fake.mkdir()
    (fake / "date").write_text("#!/bin/sh\necho 20991231T000000Z\n", encoding="utf-8")
    (fake / "date").chmod(0o755)
    assert publish(repo, str(target), PATH=f"{fake}:{os.environ['PATH']}").returncode == 0
    assert (target / "huidig/index.html").read_text(encoding="utf-8") == "twee"
    assert not (target / "huidig/school/index.html").exists()
    assert (before / "index.html").read_text(encoding="utf-8") == "een", "the site before it is still there"


def test_without_a_site_or_a_place_nothing_is_done(repo: Path, tmp_path: Path) -> None:
    shutil.rmtree(repo / "build")
    said = publish(repo, str(tmp_path / "doel"))
    assert (said.returncode, said.stderr) == (2, "Er is nog geen site. Draai eerst: make build\n")
    assert not (tmp_path / "doel").exists()
    assert publish(repo).returncode == 2
