"""What looks alike: what is costly to measure is measured on the first of each look, and goes for all others."""

from __future__ import annotations

# Two elements look alike where they and all that they stand in are written and coloured alike, on whatever kind of page
# (which is what the class of the body tells). A script that starts with this asks `lookOf(element)`.
LOOK_OF = """
  const lookOf = ((known) => function look(e) {
    if (!known.has(e)) {
      const style = getComputedStyle(e);
      const own = ['color', 'backgroundColor', 'backgroundImage', 'opacity', 'filter', 'textShadow', 'fontSize', 'fontWeight', 'fill', 'position'].map((name) => style[name]);
      known.set(e, [e.parentElement ? look(e.parentElement) : '', e.localName, e === document.body ? '' : e.getAttribute('class'), e.type, ...own].join(' '));
    }
    return known.get(e);
  })(new Map());
"""
