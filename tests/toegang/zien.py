"""What is told by more than colour, what stands out from its ground, and what moves."""

from __future__ import annotations

from typing import Any

from PIL import Image
from playwright.sync_api import Page

from .pixels import Colour, ratio, screenshot, take_off_what_lies_over

# WCAG 2.2, 1.4.11.
EDGE = 3.0
_AROUND = 3

# A link in text shows by a line, a frame or a ground of its own. Bars of links hold nothing else, so there place tells.
_LONELY = """() => [...document.querySelectorAll('a[href]')].filter((link) => {
  if (!link.checkVisibility() || link.closest('.menu, .talen, .naam, .verborgen, svg') || link.matches('.verborgen, .sprong, .naam')) return false;
  const signs = [link, ...link.querySelectorAll('*')].map((e) => getComputedStyle(e));
  return !signs.some((s) => s.textDecorationLine.includes('underline') || parseFloat(s.borderBottomWidth) && s.borderBottomStyle !== 'none');
}).map((link) => `alleen kleur: ${link.outerHTML.slice(0, 120)}`)"""
# What one can fill in, press or read from a drawing, one of each look.
_SHAPES = """() => {
  const seen = new Set();
  const shapes = [...document.querySelectorAll('input, select, textarea, button, .staat, .fase, .stapnummer')].filter((e) => {
    const look = [e.tagName, e.type, e.className, e.checked, e.parentElement.className, e.getAttribute('aria-pressed')].join(' ');
    const isText = getComputedStyle(e).borderStyle === 'none' && e.matches('button') && getComputedStyle(e).textDecorationLine.includes('underline');
    return e.checkVisibility({ visibilityProperty: true }) && !e.closest('.verborgen, h3') && !isText && !seen.has(look) && seen.add(look);
  });
  return shapes.map((e) => {
    const b = e.getBoundingClientRect();
    const sign = getComputedStyle(e, e.matches('.fase') ? '::after' : '::before');
    // A sign before words is a box of its own, at the start of the line; the words are text (1.4.3).
    const isSign = e.matches('.staat, .fase');
    const width = isSign ? parseFloat(sign.width) : b.width;
    const height = isSign ? parseFloat(sign.height) : b.height;
    const top = e.matches('.fase') ? b.top + parseFloat(sign.top) : b.top + (b.height - height) / 2;
    return { html: e.outerHTML.slice(0, 120), box: [b.left + scrollX, top + scrollY, b.left + scrollX + width, top + scrollY + height] };
  });
}"""
_MOTION = """() => [
  ...document.getAnimations().filter((a) => a.playState === 'running').map((a) => `beweegt: ${a.effect?.target?.outerHTML.slice(0, 120)}`),
  ...[...document.querySelectorAll('*')].filter((e) => matchMedia('(prefers-reduced-motion: reduce)').matches && (getComputedStyle(e).scrollBehavior === 'smooth'
    || getComputedStyle(e).transitionDuration.split(', ').some((time) => parseFloat(time)) || !['none', ''].includes(getComputedStyle(e).animationName)))
    .map((e) => `beweegt toch: ${e.outerHTML.slice(0, 120)}`),
  ...[...document.querySelectorAll('marquee, blink, video, audio, img[src$=".gif"], meta[http-equiv=refresh]')].map((e) => `beweegt vanzelf: ${e.outerHTML.slice(0, 120)}`),
]"""


def lonely_colour(page: Page) -> list[str]:
    """Return links that only their colour tells from the words around them (1.4.1)."""
    return page.evaluate(_LONELY)


def motion(page: Page) -> list[str]:
    """Return what moves by itself, and what still moves for a visitor who asked for less of it (2.2.2 and our own promise)."""
    page.emulate_media(reduced_motion="reduce")
    found = page.evaluate(_MOTION)
    page.emulate_media(reduced_motion="no-preference")
    return found


def edges(page: Page) -> list[str]:
    """Return fields, buttons and signs whose edge or ground differs less than 3:1 from what is around them (1.4.11)."""
    take_off_what_lies_over(page)
    picture = screenshot(page, full_page=True)
    scale = picture.width / page.evaluate("innerWidth")
    found = [(shape, edge_contrast(picture, [side * scale for side in shape["box"]])) for shape in page.evaluate(_SHAPES)]
    return [f"rand {contrast:.2f}: {shape['html']}" for shape, contrast in found if contrast < EDGE]


def edge_contrast(picture: Image.Image, box: list[Any]) -> float:
    """Return the contrast that most of the outline of a box has with the colour just outside it.

    Per side the strongest colour of the first pixels inside counts: that is the line, or where there is none the ground.
    """
    left, top, right, bottom = (round(side) for side in box)
    if right - left < 4 or bottom - top < 4:
        return 21.0
    around = picture.crop((max(left - _AROUND, 0), max(top - _AROUND, 0), right + _AROUND, top)).getcolors(1 << 20) or []
    paper: Colour = max(around)[1] if around else picture.getpixel((left, top))
    middle, centre = (top + bottom) // 2, (left + right) // 2
    inward = [
        [(left + step, middle) for step in range(_AROUND + 2)], [(right - 1 - step, middle) for step in range(_AROUND + 2)],
        [(centre, top + step) for step in range(_AROUND + 2)], [(centre, bottom - 1 - step) for step in range(_AROUND + 2)],
    ]
    sides = [max(ratio(picture.getpixel(point), paper) for point in line if point[0] < picture.width and point[1] < picture.height) for line in inward]
    # Three of four: a field may end in the button that goes with it.
    return sorted(sides)[1]
