"""What the finder takes from a visitor: bytes and time before the first result, time per question, memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chromium import Browser, kilobytes, megabytes, responses, slow_page, spread

# Tells when the index had come and was parsed, and at which frame the first card stands that was found by words.
_WATCH = """
const json = Response.prototype.json;
Response.prototype.json = async function () {
  const data = await json.call(this);
  if (this.url.endsWith("/zoek/index.json")) window.came = performance.now();
  return data;
};
const look = () => {
  if (document.querySelector("#vinder .vinder-lijst .plek-gevonden:not([hidden])")) window.first = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
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
    """Print what the page `zoeken/` of a site takes, at each throttle."""
    for throttle in throttles:
        with slow_page(chromium, throttle) as (page, line):
            sent = responses(page)
            page.add_init_script(_WATCH)
            page.goto(f"{address}zoeken/?q=autisme")
            page.wait_for_function("() => window.first", timeout=60_000)
            first, came = page.evaluate("() => window.first"), page.evaluate("() => window.came")
            size = kilobytes(*(response.body() for response in sent if response.ok))
            begins = [query[:3] for query in queries]
            page.fill("#postcode", "2151")
            page.wait_for_function("() => !document.querySelector('#vinder .volgorde').hidden")
            page.select_option("#ver", "10")
            for name in ("soort", "tlv"):
                page.evaluate("name => document.querySelectorAll(`.facet input[name=${name}]`).forEach((box) => box.click())", name)
            # Of a large portal the parts that questions need are fetched first; what that costs stands in the sizes.
            page.evaluate(_ASK, [*begins, *queries])
            page.wait_for_load_state("networkidle")
            took = page.evaluate(_ASK, [*begins, *queries])
            memory = megabytes(line)
        print(f"  vinder, processor 1/{throttle}: {size:.0f} kB gzip voor het eerste resultaat, na {first:.0f} ms; dat is {first - came:.0f} ms nadat de index "
              f"er is; vraag met keuzes en afstand: {spread([work for work, _ in took])} (met opmaak {spread([all for _, all in took])}); geheugen {memory:.1f} MB")

