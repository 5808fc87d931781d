"""What YAML forbids and our parser lets through, part of it with a loss: a text behind a #, a question mark, a dash.

All of it is seldom, so a text is taken apart a second time only where a sign of it stands. `make bewijs` holds this beside
the yaml-test-suite, whose every invalid case is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from .finding import Finding, Location

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Apart they are found sooner than together.
_SIGNS = tuple(map(re.compile, (
    r"""["'\]},|>+-]\#|\ \n""",  # a remark without a space before it, a line of spaces only
    r"""[\[{,]\s*(?:-\s*[,\]}]|\?\S)""",  # in brackets: a dash alone, a question mark before a word
    r"""\ (?:"[^"\n]*|'[^'\n]*|\[[^\]\n]*|\{[^}\n]*)\n""",  # a value that goes on below its field
)))
_OPENS = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
_CLOSES = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_BLOCKS = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken)
# (rule, message, repair)
_LOST = ("tekst-valt-weg", "De tekst vanaf # valt weg.", "Zet een spatie voor het # als het een opmerking is, of aanhalingstekens om de hele waarde.")
_DASH = ("yaml", "Een streepje alleen is hier geen waarde.", "Zet er aanhalingstekens omheen, of haal het weg.")
_QUESTION = ("yaml", "Het vraagteken vooraan valt weg.", "Zet aanhalingstekens om de waarde.")
_HOLLOW = ("yaml", "Deze tekst is leeg, maar op de lege regels staan spaties.", "Haal die spaties weg, of schrijf er een tekst.")
_OUTSIDE = ("yaml", "Deze regel hoort bij de waarde erboven, maar springt niet verder in dan het veld.", "Zet er spaties voor.")
_Place = tuple[tuple[str, str, str], int, int]


def let_through(text: str, path: str, first_line: int) -> Iterator[Finding]:
    """Yield what is wrong with a text that the parser took; its first line is line `first_line` of the file."""
    if not any(sign.search(text) for sign in _SIGNS):
        return
    lines = text.split("\n")
    # The columns of the blocks that are open, and where brackets that are open begin.
    blocks, brackets = [-1], []
    for token in yaml.scan(text if text.endswith("\n") else f"{text}\n", Loader=_LOADER):
        if isinstance(token, _BLOCKS):
            blocks.append(token.start_mark.column)
        elif isinstance(token, yaml.BlockEndToken):
            blocks.pop()
        elif isinstance(token, _OPENS):
            brackets.append(token.start_mark)
        begin = brackets.pop() if isinstance(token, _CLOSES) else token.start_mark
        found = _lost(token, lines) or _hollow(token, lines) or (_in_brackets(token, lines) if brackets else _outside(token, begin, lines, blocks[-1]))
        if found:
            wrong, line, column = found
            yield Finding(Location(path, first_line + line, column + 1), *wrong)


def _is_quoted(token: yaml.Token) -> bool:
    return isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')


def _is_long(token: yaml.Token) -> bool:
    return isinstance(token, yaml.ScalarToken) and token.style in ("|", ">")


def _lost(token: yaml.Token, lines: Sequence[str]) -> _Place | None:
    """Find a remark that stands against what is before it: an editor meant it as text."""
    end = token.end_mark
    if isinstance(token, (*_CLOSES, yaml.FlowEntryToken)) or _is_quoted(token):
        return (_LOST, end.line, end.column) if lines[end.line][end.column : end.column + 1] == "#" else None
    start = token.start_mark
    glued = re.match(r"[|>][-+0-9]*(?=#)", lines[start.line][start.column :]) if _is_long(token) else None
    return (_LOST, start.line, start.column + glued.end()) if glued else None


def _hollow(token: yaml.Token, lines: Sequence[str]) -> _Place | None:
    """Find a long text without words of which the empty lines go in further than what follows: they would be its words."""
    if not _is_long(token) or token.value.strip():
        return None
    blank, start = 0, token.start_mark
    for line in lines[start.line + 1 :]:
        inside = len(line) - len(line.lstrip(" "))
        if line.strip():
            return (_HOLLOW, start.line, start.column) if blank > inside else None
        blank = max(blank, inside)
    return None


def _in_brackets(token: yaml.Token, lines: Sequence[str]) -> _Place | None:
    """Find what is no value between brackets."""
    start = token.start_mark
    if isinstance(token, yaml.ScalarToken) and token.plain and token.value == "-":
        return _DASH, start.line, start.column
    if isinstance(token, yaml.KeyToken) and re.match(r"\?\S", lines[start.line][start.column :]):
        return _QUESTION, start.line, start.column
    return None


def _outside(token: yaml.Token, begin: yaml.Mark, lines: Sequence[str], indent: int) -> _Place | None:
    """Find a line of a value that goes in no further than the field or dash (at column `indent`) that it belongs to.

    One of closing brackets only is taken: many write it below the field, and nothing is lost.
    """
    if not (_is_quoted(token) or isinstance(token, _CLOSES)):
        return None
    for number in range(begin.line + 1, token.end_mark.line + 1):
        words = lines[number].strip()
        if words.strip("]},") and len(lines[number]) - len(lines[number].lstrip(" ")) <= indent:
            return _OUTSIDE, number, 0
    return None
