"""Contrast as it is on the screen: read from pixels, where styles alone do not tell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Page

Colour = tuple[int, int, int]
# Of text that is nowhere on the page: what is not seen cannot be seen badly.
_UNSEEN = 21.0

_TEXT_BOXES = r"""(selectors) => selectors.map((selector) => {
  const element = document.querySelector(selector);
  if (!element || element.closest('.verborgen') || element.matches('.verborgen')) return [];
  const boxes = [];
  // What is scrolled out of its frame, or lies under what was opened, is not seen.
  const frame = element.closest('.tabelrol, .lijstje-tabel')?.getBoundingClientRect();
  const above = [...document.querySelectorAll('[role=listbox], .uitleg')].filter((e) => !e.contains(element)).map((e) => e.getBoundingClientRect());
  const { scrollWidth, scrollHeight } = document.documentElement;
  const isOnPage = (b) => b.right + scrollX > 0 && b.bottom + scrollY > 0 && b.left + scrollX < scrollWidth && b.top + scrollY < scrollHeight;
  const isSeen = (b) => isOnPage(b) && (!frame || (b.left >= frame.left && b.right <= frame.right + 1))
    && !above.some((a) => a.width && b.left < a.right && b.right > a.left && b.top < a.bottom && b.bottom > a.top);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.data.trim() || walker.currentNode.parentElement.closest('.verborgen')) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const style = getComputedStyle(walker.currentNode.parentElement);
    const ink = (element.closest('svg') ? style.fill : style.color).match(/^rgb\((\d+), (\d+), (\d+)\)$/)?.slice(1).map(Number);
    boxes.push(...[...range.getClientRects()].map((box) => [box, ink]));
  }
  if (!boxes.length && element.value !== undefined) boxes.push([element.getBoundingClientRect()]);
  const isOwn = matchMedia('(forced-colors: active)').matches;
  return boxes.filter(([b]) => isSeen(b)).map(([b, ink]) => [[b.left + scrollX, b.top + scrollY, b.right + scrollX, b.bottom + scrollY], isOwn ? null : ink ?? null]);
})"""


@lru_cache(maxsize=100_000)
def luminance(colour: Colour) -> float:
    """Return the relative luminance of WCAG 2.2."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def take_off_what_lies_over(page: Page) -> None:
    """Put what stays in view in its own place; the walk by keyboard shows that it never hides where one is."""
    page.add_style_tag(content=".hulp, .filters-klaar { position: static !important }")


def screenshot(page: Page, **options: Any) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide", **options))).convert("RGB")


def text_contrast(picture: Image.Image, box: Iterable[float], ink: Colour | None) -> float:
    """Return the contrast of text with the colour that fills most of its box.

    `ink` is the colour of the letters; where styles do not tell it, the strongest pixel does.
    """
    left, top, right, bottom = (round(side) for side in box)
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)
    if left >= right or top >= bottom:
        return _UNSEEN
    colours = picture.crop((left, top, right, bottom)).getcolors(maxcolors=(right - left) * (bottom - top))
    paper = max(colours)[1]
    return ratio((ink[0], ink[1], ink[2]), paper) if ink else max(ratio(colour, paper) for _, colour in colours)


def contrasts(page: Page, selectors: list[str]) -> list[float]:
    """Return for each element the worst contrast of its lines of text, as they are on the page now."""
    found = page.evaluate(_TEXT_BOXES, selectors)
    seen = [box for boxes in found for box, _ in boxes]
    if not seen:
        return [_UNSEEN] * len(selectors)
    # A picture of a long page takes longer than all else, so only the part that holds the text is taken.
    left, top = (max(min(box[side] for box in seen) // 1, 0) for side in (0, 1))
    right, bottom = (max(max(box[side] for box in seen) + 1, near + 1) for side, near in ((2, left), (3, top)))
    picture = screenshot(page, full_page=True, clip={"x": left, "y": top, "width": right - left, "height": bottom - top})
    here = [[([box[0] - left, box[1] - top, box[2] - left, box[3] - top], ink) for box, ink in boxes] for boxes in found]
    return [min((text_contrast(picture, box, ink) for box, ink in boxes), default=_UNSEEN) for boxes in here]
