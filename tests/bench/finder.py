"""What the finder takes from a visitor: bytes and time before the first result, time per question, memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from chromium import THROTTLE, Browser, CDPSession, kilobytes, megabytes, percentile, responses, slow_page
from maat import Maat, number

# One frame of a screen that shows sixty a second.
FRAME = 16.7
LOADS, ROUNDS = 5, 5
# Tells when the index had come and was parsed, when the first card that words found stood in the page (laid out too),
# and when a frame with it was painted.
_WATCH = """
const json = Response.prototype.json;
Response.prototype.json = async function () {
  const data = await json.call(this);
  if (this.url.endsWith("/zoek/index.json")) window.came = performance.now();
  return data;
};
new MutationObserver(() => {
  const list = document.querySelector("#vinder .vinder-lijst");
  if (!window.came || window.inserted || !list.querySelector(".plek-gevonden:not([hidden])")) return;
  window.inserted = performance.now();
  list.getBoundingClientRect();
  window.laid = performance.now();
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => (window.first = performance.now());
    channel.port2.postMessage(null);
  });
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden"] });
"""
# Types each question, and the pause after typing is over at once (of the button a browser has work of its own). Then stands
# what a visitor sees first; what the finder put off is done here and now, so that it counts too, and then the layout of it all.
_ASK = """(queries) => {
  const box = document.querySelector("#vraag");
  history.pushState = history.replaceState = () => {};
  const wait = window.setTimeout;
  const times = queries.map((query) => {
    const later = [];
    window.setTimeout = (act) => later.push(act);
    box.value = query;
    const began = performance.now();
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    later.shift()();
    const first = performance.now() - began;
    for (const act of later) act();
    const all = performance.now() - began;
    document.body.getBoundingClientRect();
    return [first, all, performance.now() - began];
  });
  window.setTimeout = wait;
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Vinder:
    """What the page `zoeken/` of a site took: kB before the first result, ms from the index to that result (in the page,
    laid out, painted), ms for each question (what stands at once, all of it, with layout), and MB of memory."""

    kilobytes: float
    first: tuple[float, float, float]
    questions: list[tuple[float, float, float]]
    megabytes: float

    def p95(self, part: int) -> float:
        return percentile([question[part] for question in self.questions], 95)


def finder_maten(vinder: Vinder, throttle: int) -> Iterator[Maat]:
    """Yield what the finder of the region took; a slow telephone has a quarter of the speed."""
    where = "gewone computer" if throttle == 1 else "trage telefoon"
    for part, naam in enumerate(("in de pagina", "opgemaakt", "getekend")):
        # The screen decides when it draws; that the page was ready before the next frame is up to us.
        yield Maat(f"eerste resultaat na de index, {naam}, {where}", vinder.first[part], "ms", grens=FRAME if throttle == 1 and part < 2 else None)
    yield Maat(f"vraag met keuzes en afstand, p95, {where}", vinder.p95(1), "ms", f"met opmaak {number(vinder.p95(2))} ms", grens=FRAME)
    if throttle == THROTTLE:
        yield Maat("vinder voor het eerste resultaat", vinder.kilobytes, "kB")
        yield Maat("geheugen van de vinder", vinder.megabytes, "MB")


def measure_finder(chromium: Browser, address: str, queries: Sequence[str], throttle: int) -> Vinder:
    """Return what the finder takes at so much less than the speed of this processor.

    Other work on the machine only adds, so of a load and of each question the best of some rounds counts.
    """
    loads = [_load(chromium, address, throttle) for _ in range(LOADS)]
    first = tuple(min(load[1][part] for load in loads) for part in range(3))
    questions, memory = _ask(chromium, address, queries, throttle)
    return Vinder(loads[0][0], first, questions, memory)


def _load(chromium: Browser, address: str, throttle: int) -> tuple[float, list[float]]:
    """Return the size (kB) of all that comes before the first result, and how long after the index that stood there."""
    with slow_page(chromium, throttle) as (page, _):
        sent = responses(page)
        page.add_init_script(_WATCH)
        page.goto(f"{address}zoeken/?q=autisme")
        page.wait_for_function("() => window.first", timeout=60_000)
        times = page.evaluate("() => [window.inserted, window.laid, window.first].map((time) => time - window.came)")
        return kilobytes(*(response.body() for response in sent if response.ok)), times


def typed(queries: Sequence[str]) -> list[str]:
    """Return the questions as a finder hears them: each as it begins, and whole."""
    return [*(query[:3] for query in queries), *queries]


def _ask(chromium: Browser, address: str, queries: Sequence[str], throttle: int) -> tuple[list[tuple[float, float, float]], float]:
    """Return for each question how long it took (at once, all, with layout), and the memory of the page."""
    with finder_page(chromium, address, typed(queries), throttle) as (line, ask):
        rounds = [ask() for _ in range(ROUNDS)]
        best = [tuple(min(part) for part in zip(*times, strict=True)) for times in zip(*rounds, strict=True)]
        return best, megabytes(line)


@contextmanager
def finder_page(chromium: Browser, address: str, asked: list[str], throttle: int) -> Iterator[tuple[CDPSession, Callable[[], list[list[float]]]]]:
    """Yield the line to a finder with choices and a distance, and what asks it all questions."""
    with slow_page(chromium, throttle) as (page, line):
        page.goto(f"{address}zoeken/?q=autisme")
        page.wait_for_selector("#vinder .plek-gevonden:not([hidden])", timeout=60_000)
        page.fill("#postcode", "2151")
        page.wait_for_function("() => !document.querySelector('#vinder .volgorde').hidden")
        page.select_option("#ver", "10")
        for name in ("soort", "tlv"):
            page.evaluate("name => document.querySelectorAll(`.facet input[name=${name}]`).forEach((box) => box.click())", name)
        # Of a large portal the parts that questions need are fetched first; what that costs stands in the sizes.
        page.evaluate(_ASK, asked)
        page.wait_for_load_state("networkidle")
        page.wait_for_function("asked => document.querySelector('#vinder .gekozen').innerText.includes(asked)", arg=asked[-1])
        yield line, lambda: page.evaluate(_ASK, asked)
