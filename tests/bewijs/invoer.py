"""Input of any kind ends in a message: never a traceback, never more than ten seconds of work or 512 MB."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from odd_input import ODD
from PIL import Image

from miniature import MINIATURE, ON_THE_DAY, TODAY
from portaal import pipeline
from portaal.clock import today_from_environment
from portaal.finding import Finding, Refused, format_text
from test_cases import spoil

from .frame import Bewijs, Werkplaats
from .verzamelingen import collections

_ONDERWERP = "invoer"
_SECONDS, _MEGABYTES = 10, 512
_SLIPS = 400
_HALVES = ("gevaren, eerste helft", "gevaren, tweede helft")
DELEN = (*_HALVES, "reeksen en vingers", "verzamelingen")
_LINE = re.compile(r"\S.*:\d+:\d+  (fout|waarschuwing)  [\w-]+  \S")


def _write(path: str, content: str | bytes) -> Callable[[Path], None]:
    def act(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))

    return act


def _append(path: str, content: str | bytes) -> Callable[[Path], None]:
    return lambda root: _write(path, (root / path).read_bytes() + (content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")))(root)


def _replace(path: str, pattern: str, value: str) -> Callable[[Path], None]:
    """Put another value behind the first name that fits a pattern."""

    def act(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        after, number = re.subn(pattern, lambda found: f'{found[1]}"{value}"', text, count=1)
        assert number == 1
        _write(path, after)(root)

    return act


def _image(root: Path) -> None:
    Image.new("1", (10_000, 6_000)).save(root / "content" / "img" / "plein.png")


def _link(root: Path) -> None:
    (root / "content" / "lek").symlink_to("/etc")


def _bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"] + [f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    return "\n".join(lines)


# Each of these made a program that reads Markdown, or a search of ours, take the square of its length.
_ROWS = ("[", "[a](", "![", "<a ", "<!--", "{{ ", "(", "06-", "&", "\\", "a b. ", "*[a]: b\n")


# What is thrown at the portal -> whether it must be refused (else it may also be fine).
HAZARDS: dict[str, tuple[Callable[[Path], None], bool]] = {
    "een verwijzing die zichzelf vermenigvuldigt": (_write("data/besturen.yaml", _bomb()), True),
    "drieduizend lagen diep": (_write("data/besturen.yaml", "[" * 3000), True),
    "een bestand van 10 MB": (_write("data/begrippen.yaml", "- id: " + "x" * 10_000_000), True),
    "honderdduizend records": (_write("data/begrippen.yaml", "".join(f"- {{id: b{n}, term: t{n}, uitleg: u}}\n" for n in range(100_000))), True),
    "een tekst van een miljoen letters": (_append("content/over-ons.md", "\n" + "woord " * 170_000), False),
    "een regel van een miljoen tekens": (_append("content/over-ons.md", "\n" + "[" * 1_000_000), False),
    **{f"een halve bladzij vol '{row.strip()}'": (_append("content/over-ons.md", "\n" + row * (400_000 // len(row))), False) for row in _ROWS},
    "een feit van een miljoen haken": (_replace("data/begrippen.yaml", r"(?m)^( +uitleg: ).*", "[" * 1_000_000), False),
    "een foto van 60 miljoen punten": (_image, True),
    "NUL": (_append("content/over-ons.md", "\0"), True),
    "latin-1": (_append("content/over-ons.md", "café".encode("latin-1")), True),
    "UTF-16": (_write("data/besturen.yaml", "- id: a".encode("utf-16")), True),
    "omgekeerde leesrichting": (_append("content/over-ons.md", "\u202eabc"), True),
    "onzichtbare tekens": (_append("content/over-ons.md", "a\u200bb"), True),
    "een half teken": (_append("content/over-ons.md", "\ud800"), True),
    "regels van Windows met een merkteken vooraan": (lambda root: _write("content/over-ons.md", b"\xef\xbb\xbf" + (root / "content/over-ons.md").read_bytes().replace(b"\n", b"\r\n"))(root), False),
    "twee documenten in een bestand": (_append("data/besturen.yaml", "\n---\n- id: a\n"), True),
    "twee adressen die alleen in hoofdletters verschillen": (_write("content/Over-Ons.md", "---\nbeschrijving: Een proef.\n---\n# Proef\n"), True),
    "een naam die Windows niet kent": (_write("content/con.md", "---\nbeschrijving: Een proef.\n---\n# Proef\n"), False),
    "een pad dat naar boven klimt": (_append("content/over-ons.md", "\n![Een foto](../../../../etc/passwd)\n"), True),
    "een snelkoppeling naar buiten": (_link, True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verloop:
    """How a run of `portaal check` went: exit code, what it said, its seconds of work and its megabytes."""

    code: int
    said: str
    seconds: float
    megabytes: float


def check(root: Path, *words: str) -> Verloop:
    """Run `portaal check --taal`, as `make check` does, in a process of its own (or another program)."""
    command = [sys.executable, *(words or ("-m", "portaal", "check", "--taal", "--root", str(root)))]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=os.environ | ON_THE_DAY, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return Verloop(process.returncode, said.read().decode("utf-8", "replace"), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def judge(name: str, verloop: Verloop, *, must_refuse: bool) -> Bewijs:
    """Judge a run: no breakdown, a message where there is something to refuse, in time and without eating all memory."""
    messages = [line for line in verloop.said.splitlines() if _LINE.match(line)]
    fine = "Traceback" not in verloop.said and verloop.code in ((1,) if must_refuse else (0, 1)) and (verloop.code == 0 or bool(messages))
    within = verloop.seconds <= _SECONDS and verloop.megabytes <= _MEGABYTES
    return Bewijs(_ONDERWERP, f"Wat doet het portaal met {name}?", f"uitgang {verloop.code}, {verloop.seconds:.1f} s werk, {verloop.megabytes:.0f} MB".replace(".", ","),
                  f"{'geweigerd' if must_refuse else 'gelezen of geweigerd'} met een melding, binnen {_SECONDS} s en {_MEGABYTES} MB", fine and within,
                  (messages or verloop.said.strip().split("\n"))[0][:200])


def bewijs(werkplaats: Werkplaats, deel: str) -> Iterator[Bewijs]:
    """Yield what one half of the hazards, odd strings and slips of the finger, or the collections of others came to."""
    if deel == "verzamelingen":
        yield from collections(werkplaats)
    elif deel not in _HALVES:
        yield _strings(werkplaats)
        yield _slips(werkplaats)
    for number, (name, (act, must_refuse)) in enumerate(HAZARDS.items()):
        if _HALVES[number * len(_HALVES) // len(HAZARDS)] == deel:
            root = Path(shutil.copytree(MINIATURE, werkplaats.folder / "invoer" / str(number), ignore=shutil.ignore_patterns("build")))
            act(root)
            yield judge(name, check(root), must_refuse=must_refuse)
            shutil.rmtree(root)


Reader = Callable[[Path], list[Finding]]


def read(root: Path) -> list[Finding]:
    """Return what the portal says of a root, without making the site."""
    try:
        return pipeline.read_portal(root, TODAY)[3]
    except Refused as refused:
        return list(refused.findings)


def _strings(werkplaats: Werkplaats, reader: Reader = read) -> Bewijs:
    """Put odd strings in the fields of every file that holds free text, one at a time."""
    root = Path(shutil.copytree(MINIATURE, werkplaats.folder / "reeksen", ignore=shutil.ignore_patterns("build")))
    told, broken, tried = 0, [], 0
    for number, path in enumerate(path for path in sorted((root / "data").glob("*.yaml")) if path.name != "taal.yaml"):
        text = path.read_text(encoding="utf-8")
        values = list(re.finditer(r"(?m)^(\s*(?:- )?\w+: )([^\s\[{|>#\"'].*)$", text))
        for turn in range(0, len(values), max(1, len(values) // 12)):
            odd = ODD[(number * 37 + turn) % len(ODD)]
            path.write_text(text[: values[turn].end(1)] + odd + text[values[turn].end() :], encoding="utf-8", errors="surrogatepass", newline="")
            tried += 1
            try:
                told += all(_LINE.match(line) for line in format_text(reader(root)).splitlines())
            except Exception as error:
                broken.append(f"{path.name}: {error!r}"[:200])
        path.write_text(text, encoding="utf-8")
    return Bewijs(_ONDERWERP, "Wat doen vreemde reeksen tekens in de velden van de feiten?", f"{tried} keer geprobeerd, {len(broken)} keer een storing",
                  "geen storing, en elke melding noemt plaats en regel", not broken and told == tried and tried > 100, "; ".join(broken[:3]))


def _slips(werkplaats: Werkplaats, reader: Reader = read) -> Bewijs:
    """Do what hurried fingers do, with a seed that is new every day and is named, so that a fault can be repeated."""
    seed = today_from_environment().toordinal()
    chance, broken = random.Random(seed), []
    root = Path(shutil.copytree(MINIATURE, werkplaats.folder / "vingers", ignore=shutil.ignore_patterns("build")))
    files = sorted(path for path in root.rglob("*") if path.suffix in (".md", ".yaml", ".yml", ".csv"))
    for _ in range(_SLIPS):
        path = chance.choice(files)
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        spoil(lines, chance)
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            reader(root)
        except Exception as error:
            broken.append(f"{path.name}: {error!r}"[:200])
        path.write_text(text, encoding="utf-8")
    return Bewijs(_ONDERWERP, f"Wat doen {_SLIPS} vergissingen op het toetsenbord?", f"{len(broken)} storingen", "0: altijd een melding",
                  not broken, "; ".join(broken[:3]) or f"Begingetal van het toeval: {seed}.")
