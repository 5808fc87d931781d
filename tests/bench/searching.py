"""What the search of the region finds, weighs and takes, beside lunr-nl, MiniSearch and Pagefind on the same documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chromium import Browser, browser, kilobytes, megabytes, responses, served, slow_page, spread
from finder import bench_finder
from golden_bank import TOP, Golden, load_golden, read_region
from peers import REPO, SCRIPTS, make_pagefind, npm_modules, phrases_by_ref, rows, with_phrases

from portaal import pipeline
from portaal.search import SearchIndex, build_index, to_json

ENGINES = Path(__file__).parent / "engines.js"
HALVES = ("afgestemd", "weggezet")


@dataclass
class Measured:
    """What one engine did: the references or addresses that it found, its sizes (kB), times (ms) and memory (MB)."""

    found: list[list[object]]
    took: list[float]
    first: float
    size: float
    memory: float


def measure(chromium: Browser, address: str, name: str, given: dict, queries: Sequence[str], scripts: Sequence[Path]) -> Measured:
    """Ask one engine all queries in a page of its own; makes its index there first where `documents` are given."""
    given = dict(given)
    if documents := given.pop("documents", None):
        with slow_page(chromium, 1) as (page, _):
            _open(page, address, scripts)
            given["index"] = page.evaluate("([name, given]) => makeIndex(name, given)", [name, {"documents": documents}])
    with slow_page(chromium) as (page, line):
        sent = responses(page)
        _open(page, address, scripts)
        before = megabytes(line)
        del sent[:]
        ask = "([name, given, queries]) => askAll(name, given, queries)"
        first = page.evaluate(ask, [name, given, list(queries[:1])])
        until_first = list(sent)
        answer = page.evaluate(ask, [name, given, list(queries)])
        memory = megabytes(line) - before
        parts = [path.read_bytes() for path in scripts]
        if "index" in given:
            parts.append(given["index"].encode())
        # Pagefind's files are compressed already; compressing them again changes little.
        size = kilobytes(*parts, *(response.body() for response in until_first if response.ok))
    return Measured(answer["found"], answer["took"], first["ready"] + first["took"][0], size, memory)


def _open(page, address: str, scripts: Sequence[Path]) -> None:
    page.goto(f"{address}contact/")
    for script in (*scripts, ENGINES):
        page.add_script_tag(path=script)


def recall(golden: Sequence[Golden], found: Sequence[Sequence[object]], index: SearchIndex) -> float:
    """Return the share of queries with a right answer in the top 3; an address counts for all that stands on its page."""
    good = 0
    for query, answer in zip(golden, found, strict=True):
        if answer and isinstance(answer[0], str):
            pages = {document.url.partition("#")[0] for document in index.documents if document.ref in query.vindt}
            good += bool(pages & {str(url).partition("#")[0] for url in answer[:TOP]})
        else:
            good += query.is_found(index.documents[number].ref for number in answer)
    return good / len(golden)


def engines(site: Path, work: Path, address: str, index: SearchIndex, *, is_told: bool) -> Iterator[tuple[str, str, dict, tuple[Path, ...]]]:
    """Yield (title, name, what it is given, scripts); `is_told` says whether they know the phrases of `zoektaal`."""
    portal = read_region()
    phrases = phrases_by_ref(portal) if is_told else {}
    ours = index if is_told else build_index(replace(portal, zoektaal=()), {document.url.partition("#")[0] for document in index.documents})
    scripts = next((site / "assets").glob("*/js/zoek"))
    yield "portaal", "ours", {"folder": f"{address}{scripts.relative_to(site).as_posix()}/", "index": to_json(ours).decode()}, ()
    if modules := npm_modules():
        for title, name in (("lunr-nl", "lunr"), ("MiniSearch", "minisearch")):
            yield title, name, {"documents": rows(index.documents, phrases)}, tuple(modules / script for script in SCRIPTS[name])
    indexed = with_phrases(site, work / f"pagefind-{is_told}", index.documents, phrases)
    if make_pagefind(indexed):
        (site / "pagefind").unlink(missing_ok=True)
        (site / "pagefind").symlink_to(indexed / "pagefind")
        yield "Pagefind", "pagefind", {"root": address}, ()


def bench_searching(work: Path) -> None:
    """Print recall, size, time and memory of ours and of the peers, then what the finder itself takes."""
    site = work / "site"
    built = pipeline.build(REPO, site, today=pipeline.today_from_environment(), workshop=pipeline.Workshop(work / "cache"))
    urls = {path.removesuffix("index.html") for path in built.files if path.endswith("index.html")}
    index = build_index(built.portal, urls)
    halves = {half: load_golden(half) for half in HALVES}
    queries = [query.vraag for half in HALVES for query in halves[half]]
    with browser() as chromium, served(site) as address:
        if chromium is None:
            print("zoeken: niet gemeten: Chromium ontbreekt")
            return
        print(f"zoeken, {len(index.documents)} documenten, {len(queries)} vragen; tijden in Chromium met een vier keer zo trage processor")
        for is_told in (True, False):
            print(f"  {'met' if is_told else 'zonder'} de zinnen uit zoektaal bij elk document:")
            for title, name, given, scripts in engines(site, work, address, index, is_told=is_told):
                _report(title, measure(chromium, address, name, given, queries, scripts), halves, index)
        bench_finder(chromium, site, address, [query.vraag for query in halves["weggezet"]])


def _report(title: str, told: Measured, halves: dict[str, list[Golden]], index: SearchIndex) -> None:
    middle = len(halves[HALVES[0]])
    shares = [recall(halves[half], found, index) for half, found in zip(HALVES, (told.found[:middle], told.found[middle:]), strict=True)]
    print(f"    {title:11} in top 3: {' en '.join(f'{half} {share:.2f}' for half, share in zip(HALVES, shares, strict=True))}; "
          f"{told.size:.0f} kB gzip tot het eerste antwoord, na {told.first:.0f} ms; vraag {spread(told.took)}; geheugen {told.memory:.1f} MB")

