"""Leads pages through states and collects what is wrong; the tests take a part of it, `make bewijs` all."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Browser, Error

from .meten import axe, layout
from .soorten import MOVED
from .staten import Staat
from .toetsen import Tocht, walk


def look(browser: Browser, base_url: str, pages: Mapping[str, str], staat: Staat, *, with_axe: bool = True) -> list[str]:
    """Return what is wrong on pages (kind -> site path) in one state, one line each, the console included."""
    troubles: list[str] = []
    with staat.open(browser) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        for kind, path in pages.items():
            if not staat.is_for(kind):
                continue
            try:
                staat.show(page, f"{base_url}{path}", is_moved=kind == MOVED)
                found = layout(page)
                if with_axe and staat.options.get("java_script_enabled", True):
                    found += [" ".join(one) for one in axe(page)]
            except Error as error:
                found = [f"niet te zien: {error.message.splitlines()[0]}"]
            troubles += [f"{staat.naam}, {kind}: {one}" for one in [*found, *(f"console: {words}" for words in said)]]
            said.clear()
    return troubles


def walks(browser: Browser, base_url: str, pages: Mapping[str, str], staat: Staat) -> dict[str, Tocht]:
    """Return site path -> the walk by Tab through each page (kind -> site path) that a state is for."""
    with staat.open(browser) as page:
        done: dict[str, Tocht] = {}
        rings: dict[str, float] = {}
        for kind, path in pages.items():
            if staat.is_for(kind):
                staat.show(page, f"{base_url}{path}", is_moved=kind == MOVED)
                done[path] = walk(page, rings=rings)
        return done
