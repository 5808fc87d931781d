"""Nothing that an editor writes, or a file of facts holds, runs a program in the browser of a visitor."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from playwright.sync_api import Browser, Page

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.finding import Refused

from .bezoek import ask, page_urls
from .frame import Bewijs, Werkplaats
from .payloads import ALL
from .poison import active, poison_content, poison_data, to_html

_ONDERWERP = "inhoud"
_BARE = '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title></head><body><main>{}</main></body></html>'
_LISTEN = "for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { (top.geraakt ??= []).push(location.href); };"
# All that a visitor can do to a page, at once: every kind of event, every link and button that stays here, and a second reading.
FIRE = """async () => {
  const safe = (address) => !address || /^(https?|mailto|tel|blob):/i.test(new URL(address, document.baseURI).protocol);
  const kinds = ['click', 'mouseover', 'mousemove', 'pointerenter', 'focus', 'blur', 'load', 'error', 'toggle', 'beforetoggle', 'animationstart', 'animationend',
    'wheel', 'copy', 'cut', 'paste', 'input', 'submit', 'start', 'cancel', 'begin', 'pageshow', 'keydown', 'drag'];
  const stay = (event) => { const link = event.target.closest?.('a[href], area[href], button, input, form'); if (link) event.preventDefault(); };
  addEventListener('click', stay); addEventListener('submit', stay);
  for (const element of document.querySelectorAll('*')) for (const kind of kinds) element.dispatchEvent(new Event(kind, { cancelable: true }));
  removeEventListener('click', stay);
  for (const link of document.querySelectorAll('a, area')) if (!safe(link.getAttribute('href') ?? link.getAttribute('xlink:href'))) link.click?.();
  for (const button of document.querySelectorAll('button, input')) if (!safe(button.getAttribute('formaction') ?? button.form?.getAttribute('action'))) { removeEventListener('submit', stay); button.click(); }
  const again = document.createElement('div');
  again.innerHTML = document.querySelector('main')?.innerHTML ?? '';
  await new Promise((done) => setTimeout(done, 60));
  return (window.geraakt ?? []).length;
}"""


def fired(page: Page, url: str) -> bool:
    """Visit a page, do all that can be done to it, and tell whether anything called for attention."""
    page.goto(url)
    return bool(ask(page, FIRE))


def fired_urls(browser: Browser, base_url: str, urls: list[str]) -> list[str]:
    """Return the pages on which something ran; without any header of a server, so that the text itself must be safe."""
    context = browser.new_context(service_workers="block")
    context.add_init_script(_LISTEN)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    found = [url for url in urls if fired(page, base_url + url)]
    context.close()
    return found


def build_poisoned(root: Path, pages: Mapping[str, str]) -> pipeline.Built:
    """Build a portal with poisoned pages; one that is refused is taken away and counts as stopped.

    Raises:
        Refused: for another reason than one of these pages.
    """
    while True:
        try:
            return pipeline.make_site(root, today=TODAY, workshop=pipeline.Workshop(root / "build" / "cache"))
        except Refused as refused:
            stopped = {finding.where.path for finding in refused.findings if finding.level == "fout"} & {f"content/{path.split('/')[0]}.md" for path in pages}
            if not stopped:
                raise
            for path in stopped:
                (root / path).unlink(missing_ok=True)


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(MINIATURE, folder, ignore=shutil.ignore_patterns("build")))


def _write(files: Mapping[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what came of every payload, in texts and in facts."""
    root = _copy(werkplaats.folder / "teksten")
    pages = poison_content(root)
    built = build_poisoned(root, pages)
    through = [path for path in pages if path in built.files]
    texts = _write(built.files, werkplaats.folder / "teksten-site")
    root = _copy(werkplaats.folder / "feiten")
    number = poison_data(root)
    poisoned = pipeline.make_site(root, today=TODAY, workshop=pipeline.Workshop(root / "build" / "cache"))
    facts = _write(poisoned.files, werkplaats.folder / "feiten-site")

    told = {finding.where.path for finding in built.findings}
    yield judge_told({path: pages[path] for path in through}, told)
    yield judge_left("teksten", built.files)
    yield judge_left("feiten", poisoned.files)
    if werkplaats.browser is None:
        yield Bewijs(_ONDERWERP, "Loopt er iets in een echte browser?", "niets", "0 keer", None, "Er is hier geen Chromium.")
        return
    yield from _in_browser(werkplaats, texts, through, len(pages), facts, number)


def judge_told(published: Mapping[str, str], told: Set[str]) -> Bewijs:
    """Judge the pages (site path -> payload) that were published: an editor hears of each from which something went."""
    silent = [payload for path, payload in published.items() if active(to_html(payload)) and f"content/{path.split('/')[0]}.md" not in told]
    return Bewijs(_ONDERWERP, "Hoort de redactie het als er iets uit een tekst is gehaald?", f"{len(silent)} keer stil, {len(told)} meldingen", "0 keer stil",
                  bool(told) and not silent, "; ".join(silent[:3]))


def judge_left(where: str, files: Mapping[str, bytes]) -> Bewijs:
    """Judge finished pages, as a browser reads them."""
    left = [f"{path}: {found[0]}" for path, content in files.items() if path.endswith(".html") and (found := active(content.decode()))]
    return Bewijs(_ONDERWERP, f"Staat er in een pagina iets dat kan lopen, uit {where}?", f"{len(left)} pagina's", "0 pagina's", not left, "; ".join(left[:3]))


def _in_browser(werkplaats: Werkplaats, texts: Path, through: list[str], all_: int, facts: Path, number: int) -> Iterator[Bewijs]:
    assert werkplaats.browser is not None
    raw = _write({f"{number}/index.html": _BARE.format(to_html(payload)).encode("utf-8", "replace") for number, payload in enumerate(ALL)}, werkplaats.folder / "ruw")
    control = fired_urls(werkplaats.browser, werkplaats.serve(raw), page_urls(raw))
    yield Bewijs(_ONDERWERP, "Werkt de proef? Zonder onze zuivering lopen deze teksten wel.", f"{len(control)} van {len(ALL)} lopen", "minstens 100", len(control) >= 100)
    ran = fired_urls(werkplaats.browser, werkplaats.serve(texts), [path.removesuffix("index.html") for path in through])
    yield Bewijs(_ONDERWERP, "Loopt er iets uit een tekst, in een echte browser?", f"{len(ran)} van {all_} teksten", "0 teksten", not ran,
                 "; ".join(ran[:5]) or f"{len(through)} werden gezuiverd en gepubliceerd, {all_ - len(through)} tegengehouden met een melding.")
    ran = fired_urls(werkplaats.browser, werkplaats.serve(facts), page_urls(facts))
    yield Bewijs(_ONDERWERP, "Loopt er iets uit de feiten, in een echte browser?", f"{len(ran)} pagina's", "0 pagina's", not ran,
                 "; ".join(ran[:5]) or f"In {number} velden stond een tekst die wil lopen.")

