"""What an earlier build asked git, in one file; a file that cannot be read or written is no loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Kept:
    """Answers as JSON. Those of another `form` count as none."""

    def __init__(self, path: Path, form: str):
        self._path, self._form = path, form
        try:
            self._text = path.read_text(encoding="utf-8")
            known = json.loads(self._text)
        except (OSError, ValueError):
            self._text, known = "", {}
        self.known: dict[str, Any] = known if isinstance(known, dict) and known.get("form") == form else {}

    def write(self, known: Mapping[str, Any]) -> None:
        """Keep these answers in one act, where they are not the ones that are there."""
        text = json.dumps({"form": self._form, **known}, ensure_ascii=False, separators=(",", ":"))
        if text == self._text:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".nieuw")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self._path)
        except OSError:
            return
