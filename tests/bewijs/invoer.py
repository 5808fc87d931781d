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
from pathlib import Path

from odd_input import ODD
from PIL import Image

from miniature import MINIATURE, ON_THE_DAY
from test_cases import spoil

from .frame import Bewijs, Werkplaats

_ONDERWERP = "invoer"
_SECONDS, _MEGABYTES = 10, 512
_SLIPS = 400
_LINE = re.compile(r"\S.*:\d+:\d+  (fout|waarschuwing)  [\w-]+  \S")


def _write(path: str, content: str | bytes) -> Callable[[Path], None]:
    def act(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))

    return act


def _append(path: str, content: str | bytes) -> Callable[[Path], None]:
    return lambda root: _write(path, (root / path).read_bytes() + (content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")))(root)


def _image(root: Path) -> None:
    Image.new("1", (10_000, 6_000)).save(root / "content" / "img" / "plein.png")


def _link(root: Path) -> None:
    (root / "content" / "lek").symlink_to("/etc")


def _bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"] + [f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    return "\n".join(lines)


# What is thrown at the portal -> whether it must be refused (else it may also be fine).
HAZARDS: dict[str, tuple[Callable[[Path], None], bool]] = {
    "een verwijzing die zichzelf vermenigvuldigt": (_write("data/besturen.yaml", _bomb()), True),
    "drieduizend lagen diep": (_write("data/besturen.yaml", "[" * 3000), True),
    "een bestand van 10 MB": (_write("data/begrippen.yaml", "- id: " + "x" * 10_000_000), True),
    "honderdduizend records": (_write("data/begrippen.yaml", "".join(f"- {{id: b{n}, term: t{n}, uitleg: u}}\n" for n in range(100_000))), True),
    "een tekst van een miljoen letters": (_append("content/over-ons.md", "\n" + "woord " * 170_000), False),
    "een regel van een miljoen tekens": (_append("content/over-ons.md", "\n" + "[" * 1_000_000), False),
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


def check(root: Path) -> tuple[int, str, float, float]:
    """Run `portaal check` in a process of its own; return its exit code, what it said, its seconds of work and its megabytes."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, "-m", "portaal", "check", "--root", str(root)], env=os.environ | ON_THE_DAY, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return process.returncode, said.read().decode("utf-8", "replace"), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what each hazard came to, and what slips of the finger and odd strings came to."""
    slowest, largest = 0.0, 0.0
    for number, (name, (act, must_refuse)) in enumerate(HAZARDS.items()):
        root = Path(shutil.copytree(MINIATURE, werkplaats.folder / "invoer" / str(number), ignore=shutil.ignore_patterns("build")))
        act(root)
        code, said, seconds, megabytes = check(root)
        slowest, largest = max(slowest, seconds), max(largest, megabytes)
        fine = "Traceback" not in said and code == (1 if must_refuse else code) and code in (0, 1) and seconds <= _SECONDS and megabytes <= _MEGABYTES
        yield Bewijs(_ONDERWERP, f"Wat doet het portaal met {name}?", f"uitgang {code}, {seconds:.1f} s werk, {megabytes:.0f} MB",
                     f"{'geweigerd' if must_refuse else 'gelezen of geweigerd'} met een melding, binnen {_SECONDS} s en {_MEGABYTES} MB", fine, said.strip().split("\n")[0][:200])
        shutil.rmtree(root)
    yield from _strings(werkplaats)
    yield _slips(werkplaats)


def _strings(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Put odd strings, many at a time, in every field of a file that holds free text, and on a page."""
    from miniature import TODAY
    from portaal import pipeline
    from portaal.finding import Refused, format_text

    root = Path(shutil.copytree(MINIATURE, werkplaats.folder / "reeksen", ignore=shutil.ignore_patterns("build")))
    fields = [path for path in sorted((root / "data").glob("*.yaml")) if path.name != "taal.yaml"]
    told = broken = tried = 0
    for number, path in enumerate(fields):
        text = path.read_text(encoding="utf-8")
        values = list(re.finditer(r"(?m)^(\s*(?:- )?\w+: )([^\s\[{|>#\"'].*)$", text))
        for turn in range(0, len(values), max(1, len(values) // 12)):
            odd = ODD[(number * 37 + turn) % len(ODD)]
            path.write_text(text[: values[turn].end(1)] + odd + text[values[turn].end() :], encoding="utf-8", errors="surrogatepass", newline="")
            tried += 1
            try:
                findings = pipeline.read_portal(root, TODAY)[3]
            except Refused as refused:
                findings = list(refused.findings)
            except Exception:
                broken += 1
                continue
            told += all(_LINE.match(line) for line in format_text(findings).splitlines())
        path.write_text(text, encoding="utf-8")
    yield Bewijs(_ONDERWERP, "Wat doen vreemde reeksen tekens in de velden van de feiten?", f"{tried} keer geprobeerd, {broken} keer een storing",
                 "geen storing, en elke melding noemt plaats en regel", not broken and told == tried and tried > 100)


def _slips(werkplaats: Werkplaats) -> Bewijs:
    """Do what hurried fingers do, with a seed that is new every day and is named, so that a fault can be repeated."""
    from miniature import TODAY
    from portaal import pipeline
    from portaal.finding import Refused

    seed = pipeline.today_from_environment().toordinal()
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
            pipeline.read_portal(root, TODAY)
        except Refused:
            pass
        except Exception as error:
            broken.append(f"{path.name}: {error!r}"[:200])
        path.write_text(text, encoding="utf-8")
    return Bewijs(_ONDERWERP, f"Wat doen {_SLIPS} vergissingen op het toetsenbord?", f"{len(broken)} storingen", "0: altijd een melding",
                  not broken, "; ".join(broken[:3]) or f"Begingetal van het toeval: {seed}.")
