"""How a value is written as YAML, so that every parser reads back the very text."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import yaml

# Codes and numbers that a parser would otherwise turn into something else; always written between quotes.
QUOTED = frozenset({"brin", "vestiging", "telefoon", "bevoegd_gezag", "huisnummer"})
_WIDTH = 120
# libyaml where it is there, since it is far quicker.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def lines(key: str, value: Any, indent: int) -> list[str]:
    """Return the lines of a key with its value in block style."""
    pad = " " * indent
    if value in ({}, []):
        return [f"{pad}{key}: {flow(value)}"]
    if isinstance(value, dict):
        return [f"{pad}{key}:"] + [line for name, part in value.items() for line in lines(name, part, indent + 2)]
    if isinstance(value, list):
        return [f"{pad}{key}:"] + [line for item in value for line in item_lines(item, indent + 2)]
    return [f"{pad}{key}: {scalar(key, value)}"]


def item_lines(item: Any, indent: int) -> list[str]:
    """Return the lines of one item of a list: on one line where that stays readable."""
    pad = " " * indent
    if not isinstance(item, dict | list):
        return [f"{pad}- {scalar('', item)}"]
    short = f"{pad}- {flow(item)}"
    is_deep = isinstance(item, dict) and any(isinstance(part, dict | list) for part in item.values())
    if not item or isinstance(item, list) or not (is_deep or len(short) > _WIDTH):
        return [short]
    block = [line for name, part in item.items() for line in lines(name, part, indent + 2)]
    return [f"{pad}- {block[0].lstrip()}", *block[1:]]


def scalar(key: str, value: str, in_flow: bool = False) -> str:
    """Return a value as YAML: without quotes only where every parser reads back the same text (or number, or date)."""
    return value if key not in QUOTED and _is_plain(value, in_flow) else json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=10_000)
def _is_plain(value: str, in_flow: bool) -> bool:
    """Tell whether a value needs no quotes. The same places, kinds and sources come back in every record of a register."""
    if in_flow and "?" in value:
        return False  # libyaml reads it as text, PyYAML's own parser as the mark of a key
    try:
        read = yaml.load(f"[{value}]" if in_flow else f"- {value}", Loader=_LOADER)
    except (yaml.YAMLError, ValueError):
        return False
    return isinstance(read, list) and len(read) == 1 and str(read[0]) == value and not isinstance(read[0], bool)


def flow(value: Any, key: str = "") -> str:
    """Return a value between brackets, as it stands inside a line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(part, key)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(key, value, in_flow=True)
