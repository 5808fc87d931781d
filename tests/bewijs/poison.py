"""A fictional portal full of texts that want to run: in every field of its facts, and as pages of their own."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

import yaml
from html5lib import HTMLParser
from markdown import Markdown

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.finding import Finding, Refused

from .payloads import ALL, CODE

_FRONT = "---\nbeschrijving: Een proef.\n---\n# Proef {number}\n\n{payload}\n"
_LINKS = ("href", "src", "action", "formaction", "data", "xlink:href", "poster", "srcset", "background", "cite")
# A page that moved sends its visitor on, within the site.
_SENT_ON = re.compile(r"\d+; ?url=(?!//)[^:]*")
_NEVER = ("iframe", "object", "embed", "base", "style", "frame", "frameset", "applet", "foreignObject", "animate", "set", "handler", "portal", "template")


def to_html(payload: str) -> str:
    """Return what Markdown makes of a text, with the extensions of the portal and before anything is taken out."""
    return _markdown().reset().convert(payload)


@cache
def _markdown() -> Markdown:
    extensions = yaml.safe_load((MINIATURE / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    return Markdown(extensions=[name if isinstance(name, str) else next(iter(name)) for name in extensions])


def active(text: str) -> list[str]:
    """Return what could run in a page or a piece of one, as a browser reads it (html5lib follows the standard to the letter)."""
    found = []
    for element in HTMLParser(namespaceHTMLElements=False).parse(text).iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in _NEVER or (tag == "meta" and element.get("http-equiv") and not _SENT_ON.fullmatch(element.get("content", ""))):
            found.append(f"<{tag}>")
        if tag == "script":
            found += _script(element.get("type", ""), element.get("src", ""), element.text or "")
        for name, value in element.attrib.items():
            name = str(name).rpartition("}")[2].lower()
            if name.startswith("on") or name in ("style", "srcdoc"):
                found.append(f"{tag} {name}")
            if name in _LINKS and _scheme(value) in ("javascript", "data", "vbscript", "blob", "view-source", "feed"):
                found.append(f"{tag} {name}={_scheme(value)}:")
    return found


def _scheme(address: str) -> str:
    """Return how an address begins, as a browser reads it: control characters before it and line ends in it do not count."""
    bare = re.sub(r"[\t\n\r]", "", address.lstrip("".join(map(chr, range(33)))))
    return bare.partition(":")[0].lower()


def _script(kind: str, source: str, text: str) -> Iterator[str]:
    """A script of ours has a source of ours; a block of data is JSON to its last character."""
    if kind in ("application/ld+json", "application/json"):
        try:
            json.loads(text)
        except ValueError:
            yield "een blok met gegevens dat openbreekt"
    elif not source or "//" in source or ":" in source:
        yield "<script>"


def poison_content(root: Path) -> dict[str, str]:
    """Write a page for every payload into content/; return site path -> payload."""
    written = {}
    for number, payload in enumerate(ALL):
        (root / "content" / f"proef-{number}.md").write_bytes(_FRONT.format(number=number, payload=payload).encode("utf-8", "surrogatepass"))
        written[f"proef-{number}/index.html"] = payload
    return written


def poison_data(root: Path) -> int:
    """Put a payload behind every text of the facts that takes one; return how many texts that are.

    A text whose form is fixed (an id, a date, an address) refuses it, and is put back: that is what should happen.
    """
    files = {path: path.read_text(encoding="utf-8") for path in sorted((root / "data").rglob("*.yaml"))}
    leaves = {path: _leaves(text) for path, text in files.items()}
    payloads = cycle(ALL)
    # What is the same in two places (the name of a village) stays the same.
    chosen = defaultdict(lambda: next(payloads))
    taken = {path: {number: chosen[leaf[2].strip()] for number, leaf in enumerate(found) if re.search("[A-Za-z]{3}", leaf[2])} for path, found in leaves.items()}
    for _ in range(60):
        for path, text in files.items():
            path.write_text(_replace(text, leaves[path], taken[path]), encoding="utf-8")
        errors = [finding for finding in _findings(root) if finding.level == "fout"]
        if not errors:
            return sum(map(len, taken.values()))
        _put_back(root, errors, taken)
    raise AssertionError(errors[0])


def _put_back(root: Path, errors: list[Finding], taken: dict[Path, dict[int, str]]) -> None:
    """Put back each text that was refused itself; where none was, those next to the first finding (it is about a whole record)."""
    gone = set()
    now = {root / path: _leaves((root / path).read_text(encoding="utf-8")) for path in {error.where.path for error in errors}}
    for error in errors:
        path = root / error.where.path
        gone |= {(path, number) for number in taken[path] if now[path][number][3:] == (error.where.line, error.where.column)}
    if not gone:
        path, line = root / errors[0].where.path, errors[0].where.line
        gone = {(path, number) for number in sorted(taken[path], key=lambda number: abs(now[path][number][3] - line))[:2]}
    for path, number in gone:
        del taken[path][number]


def _leaves(text: str) -> list[tuple[int, int, str, int, int]]:
    """Return (begin, end, value, line, column) of every value of a YAML text, in order."""
    found: list[tuple[int, int, str, int, int]] = []
    todo = [yaml.compose(text)]
    while todo:
        node = todo.pop()
        if isinstance(node, yaml.MappingNode):
            todo += [value for _, value in reversed(node.value)]
        elif isinstance(node, yaml.SequenceNode):
            todo += reversed(node.value)
        elif isinstance(node, yaml.ScalarNode):
            found.append((node.start_mark.index, node.end_mark.index, node.value, node.start_mark.line + 1, node.start_mark.column + 1))
    return found


def _replace(text: str, leaves: list[tuple[int, int, str, int, int]], taken: dict[int, str]) -> str:
    for number in sorted(taken, reverse=True):
        begin, end, value, *_ = leaves[number]
        tail = "\n" if text[begin:end].endswith("\n") else ""
        # Characters that no file may hold, or that paper cannot show, are refused before anything else.
        poison = "".join(character for character in taken[number] if character.isprintable() and character < "\u2000")
        text = text[:begin] + json.dumps(f"{value.strip()} {poison}", ensure_ascii=False) + tail + text[end:]
    return text


def _findings(root: Path) -> tuple[Finding, ...]:
    try:
        return tuple(pipeline.read_portal(root, TODAY)[3])
    except Refused as refused:
        return refused.findings


__all__ = ["ALL", "CODE", "active", "poison_content", "poison_data", "to_html"]
