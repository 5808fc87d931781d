"""What the search of the region finds, weighs and takes, beside lunr-nl, MiniSearch and Pagefind on the same documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from acts import REPO
from chromium import THROTTLE, Browser, browser, kilobytes, megabytes, responses, slow_page, worked
from finder import finder_maten, measure_finder
from golden_bank import FLOORS, TOP, Golden, load_golden, read_region
from maat import Maat, beside, in_words
from peers import SCRIPTS, make_pagefind, npm_modules, phrases_by_ref, rows, with_phrases
from sizes import MAX_INDEX, MAX_SCRIPT, script_size, size
from turns import take_turns

from local_server import served
from portaal import pipeline
from portaal.search import SearchIndex, build_index, to_json

ENGINES = Path(__file__).parent / "engines.js"
HALVES = ("afgestemd", "weggezet")
OURS = "portaal"
# Pagefind answers in a worker, which the clock of a page does not see and a slow telephone in a test does not slow down.
IN_PAGE = {"ours", "lunr", "minisearch"}
# Other work on the machine only adds: of each question the best of so many rounds counts.
ROUNDS = 3
AGAIN = 5


class Engine(NamedTuple):
    """An engine: its title, its name in engines.js, what that is given, and the scripts that it needs in a page."""

    title: str
    name: str
    given: dict[str, object]
    scripts: tuple[Path, ...] = ()


@dataclass
class Measured:
    """What one engine did: the references or addresses that it found, its sizes (kB), times (ms) and memory (MB)."""

    found: list[list[object]]
    took: list[float]
    first: float
    size: float
    memory: float


def measure(chromium: Browser, address: str, engine: Engine, queries: Sequence[str]) -> Measured:
    """Ask one engine, which has its index, all queries in a page of its own."""
    _, name, given, scripts = engine
    with slow_page(chromium) as (page, line):
        sent = responses(page)
        _open(page, address, scripts)
        before = megabytes(line)
        del sent[:]
        ask = "([name, given, queries]) => askAll(name, given, queries)"
        first = page.evaluate(ask, [name, given, list(queries[:1])])
        until_first = list(sent)
        answers = [page.evaluate(ask, [name, given, list(queries)]) for _ in range(ROUNDS)]
        memory = megabytes(line) - before
        parts = [path.read_bytes() for path in scripts]
        if "index" in given:
            parts.append(given["index"].encode())
        # Pagefind's files are compressed already; compressing them again changes little.
        size = kilobytes(*parts, *(response.body() for response in until_first if response.ok))
    took = [min(times) for times in zip(*(answer["took"] for answer in answers), strict=True)]
    return Measured(answers[0]["found"], took, first["ready"] + first["took"][0], size, memory)


def with_index(chromium: Browser, address: str, engine: Engine) -> Engine:
    """Return the engine with an index in place of documents, so that it is made once."""
    if "documents" not in engine.given:
        return engine
    with slow_page(chromium, 1) as (page, _):
        _open(page, address, engine.scripts)
        index = page.evaluate("([name, given]) => makeIndex(name, given)", [engine.name, engine.given])
        return engine._replace(given={"index": index})


@contextmanager
def at_work(chromium: Browser, address: str, engine: Engine, queries: Sequence[str]) -> Iterator[Callable[[], float]]:
    """Yield what lets an engine answer all queries at full speed, and returns its work (ms)."""
    with slow_page(chromium, 1) as (page, line):
        _open(page, address, engine.scripts)
        page.evaluate("([name, given, queries]) => askAll(name, given, queries)", [engine.name, engine.given, list(queries[:1])])
        yield lambda: worked(line, lambda: page.evaluate("(queries) => askAgain(queries)", list(queries)))


@contextmanager
def working(chromium: Browser, address: str, engines: Iterable[Engine], queries: Sequence[str]) -> Iterator[dict[str, Callable[[], float]]]:
    """Yield by title what `at_work` yields for the engines that do all their work in a page."""
    with ExitStack() as pages:
        yield {engine.title: pages.enter_context(at_work(chromium, address, engine, queries)) for engine in engines if engine.name in IN_PAGE}


def work_beside(naam: str, acts: Mapping[str, Callable[[], float]]) -> Maat:
    """Return the work of ours beside that of the peer that works least, all in turns."""
    spent = take_turns(acts)
    ours = spent.pop(OURS)
    least = min(spent.values(), key=lambda work: work.usual, default=None)
    told = in_words({title: work.usual for title, work in spent.items()})
    return Maat(naam, ours.usual, "ms", told, least and ours.beside(least))


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


def engines(site: Path, work: Path, address: str, index: SearchIndex, *, is_told: bool) -> Iterator[Engine]:
    """Yield ours and the peers; `is_told` says whether they know the phrases of `zoektaal`."""
    portal = read_region()
    phrases = phrases_by_ref(portal) if is_told else {}
    ours = index if is_told else build_index(replace(portal, zoektaal=()), {document.url.partition("#")[0] for document in index.documents})
    scripts = next((site / "assets").glob("*/js/zoek"))
    yield Engine(OURS, "ours", {"folder": f"{address}{scripts.relative_to(site).as_posix()}/", "index": to_json(ours).decode()})
    pages = with_phrases(site, work / f"pagefind-{is_told}", index.documents, phrases)
    yield from peers(pages, site, address, rows(index.documents, phrases))


def peers(pages: Path, site: Path, address: str, documents: list[dict[str, object]]) -> Iterator[Engine]:
    """Yield the peers that this machine has; Pagefind reads `pages`, and is served with `site`."""
    if modules := npm_modules():
        for title, name in (("lunr-nl", "lunr"), ("MiniSearch", "minisearch")):
            yield Engine(title, name, {"documents": documents}, tuple(modules / script for script in SCRIPTS[name]))
    if make_pagefind(pages):
        (site / "pagefind").unlink(missing_ok=True)
        (site / "pagefind").symlink_to(pages / "pagefind")
        yield Engine("Pagefind", "pagefind", {"root": address})


def bench_searching(work: Path) -> Iterator[Maat]:
    """Yield recall, size, time and memory of ours beside the peers, then what the finder itself takes."""
    site = work / "site"
    built = pipeline.build(REPO, site, today=pipeline.today_from_environment(), workshop=pipeline.Workshop(work / "cache"))
    urls = {path.removesuffix("index.html") for path in built.files if path.endswith("index.html")}
    index = build_index(built.portal, urls)
    yield Maat("index", size(to_json(index)) / 1000, "kB", grens=MAX_INDEX / 1000)
    yield Maat("script", script_size() / 1000, "kB", grens=MAX_SCRIPT / 1000)
    halves = {half: load_golden(half) for half in HALVES}
    queries = [query.vraag for half in HALVES for query in halves[half]]
    with browser() as chromium, served(site) as address:
        if chromium is None:
            return
        tried, measured = {}, {}
        for is_told in (True, False):
            tried[is_told] = [with_index(chromium, address, engine) for engine in engines(site, work, address, index, is_told=is_told)]
            measured[is_told] = {engine.title: measure(chromium, address, engine, queries) for engine in tried[is_told]}
        told, plain = measured[True], measured[False]
        ours = told.pop(OURS)
        plain.pop(OURS)
        yield from _recalls(ours, told, plain, halves, index)
        yield from _costs(ours, plain)
        # Ours with its phrases, which is more work; the others without. All questions several times, since ours takes ten ms for them.
        worker = tried[True][0]
        with working(chromium, address, [worker, *tried[False][1:]], queries * AGAIN) as acts:
            yield work_beside(f"werk voor {AGAIN} keer {len(queries)} vragen", acts)
        weggezet = [query.vraag for query in halves["weggezet"]]
        for throttle in (1, THROTTLE):
            yield from finder_maten(measure_finder(chromium, address, weggezet, throttle), throttle)


def _recalls(ours: Measured, told: Mapping[str, Measured], plain: Mapping[str, Measured], halves: Mapping[str, list[Golden]],
             index: SearchIndex) -> Iterator[Maat]:  # fmt: skip
    """What is found in the top 3. Peers get the same documents; in the last measures also all that zoektaal knows of each."""
    start = 0
    for half, golden in halves.items():
        part = slice(start, start := start + len(golden))
        found = recall(golden, ours.found[part], index)
        others = {title: recall(golden, peer.found[part], index) for title, peer in plain.items()}
        yield Maat(f"in de top 3, {half}", found, "aandeel", in_words(others), grens=FLOORS[half])
        if others and half == "weggezet":
            yield Maat(f"voorsprong in de top 3, {half}", found - max(others.values()), "aandeel", grens=0.25)
        if others := {title: recall(golden, peer.found[part], index) for title, peer in told.items()}:
            yield Maat(f"in de top 3, {half}, als anderen onze zinnen krijgen", found, "aandeel", in_words(others), found / max(others.values()))


def _costs(ours: Measured, peers: Mapping[str, Measured]) -> Iterator[Maat]:
    yield beside("tot het eerste antwoord", ours.size, "kB", {title: peer.size for title, peer in peers.items()})
    yield Maat("geheugen van de index", ours.memory, "MB", in_words({title: peer.memory for title, peer in peers.items()}))
