"""What is measured on one page in one state: axe, and what axe does not look at."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from .blikken import LOOK_OF
from .pixels import contrasts, take_off_what_lies_over

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
# Where axe is in doubt, a person looked; each entry says at what, and why it is good.
EXPLAINED = Path(__file__).parent / "twijfel.yaml"

# Contrast takes axe five times as long as all its other rules together. What looks alike, as do all that it stands in,
# has one contrast, so of each look the first is measured that axe can judge: it passes over a text of signs or one letter.
_RUN = """(options) => {""" + LOOK_OF + """
  const isField = (e) => e.matches('input, select, textarea');
  const text = (e) => [...e.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data.trim() : '')).join('');
  const shown = [...document.body.querySelectorAll('*')].filter((e) => (isField(e) || text(e)) && e.checkVisibility({ visibilityProperty: true }));
  const isWord = (e) => isField(e) || /[\\p{L}\\p{N}]{2}/u.test(text(e));
  const seen = new Set();
  for (const e of [...shown.filter(isWord), ...shown]) if (!seen.has(lookOf(e)) && seen.add(lookOf(e))) e.dataset.eersteBlik = '';
  axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-eerste-blik]' }] });
  return axe.run(document, options).then(({ violations, incomplete }) => ({ violations, incomplete }));
}"""
# Other colours may come by degrees; what is measured is where they end.
_STILL = "() => Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map(({ finished }) => finished))"
# Text that is cut off, pages that must be scrolled sideways, and targets that are too small (2.5.8).
_LAYOUT = """() => {
  const troubles = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.verborgen, .tabelrol, .lijstje-tabel'));
    troubles.push(`page is ${root.scrollWidth} px wide in ${innerWidth}: ${wide.slice(-1).map((e) => e.outerHTML.slice(0, 120))}`);
  }
  for (const e of document.querySelectorAll('main *, footer *, header *, .hulp *')) {
    const style = getComputedStyle(e);
    if (!e.clientHeight || e.closest('.verborgen, svg, thead, [role=listbox]') || !['hidden', 'clip'].includes(style.overflowY)) continue;
    if (e.scrollHeight > e.clientHeight + 1) troubles.push(`cut off: ${e.outerHTML.slice(0, 120)}`);
  }
  return troubles;
}"""


@lru_cache(maxsize=1)
def explained() -> list[dict[str, str]]:
    """Return the doubts of axe that a person looked at: regel, waar (part of the HTML), reden."""
    return yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")) or []


# (fout or twijfel, rule, HTML) of each thing that axe has against a page.
Bezwaren = list[tuple[str, str, str]]


def day_and_night(page: Page) -> Bezwaren:
    """Return what axe has against a page by day, and against its colours by night: nothing else differs (test_kleuren.py)."""
    page.emulate_media(color_scheme="light")
    by_day = axe(page)
    page.emulate_media(color_scheme="dark")
    return [*by_day, *axe(page, only=["color-contrast"])]


def axe(page: Page, *, only: list[str] | None = None) -> Bezwaren:
    """Return everything that axe has against a page as it is now, or what `only` some of its rules have.

    A doubt about contrast is settled by the pixels. Where colours are the visitor's own, styles do not tell them, so
    there pixels decide on what axe calls wrong too. Nothing on paper is a target.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(_STILL)
    take_off_what_lies_over(page)
    on_paper, own_colours = page.evaluate("['print', '(forced-colors: active)'].map((query) => matchMedia(query).matches)")
    options: dict[str, Any] = {
        "runOnly": {"type": "rule", "values": only} if only else {"type": "tag", "values": TAGS}, "resultTypes": ["violations", "incomplete"],
        "rules": {} if only else {"target-size": {"enabled": not on_paper}, "label-content-name-mismatch": {"enabled": True}},
    }  # fmt: skip
    found = page.evaluate(_RUN, options)
    nodes = [(word, rule["id"], node) for word, kind in (("fout", "violations"), ("twijfel", "incomplete")) for rule in found[kind] for node in rule["nodes"]]
    unsure = [rule == "color-contrast" and (word == "twijfel" or own_colours) for word, rule, _ in nodes]
    settled = iter(contrasts(page, [_selector(node) for (_, _, node), doubt in zip(nodes, unsure, strict=True) if doubt]))
    troubles = []
    for (word, rule, node), doubt in zip(nodes, unsure, strict=True):
        if doubt:
            contrast, needed = next(settled), _needed(node)
            if contrast < needed:
                troubles.append(("fout", rule, f"{contrast:.2f} in plaats van {needed}: {node['html'][:300]}"))
        elif word == "fout" or not _is_explained(rule, node["html"]):
            troubles.append((word, rule, node["html"][:300]))
    return troubles


def _selector(node: dict[str, Any]) -> str:
    return node["target"][-1]


def _needed(node: dict[str, Any]) -> float:
    said = [check["data"] for check in node["any"] if isinstance(check.get("data"), dict)]
    return float(next((data["expectedContrastRatio"] for data in said if data.get("expectedContrastRatio")), "4.5:1").split(":")[0])


def _is_explained(rule: str, html: str) -> bool:
    return any(one["regel"] == rule and one["waar"] in html for one in explained())


def layout(page: Page) -> list[str]:
    """Return what runs off the page or is cut off, in words."""
    return page.evaluate(_LAYOUT)
