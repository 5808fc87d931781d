"""What a reader meets: the order of a page, its headings and labels, where links go, and words of another language."""

from __future__ import annotations

from playwright.sync_api import Page

# A block may stand beside the one before it (a column, the next card), never above it or to its left.
_ORDER = """() => {
  const troubles = [];
  const isPlaced = (e) => ['absolute', 'fixed'].includes(getComputedStyle(e).position) || getComputedStyle(e).float !== 'none' || e.closest('.verborgen, svg, .alleen-papier');
  for (const parent of document.querySelectorAll('body, body *:not(svg *)')) {
    const children = [...parent.children].filter((e) => e.checkVisibility() && !isPlaced(e) && getComputedStyle(e).display !== 'inline');
    children.slice(1).forEach((next, number) => {
      const [a, b] = [children[number].getBoundingClientRect(), next.getBoundingClientRect()];
      if (!a.height || !b.height || !a.width || !b.width) return;
      const isAbove = b.bottom <= a.top + 1 && b.left < a.right - 1;
      const isLeft = b.right <= a.left + 1 && b.top < a.bottom - 1 && b.bottom > a.top + 1;
      if (isAbove || isLeft) troubles.push(`staat ${isAbove ? 'boven' : 'links van'} wat ervoor komt: ${next.outerHTML.slice(0, 120)}`);
    });
  }
  return troubles;
}"""
# Where two links say the same, what stands around them must tell them apart (2.4.4).
_LINKS = """() => {
  const vague = /^(hier|klik hier|lees meer|lees verder|meer|meer lezen|meer informatie|link|deze pagina|bekijk|download|verder)$/i;
  const plain = (text) => text.replace(/\\s+/g, ' ').trim();
  const name = (e) => plain(e.getAttribute('aria-label') ?? (e.textContent || e.querySelector('img')?.alt || ''));
  const part = (e) => { const box = e.closest('nav, section, aside, figure'); return document.getElementById(box?.getAttribute('aria-labelledby'))?.textContent ?? box?.ariaLabel ?? ''; };
  const around = (e) => [part(e), plain(e.closest('li, p, td, dd, dt, tr, figure, article > div')?.textContent ?? '')].join(' | ');
  const shown = [...document.querySelectorAll('a[href]')].filter((e) => e.checkVisibility({ visibilityProperty: true }));
  const known = new Map();
  const troubles = [];
  for (const link of shown) {
    const words = name(link);
    if (!words) troubles.push(`link zonder woorden: ${link.outerHTML.slice(0, 120)}`);
    else if (vague.test(words)) troubles.push(`zegt niet waarheen: ${link.outerHTML.slice(0, 120)}`);
    const key = `${words} | ${around(link)}`;
    if (known.has(key) && known.get(key).href !== link.href) troubles.push(`zegt hetzelfde als een andere link: ${link.outerHTML.slice(0, 120)}`);
    known.set(key, link);
  }
  return troubles;
}"""
_HEADINGS = """() => {
  const troubles = [];
  const plain = (text) => text.replace(/\\s+/g, ' ').trim();
  const above = [];
  for (const heading of [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((e) => e.checkVisibility())) {
    const level = Number(heading.tagName[1]);
    above.length = level - 1;
    const words = plain(heading.textContent);
    const path = [...above, words].join(' > ');
    if (!words) troubles.push(`kop zonder woorden: ${heading.outerHTML.slice(0, 120)}`);
    window.koppen ??= new Set();
    if (window.koppen.has(path)) troubles.push(`kop die er al is: ${path}`);
    window.koppen.add(path);
    above[level - 1] = words;
  }
  delete window.koppen;
  const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter((e) => e.checkVisibility({ visibilityProperty: true }));
  const labels = fields.map((e) => plain([...e.labels ?? []].map((label) => label.textContent).join(' ')));
  labels.forEach((words, number) => {
    if (!words) troubles.push(`veld zonder woorden: ${fields[number].outerHTML.slice(0, 120)}`);
    const group = fields[number].closest('fieldset, details, form');
    if (labels.some((other, at) => at < number && other === words && fields[at].closest('fieldset, details, form') === group)) troubles.push(`twee velden heten ${words}`);
  });
  return troubles;
}"""
# Words that English, German, French, Turkish, Polish or Spanish have and Dutch has not; two of them in one text are a sentence.
_FOREIGN = (
    "the and for with your you they this that from school's children's parents' about what when how who which because should would "
    "und der das nicht für ist mit auf auch kinder eltern schule "
    "les des pour avec vous votre école enfant enfants est dans une "
    "ve için çocuk okul bir veliler "
    "dla dziecka szkoły rodziców jest nie "
    "los las para con niño escuela padres del "
    "care children school schools parents child education"
).split()
_LANGUAGES = """(foreign) => {
  const known = new Set(foreign);
  const dutch = new Set(['school', 'is', 'in', 'of', 'les', 'des', 'der', 'auf', 'mit', 'die', 'child']);
  const troubles = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const own = (e) => (e.closest('[lang]')?.lang || 'nl').split('-')[0];
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!data.trim() || parentElement.closest('script, style, code, pre, template') || own(parentElement) !== 'nl') continue;
    const script = data.match(/[\\u0370-\\u03ff\\u0400-\\u052f\\u0530-\\u06ff\\u0900-\\u0dff\\u1200-\\u137f\\u3040-\\u30ff\\u4e00-\\u9fff]{2,}/);
    const words = data.toLowerCase().match(/[\\p{L}']+/gu) ?? [];
    const strange = words.filter((word) => known.has(word) && !dutch.has(word));
    if (script || new Set(strange).size > 1) troubles.push(`andere taal zonder lang: ${data.trim().slice(0, 100)}`);
  }
  return troubles;
}"""


def order(page: Page) -> list[str]:
    """Return what stands elsewhere on the screen than in the text (1.3.2)."""
    return page.evaluate(_ORDER)


def links(page: Page) -> list[str]:
    """Return links that do not say where they go, not even with what stands around them (2.4.4)."""
    return page.evaluate(_LINKS)


def headings(page: Page) -> list[str]:
    """Return headings and labels that say nothing, or what one beside them says already (2.4.6)."""
    return page.evaluate(_HEADINGS)


def languages(page: Page) -> list[str]:
    """Return texts in another language, or another script, that no `lang` marks (3.1.2)."""
    return page.evaluate(_LANGUAGES, _FOREIGN)
