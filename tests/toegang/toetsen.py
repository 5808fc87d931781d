"""A walk with the Tab key: every stop is on the screen, uncovered and shown by a ring that one can see; and it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from .blikken import LOOK_OF
from .pixels import Colour, ratio, screenshot

# WCAG 2.2: 1.4.11 asks 3:1 of what shows the focus, 2.4.13 (AAA, our aim) a ring of its own around the whole.
RING = 3.0
_EDGE = 10

_STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((e) =>
  !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert]')
  && !(e.type === 'radio' && !e.checked && document.querySelector(`[name="${e.name}"]:checked`))).length"""
_HERE = """() => {""" + LOOK_OF + """
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  window.stops ??= new Set();
  // A field for a date has stops inside it.
  if (window.stop === e) return { same: true };
  // Tab may only go on in the page: who cannot see it, follows the text (2.4.3).
  const back = window.stop?.isConnected && !!(window.stop.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING);
  window.stop = e;
  const again = window.stops.has(e) && (e === [...window.stops][0] ? 'begin' : 'val');
  window.stops.add(e);
  const boxes = [...e.getClientRects()].filter((b) => b.width && b.height);
  const inside = boxes.filter((b) => b.top >= 0 && b.left >= 0 && b.bottom <= innerHeight + 1 && b.right <= innerWidth + 1);
  const hits = (b) => { const hit = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2); return hit && (e.contains(hit) || hit.contains(e) && e.closest('svg')); };
  const b = e.getBoundingClientRect();
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  const room = innerHeight - (parseFloat(scrollPaddingTop) || 0) - (parseFloat(scrollPaddingBottom) || innerHeight * .2);
  const { outline, outlineOffset, boxShadow, textDecoration, borderRadius } = getComputedStyle(e);
  return { again, back, html: e.outerHTML.slice(0, 140), look: [lookOf(e), outline, outlineOffset, boxShadow, textDecoration, borderRadius].join(' '),
    hidden: !boxes.length || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || !!e.closest('[aria-hidden=true]'),
    // A box higher than the room that the page gives it cannot be in it as a whole; then a part of it is what one can ask for.
    outside: b.height < room ? inside.length < boxes.length : b.bottom <= 0 || b.top >= innerHeight,
    covered: inside.some((b) => !hits(b)),
    box: [b.left, b.top, b.right, b.bottom], round: 2 * Math.max(...boxes.map((b) => b.width + b.height), 0) };
}"""
_NO_RING = "[data-zonder-ring] *, [data-zonder-ring] *::before, [data-zonder-ring] *::after { outline: 0 !important; box-shadow: none !important; text-decoration: none !important }"


@dataclass(frozen=True)
class Tocht:
    """A finished walk: how many stops, what was wrong (words with the HTML), and the weakest ring that was measured."""

    stops: int
    troubles: tuple[str, ...]
    ring: float


def ring_of(page: Page, stop: dict[str, Any]) -> float:
    """Return the contrast that nearly all of a focus ring has with what is there without it, 1 where there is no ring.

    As much of the ring counts as goes around the element once, a pixel thick: a dot in a corner is no ring.
    """
    viewport = page.viewport_size or {"width": 0, "height": 0}
    left, top, right, bottom = stop["box"]
    left, top = max(left - _EDGE, 0), max(top - _EDGE, 0)
    clip = {"x": left, "y": top, "width": min(right + _EDGE, viewport["width"]) - left, "height": min(bottom + _EDGE, viewport["height"]) - top}
    if clip["width"] <= 0 or clip["height"] <= 0:
        return 1.0
    with_ring = screenshot(page, clip=clip)
    page.evaluate("document.documentElement.toggleAttribute('data-zonder-ring', true)")
    without = screenshot(page, clip=clip)
    page.evaluate("document.documentElement.toggleAttribute('data-zonder-ring', false)")
    return _weakest(with_ring, without, round(stop["round"]))


def _weakest(with_ring: Image.Image, without: Image.Image, needed: int) -> float:
    found = sorted((ratio(one, other) for one, other in zip(_colours(with_ring), _colours(without), strict=True) if one != other), reverse=True)
    # Where a part of the ring falls off the screen, less of it is asked; half is the least.
    return found[max(needed // 2, 1) - 1] if len(found) >= max(needed // 2, 1) else 1.0


def _colours(picture: Image.Image) -> list[Colour]:
    flat = picture.tobytes()
    return list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))


def walk(page: Page, *, limit: int = 600, rings: dict[str, float] | None = None) -> Tocht:
    """Press Tab from the top of the page until it is left; rings that look alike are measured once.

    `rings` holds those that were measured, for who walks through more pages of a site in one state.
    """
    page.add_style_tag(content=_NO_RING)
    page.evaluate("window.stops = new Set(); window.stop = null; document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    troubles: list[str] = []
    rings = {} if rings is None else rings
    number = 0
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(_HERE)
        if stop and stop.get("same"):
            continue
        if stop is None or stop["again"]:
            troubles += [f"terug bij een eerdere halte, een val: {stop['html']}"] if stop and stop["again"] == "val" else []
            break
        number += 1
        troubles += [f"{word}: {stop['html']}" for word, key in (("niet te zien", "hidden"), ("buiten beeld", "outside"), ("bedekt", "covered"), ("terug in de tekst", "back")) if stop[key]]
        if stop["look"] not in rings and not stop["hidden"]:
            rings[stop["look"]] = ring_of(page, stop)
            if rings[stop["look"]] < RING:
                troubles.append(f"ring {rings[stop['look']]:.2f}: {stop['html']}")
    else:
        troubles.append(f"na {limit} keer Tab nog op de pagina: een val")
    # A walk may add stops of its own (a list that opens), so fewer is wrong and more is not.
    if number < (there := page.evaluate(_STOPS)):
        troubles.append(f"{number} van {there} haltes bereikt")
    return Tocht(number, tuple(troubles), min(rings.values(), default=0.0))


# What lies over the page when it is open.
_OVER = "[...document.querySelectorAll('[role=listbox], [role=dialog], [role=menu], [popover], dialog[open]')].filter((e) => e.checkVisibility())"


def escape(page: Page) -> list[str]:
    """Press Escape where something lies over the page; return what stays open, and a focus that is nowhere or cannot be seen."""
    if not page.evaluate(f"{_OVER}.length"):
        return ["niets ligt open"]
    page.keyboard.press("Escape")
    troubles = page.evaluate(f"{_OVER}.map((e) => `Escape sluit dit niet: ${{e.outerHTML.slice(0, 120)}}`)")
    here = page.evaluate("document.activeElement !== document.body && document.activeElement.checkVisibility({ visibilityProperty: true })")
    return troubles if here else [*troubles, "na Escape is de focus weg"]
