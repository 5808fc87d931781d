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
# has one contrast, so of each look the first is measured.
_RUN = """(options) => {""" + LOOK_OF + """
  const hasText = (e) => e.matches('input, select, textarea') || [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const seen = new Set();
  for (const e of document.body.querySelectorAll('*')) {
    if (hasText(e) && e.checkVisibility({ visibilityProperty: true }) && !seen.has(lookOf(e)) && seen.add(lookOf(e))) e.dataset.eersteBlik = '';
  }
  axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-eerste-blik]' }] });
  return axe.run(document, options).then(({ violations, incomplete }) => ({ violations, incomplete }));
}"""
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


def axe(page: Page) -> list[tuple[str, str, str]]:
    """Return (fout or twijfel, rule, HTML) of everything that axe has against a page as it is now.

    A doubt about contrast is settled by the pixels. Where colours are the visitor's own, styles do not tell them, so
    there pixels decide on what axe calls wrong too. Nothing on paper is a target.
    """
    page.evaluate(AXE_SCRIPT)
    take_off_what_lies_over(page)
    on_paper, own_colours = page.evaluate("['print', '(forced-colors: active)'].map((query) => matchMedia(query).matches)")
    options: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations", "incomplete"],
        "rules": {"target-size": {"enabled": not on_paper}, "label-content-name-mismatch": {"enabled": True}},
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
