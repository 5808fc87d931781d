"""The scripts of the search as modules: who asks whom goes one way."""

from __future__ import annotations

import re
from pathlib import Path

from golden_bank import REPO

_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["']\./([\w.]+)["']""")


def imports(folder: Path) -> dict[str, set[str]]:
    """Return for each script the scripts beside it that it asks for, at once or later."""
    return {path.name: set(_IMPORT.findall(path.read_text(encoding="utf-8"))) for path in folder.glob("*.js")}


def circle(asked: dict[str, set[str]]) -> set[str]:
    """Return the scripts that lead back to themselves."""
    left = dict(asked)
    while free := {name for name, needs in left.items() if not needs & left.keys()}:
        left = {name: needs for name, needs in left.items() if name not in free}
    return set(left)


def test_no_script_leads_back_to_itself() -> None:
    asked = imports(REPO / "theme" / "js" / "zoek")
    assert asked["vinder.js"] >= {"zoek.js", "lijstje.js"}
    assert circle(asked) == set()


def test_a_circle_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";', encoding="utf-8")
    (tmp_path / "b.js").write_text('export const b = () => import("./a.js");', encoding="utf-8")
    assert circle(imports(tmp_path)) == {"a.js", "b.js"}
