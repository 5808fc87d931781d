"""YAML as text with places. Nothing is typed, and what a parser would silently change is refused.

The parser's own constructors turn `0201234567` into a number, `12:30` into 750 and `NO` into false, keep the
last of two equal keys and expand aliases without end; so we read its events and build text ourselves.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import yaml

from .finding import Finding, Location
from .node import Node
from .textfile import INVISIBLE
from .yamlquick import quick_document
from .yamlstrict import let_through

_MAX_DEPTH = 40
MAX_RECORDS = 50_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What libyaml says -> what an editor can do about it.
_PROBLEMS = (
    ("mapping values are not allowed", "Hier staat een dubbele punt te veel, of deze regel springt te ver in.",
     "Zet aanhalingstekens om een tekst met een dubbele punt en een spatie, en laat velden even ver inspringen."),
    ("cannot start any token", "Met dit teken kan een waarde niet beginnen.",
     "Zet aanhalingstekens om de waarde, en gebruik spaties in plaats van tabs."),
    ("could not find expected ':'", "Na dit veld ontbreekt een dubbele punt.", "Schrijf het als naam: waarde."),
    ("escape", "Na dit teken \\ hoort een ander teken.", "Zet enkele aanhalingstekens (') om de tekst."),
    ("quoted scalar", "Een tekst tussen aanhalingstekens is niet afgesloten.", "Zet het tweede aanhalingsteken."),
    ("did not find expected '-'", "Deze regel hoort niet bij de lijst erboven.",
     "Zet een streepje ervoor, of laat de regel even ver inspringen als de velden erboven."),
    ("did not find expected key", "Deze regel springt anders in dan de regels erboven.",
     "Laat alle velden van een record even ver inspringen, en zet aanhalingstekens om tekst met leestekens vooraan."),
    ("block sequence entries are not allowed", "Een streepje kan hier niet staan.",
     "Begin de lijst op een nieuwe regel, onder het veld."),
    ("did not find expected ',' or", "Een lijst of groep tussen haken is niet afgesloten.",
     "Zet een komma tussen de delen en sluit af met het tweede haakje."),
    ("control characters", "Hier staat een onzichtbaar teken.", "Haal het weg en typ de tekst opnieuw."),
)
_OTHER_PROBLEM = ("", "Deze regel is geen geldige YAML.", "Vergelijk hem met het record erboven.")
_LOST = re.compile(r"\s+(?=#[^\s#])")
_NOT_CLOSED = ("quoted scalar", "did not find expected ',' or")


class _Refused(Exception):
    def __init__(self, mark: yaml.Mark, rule: str, message: str, repair: str):
        self.mark, self.rule, self.message, self.repair = mark, rule, message, repair
        super().__init__(message)


def read_yaml(text: str, path: str, *, first_line: int = 1, allow_tags: bool = False) -> tuple[Node | None, list[Finding]]:
    """Return the tree of one YAML document (None where it is empty or refused) and what is wrong with it.

    `first_line` is the line of the file on which `text` begins; `allow_tags` is for mkdocs.yml only.
    """
    if _has_too_many(text):
        return None, [Finding(Location(path, first_line), "te-groot", f"In dit bestand staan meer dan {MAX_RECORDS} records.", "Splits het, of haal weg wat er niet in hoort.")]
    if node := quick_document(text, first_line):
        return node, []
    return parse_yaml(text, path, first_line=first_line, allow_tags=allow_tags)


def parse_yaml(text: str, path: str, *, first_line: int = 1, allow_tags: bool = False) -> tuple[Node | None, list[Finding]]:
    """Return the same by the parser, which reads everything and finds what is wrong."""
    findings = list(_tabs(text, path, first_line))
    builder = _Builder(path, text, first_line, allow_tags)
    try:
        # A text that ends without a line end loses nothing by getting one; without it libyaml takes the last blank line apart.
        node = builder.document(yaml.parse(text if text.endswith("\n") else f"{text}\n", Loader=_LOADER))
    except _Refused as error:
        findings.append(Finding(builder.at(error.mark), error.rule, error.message, error.repair))
        return None, findings
    except yaml.YAMLError as error:
        syntax = _syntax(error, text, path, first_line)
        # The parser stumbles over a tab that was named already.
        known = {finding.where.line for finding in findings}
        return None, findings if syntax.where.line in known else [*findings, syntax]
    return node, [*findings, *builder.findings, *let_through(text, path, first_line)]


def _has_too_many(text: str) -> bool:
    """All schools of the country are a tenth of this; each record costs its share of time and memory, long before a rule sees it."""
    return text.count("\n- ") > MAX_RECORDS


def _syntax(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Finding:
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')} {error}"
    words, message, repair = next((known for known in _PROBLEMS if known[0] in said), _OTHER_PROBLEM)
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    # What is not closed is mended where it opens, which may be far above the place where the parser gave up.
    mark = next(filter(None, reversed(marks) if words in _NOT_CLOSED else marks), None)
    line, column = _place(text.split("\n"), mark) if mark else (0, 0)
    return Finding(Location(path, first_line + line, column + 1), "yaml", message, repair)


def _place(lines: list[str], mark: yaml.Mark) -> tuple[int, int]:
    """Return line and column (from 0) of a mark; what ends with the file is marked one line below it."""
    return (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))


def _tabs(text: str, path: str, first_line: int) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), start=first_line):
        if re.match(r" *\t", line):
            yield Finding(Location(path, number, line.index("\t") + 1), "tab",
                          "Hier staat een tab.", "Gebruik spaties om in te springen.")


class _Builder:
    """Builds nodes from parser events; keeps a stack of its own, so that depth costs no recursion."""

    def __init__(self, path: str, text: str, first_line: int, allow_tags: bool):
        self._path, self._first_line, self._allow_tags = path, first_line, allow_tags
        self._lines = text.split("\n")
        self.findings: list[Finding] = []

    def at(self, mark: yaml.Mark) -> Location:
        return Location(self._path, *self._at(mark))

    def _at(self, mark: yaml.Mark) -> tuple[int, int]:
        line, column = _place(self._lines, mark)
        return self._first_line + line, column + 1

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        documents = 0
        root = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if event.version or event.tags:
                    raise _Refused(event.start_mark, "yaml", "Een regel met % vooraan heeft hier geen betekenis.", "Haal die regel weg.")
                if documents > 1:
                    raise _Refused(event.start_mark, "twee-documenten", "Na '---' begint een tweede document.",
                                   "Haal de regel met drie streepjes weg.")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        return root

    def _node(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], depth: int) -> Node:
        kind = type(event)  # the parser's events are never subclassed, and there are tens of thousands
        if kind is yaml.AliasEvent or event.anchor or event.tag or depth > _MAX_DEPTH:
            self._refuse_cleverness(event, depth)
        line, column = self._at(event.start_mark)
        if kind is yaml.ScalarEvent:
            self._check_scalar(event, line, column)
            return Node(event.value, line, column)
        if kind is yaml.SequenceStartEvent:
            items = []
            while type(child := next(events)) is not yaml.SequenceEndEvent:
                items.append(self._node(child, events, depth + 1))
            return Node(None, line, column, items=tuple(items))
        return self._mapping(events, depth, line, column)

    def _mapping(self, events: Iterator[yaml.Event], depth: int, line: int, column: int) -> Node:
        fields: dict[str, Node] = {}
        keys: dict[str, Node] = {}
        while type(event := next(events)) is not yaml.MappingEndEvent:
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if key.value is None:
                raise _Refused(event.start_mark, "yaml", "Een veldnaam kan geen lijst of groep zijn.",
                               "Schrijf het als naam: waarde.")
            if key.value in fields:
                self.findings.append(Finding(
                    Location(self._path, key.line, key.column), "dubbel-veld",
                    f"Het veld '{key.value}' staat hier twee keer; eerder op regel {keys[key.value].line}.",
                    "Haal een van de twee weg."))
                continue
            # The same few hundred names come back in every record.
            name = sys.intern(key.value)
            fields[name], keys[name] = value, Node(name, key.line, key.column)
        return Node(None, line, column, fields=fields, keys=keys)

    def _check_scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> None:
        """Find text that a reader sees and the parser drops, and characters that an escape such as \u202e hides."""
        end = event.end_mark
        rest = self._lines[end.line] if end.line < len(self._lines) else ""
        if not event.style and "#" in rest and (lost := _LOST.match(rest, end.column)):
            self.findings.append(Finding(
                Location(self._path, self._first_line + end.line, lost.end() + 1), "tekst-valt-weg",
                "De tekst vanaf # valt weg, want na een spatie begint # een opmerking.",
                "Zet aanhalingstekens om de waarde, of een spatie na het # als het een opmerking is."))
        # All that is invisible is unprintable; the other way round a new line is fine.
        if not event.value.isprintable() and (hidden := INVISIBLE.search(event.value)):
            self.findings.append(Finding(
                Location(self._path, line, column), "onzichtbaar-teken",
                f"In deze tekst staat een onzichtbaar teken (U+{ord(hidden[0]):04X}).", "Haal het weg en typ de tekst opnieuw."))

    def _refuse_cleverness(self, event: yaml.NodeEvent, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(event.start_mark, "verwijsteken", "Hier staat een & of * als verwijzing binnen het bestand.",
                           "Schrijf de waarde uit, of zet aanhalingstekens om een tekst die met & of * begint.")
        if getattr(event, "tag", None) and not self._allow_tags:
            raise _Refused(event.start_mark, "uitroepteken", "Een waarde die met ! begint heeft hier geen betekenis.",
                           "Zet aanhalingstekens om de tekst.")
        if depth > _MAX_DEPTH:
            raise _Refused(event.start_mark, "te-diep", f"Dit is meer dan {_MAX_DEPTH} lagen diep.",
                           "Controleer de inspringing en de haken.")
