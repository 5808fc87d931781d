"""What a hand does: aim, press, slide off, hover, and go on with Tab."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from .pixels import take_off_what_lies_over

# WCAG 2.2, 2.5.8: 24 by 24, or a circle of 24 around the middle that touches no other target; a link within a sentence is free.
_TARGETS = """() => {
  const isShown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && !e.closest('.verborgen, .sprong, [inert]');
  const inSentence = (e) => {
    if (getComputedStyle(e).display !== 'inline' && !e.matches('.nummer, .mededeling a')) return false;
    const block = e.closest('p, li, dd, td, th, span.regel, figcaption, div');
    return block && [...block.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 1);
  };
  const all = [...document.querySelectorAll('a[href], button, select, textarea, summary, input:not([type=hidden])')].filter(isShown).map((e) => {
    // A field is hit by its label too.
    const hit = e.matches('[type=checkbox], [type=radio]') ? e.closest('label') ?? e : e;
    return { e, boxes: [...hit.getClientRects()].filter((b) => b.width > 1 && b.height > 1), whole: hit.getBoundingClientRect() };
  }).filter(({ boxes }) => boxes.length);
  const small = all.filter(({ e, whole }) => (whole.width < 24 || whole.height < 24) && !inSentence(e));
  const middle = ({ whole }) => [whole.left + whole.width / 2, whole.top + whole.height / 2];
  const isClose = (one, other) => {
    const [x, y] = middle(one);
    if (small.includes(other)) { const [u, v] = middle(other); return Math.hypot(x - u, y - v) < 24; }
    return other.boxes.some((b) => Math.hypot(Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom)) < 12);
  };
  return small.filter((one) => all.some((other) => other.e !== one.e && !one.e.contains(other.e) && !other.e.contains(one.e) && isClose(one, other)))
    .map(({ e, whole }) => `doel van ${Math.round(whole.width)} bij ${Math.round(whole.height)}: ${e.outerHTML.slice(0, 120)}`);
}"""
_FOCUS_ORDER = """() => [...document.querySelectorAll('[tabindex]')].filter((e) => e.tabIndex > 0).map((e) => `eigen volgorde van Tab: ${e.outerHTML.slice(0, 120)}`)"""
# One of each look, brought into view one by one.
_LOOKS = """(known) => {
  const seen = new Set(known);
  const look = (e) => [e.tagName, e.className?.baseVal ?? e.className, e.type, e.parentElement.className?.baseVal ?? e.parentElement.className].join(' ');
  return [...document.querySelectorAll('a[href], button, summary, label, input, abbr, svg [class], .label, .staat, th, h2')].filter((e) => {
    return e.checkVisibility({ visibilityProperty: true }) && !e.closest('.verborgen, .sprong') && !seen.has(look(e)) && seen.add(look(e));
  }).map((e, number) => { e.dataset.blik = number; return look(e); });
}"""
# All that a visitor could notice: the address, the words in view, and the state of every control.
_STATE = """() => [location.href, document.body.innerText, [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })).length,
  [...document.querySelectorAll('input, select, details, [aria-expanded], [aria-pressed]')].map((e) => [e.value, e.checked, e.open, e.ariaExpanded, e.ariaPressed].join()).join(';'),
  [...document.querySelectorAll('[title]')].length].join('|')"""
_PLACE = """(number) => { const e = document.querySelector(`[data-blik="${number}"]`); if (!e) return null;
  e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect(); return { x: b.left + Math.min(b.width / 2, 20), y: b.top + b.height / 2, html: e.outerHTML.slice(0, 120) }; }"""


def targets(page: Page) -> list[str]:
    """Return targets that are too small and too close to another (2.5.8), the exceptions of the criterion left out."""
    take_off_what_lies_over(page)
    return page.evaluate(_TARGETS)


def focus_order(page: Page) -> list[str]:
    """Return what has a place of its own in the order of Tab (2.4.3); the walk shows that the rest follows the page."""
    return page.evaluate(_FOCUS_ORDER)


def hover(page: Page, known: set[str] | None = None) -> list[str]:
    """Return what makes something appear or go when a mouse passes over it (1.4.13); looks in `known` were tried before."""
    found = []
    for place in _each_look(page, known):
        page.mouse.move(0, 0)
        before = page.evaluate(_STATE)
        page.mouse.move(place["x"], place["y"])
        if page.evaluate(_STATE) != before:
            found.append(f"verandert onder een muis: {place['html']}")
    page.mouse.move(0, 0)
    return found


def press(page: Page, known: set[str] | None = None) -> list[str]:
    """Return what already acts when it is pressed, before the finger is lifted, or when the finger slid off (2.5.2)."""
    found = []
    for place in _each_look(page, known):
        before = page.evaluate(_STATE)
        page.mouse.move(place["x"], place["y"])
        page.mouse.down()
        down = page.evaluate(_STATE)
        page.mouse.move(1, 1)
        page.mouse.up()
        if before != down or before != page.evaluate(_STATE):
            found.append(f"doet iets zonder dat iemand loslaat: {place['html']}")
    return found


def _each_look(page: Page, known: set[str] | None) -> Iterator[dict[str, Any]]:
    """Bring one element of each look that is not in `known` into view, and tell where it is; `known` grows."""
    looks = page.evaluate(_LOOKS, sorted(known or ()))
    for number in range(len(looks)):
        if place := page.evaluate(_PLACE, number):
            yield place
    if known is not None:
        known.update(looks)
