"""What the finder takes from a visitor: bytes and time before the first result, time per question, memory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from chromium import Browser, kilobytes, megabytes, responses, slow_page, spread

LOADS, ROUNDS = 5, 3
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
# Presses the button for each question. All work is done when that returns, but for layout, which is asked for.
_ASK = """(queries) => {
  const box = document.querySelector("#vraag");
  history.pushState = history.replaceState = () => {};
  return queries.map((query) => {
    box.value = query;
    const began = performance.now();
    box.form.requestSubmit();
    const worked = performance.now() - began;
    document.body.getBoundingClientRect();
    return [worked, performance.now() - began];
  });
}"""


def bench_finder(chromium: Browser, site: Path, address: str, queries: Sequence[str], throttles: Sequence[int] = (1, 4)) -> None:
    """Print what the page `zoeken/` of a site takes, at each throttle.

    Other work on the machine only adds: of a load and of each question the best of some rounds is told, beside the load.
    """
    for throttle in throttles:
        loads = [_load(chromium, address, throttle) for _ in range(LOADS)]
        size = loads[0][0]
        inserted, laid, painted = (min(load[1][part] for load in loads) for part in range(3))
        print(f"  vinder, processor 1/{throttle}: {size:.0f} kB gzip voor het eerste resultaat; dat staat er {inserted:.1f} ms nadat de index er is "
              f"(opgemaakt {laid:.1f} ms, getekend {painted:.1f} ms; beste van {LOADS}; een beeld duurt 16,7 ms)")
        took, memory = _ask(chromium, address, queries, throttle)
        print(f"    vraag met keuzes en afstand: {spread([work for work, _ in took])} (met opmaak {spread([all for _, all in took])}; beste van {ROUNDS}); "
              f"geheugen {memory:.1f} MB; drukte op deze computer {os.getloadavg()[0]:.1f} op {os.cpu_count()} processors")


def _load(chromium: Browser, address: str, throttle: int) -> tuple[float, list[float]]:
    """Return the size (kB) of all that comes before the first result, and how long after the index that stood there."""
    with slow_page(chromium, throttle) as (page, _):
        sent = responses(page)
        page.add_init_script(_WATCH)
        page.goto(f"{address}zoeken/?q=autisme")
        page.wait_for_function("() => window.first", timeout=60_000)
        times = page.evaluate("() => [window.inserted, window.laid, window.first].map((time) => time - window.came)")
        return kilobytes(*(response.body() for response in sent if response.ok)), times


def _ask(chromium: Browser, address: str, queries: Sequence[str], throttle: int) -> tuple[list[tuple[float, float]], float]:
    """Return for each question how long it took, without and with layout, and the memory of the page."""
    asked = [*(query[:3] for query in queries), *queries]
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
        rounds = [page.evaluate(_ASK, asked) for _ in range(ROUNDS)]
        best = [(min(work for work, _ in times), min(all for _, all in times)) for times in zip(*rounds, strict=True)]
        return best, megabytes(line)
