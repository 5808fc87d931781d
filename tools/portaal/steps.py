"""The steps of one build, in the order in which `pipeline` takes them. Each takes the ground and gives a part of the site."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from . import adressen, feeds, headers, ical, lanes, opendata, pages, safehtml, sitefiles
from .beheer.files import beheer_files, beheer_pages, forms_headers
from .compiled import compiled
from .coulant import Mended
from .dekking import build_csv
from .finding import Finding, Location, has_errors
from .glossary import Glossary
from .host import Prose
from .kleuren import LUCHT, Kleuren
from .media import Media, dress_images, read_media
from .model import KINDS, Portal
from .node import Raw
from .offline import build_worker, kept_paths
from .page import Page, Site
from .publish import Staging
from .render import Renderer
from .skin import Skin
from .story import with_changes
from .theme import THEME, stylesheet
from .urls import DEKKING_CSV, WIJZIGINGEN, redirects
from .workshop import Workshop

# A reference in Markdown is a link that begins with a kind; it leads somewhere once the host is done.
_SCHEMES = frozenset({*KINDS, "pagina"})


class Ground(Struct, frozen=True):
    """What every page of one build stands on. With a `staging`, pages of a kind of which there are very many are written to it."""

    root: Path
    today: dt.date
    workshop: Workshop
    mended: Mended
    staging: Staging | None
    portal: Portal
    raw: Raw
    media: Media
    assets: Mapping[str, bytes]
    site: Site
    renderer: Renderer
    glossary: Glossary


@dataclass
class Part:
    """A part of a site: its plan, its files, the pages that were written already, and what was found in it."""

    plan: list[Page] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    written: lanes.Written = field(default_factory=lanes.Written)
    findings: list[Finding] = field(default_factory=list)

    def __or__(self, other: Part) -> Part:
        return Part(self.plan + other.plan, self.files | other.files, self.written | other.written, self.findings + other.findings)


def lay_ground(
    root: Path, today: dt.date, workshop: Workshop, mended: Mended, staging: Staging | None, portal: Portal, skin: Skin, raw: Raw,
    *, is_preview: bool,
) -> Ground:
    """Return the ground of a build: the frame of all pages and the words that they explain."""
    media = read_media(root, portal.media, [entry.wat for entry in portal.uitzonderingen], workshop.cache)
    folder, assets = build_assets(skin.kleuren)
    site = Site(skin.url, portal.organisatie, skin.menu, skin.voet, folder, today, is_preview, pages.mededeling_balk(portal, today), pages.talen_of(portal),
                skin.kleuren.lucht if skin.kleuren else LUCHT, pages.has_block(portal, "sneltoets"))
    return Ground(root, today, workshop, mended, staging, portal, raw, media, assets, site, workshop.renderer, pages.build_glossary(portal))


def plan_pages(ground: Ground) -> list[Page]:
    """Return every page that follows from data, with what stands on it."""
    return [*pages.data_pages(ground.portal, ground.today)]


def make_aside(ground: Ground, plan: list[Page]) -> Part:
    """What takes long and needs no other page: what `make_data` makes, and a share of the very many pages of a `plan`."""
    written, _ = _write_many(plan, ground, aside=True)
    part = make_data(ground, plan)
    part.written = written
    return part


def make_rest(ground: Ground, plan: Iterable[Page]) -> Part:
    """What is no page of a `plan` that follows from data."""
    return make_past(ground) | make_data(ground, plan)


def make_past(ground: Ground) -> Part:
    """What tells of the past: the page and the feed of changes for everybody, and what only staff read (the dashboard and the table of coverage)."""
    portal = with_changes(ground.root, ground.portal, ground.today, ground.workshop.cache, ground.mended)
    sizes = {path: len(content) for path, content in ground.media.files.items()}
    told, overzicht = pages.wijzigingen_page(portal), pages.overzicht_page(portal, ground.today, sizes)
    files = ground.renderer.render([told, overzicht], ground.site, ground.glossary)
    return Part([told], files | {DEKKING_CSV: build_csv(portal)} | feeds.changes_feed(portal, ground.site.url, ground.today))


def make_data(ground: Ground, plan: Iterable[Page]) -> Part:
    """What is no page: the index of all pages, the open data, the news feed, the calendar and what the forms need."""
    from . import search  # with Whoosh, which nothing else of a build needs

    portal, site, today = ground.portal, ground.site, ground.today
    urls = {WIJZIGINGEN, *(page.url for page in [*plan, *portal.pages.values()])}
    dated = feeds.news_feed(portal, site.url, today) | ical.build_agenda(portal, site.url, today)
    made = search.build_files(portal, urls) | opendata.build_open_data(portal, today)
    return Part(files=dated | made | beheer_files(ground.raw, portal, site))


class Moved(Struct, frozen=True):
    """Addresses that lead elsewhere, the pages that say so, and what was promised before (address -> line)."""

    redirects: Mapping[str, str]
    sent_on: Mapping[str, Page]
    kept: Mapping[str, int]
    urls: set[str]


def make_pages(ground: Ground, plan: list[Page], *, is_alone: bool = True) -> tuple[Part, Moved]:
    """Every page of a `plan` (where another process makes its share, `is_alone` is false), and those for addresses that moved."""
    portal = ground.portal
    written, few = _write_many(plan, ground, aside=False, is_alone=is_alone)
    staff = [*beheer_pages(ground.raw, ground.site, compiled("handleiding") or ground.workshop.cache)]
    urls = {WIJZIGINGEN, *(page.url for page in [*plan, *staff, *portal.pages.values()])}
    kept, moved = adressen.read_kept(ground.root), redirects(portal)
    moved |= adressen.wholes(kept, urls | moved.keys())
    sent_on = {page.url: page for page in pages.verhuisd_pages(portal, moved)}
    made = ground.renderer.render([*few, *staff, *sent_on.values()], ground.site, ground.glossary)
    files = {**ground.assets, **ground.media.files, **made}
    return Part([*plan, *staff, *sent_on.values()], files, written, [*ground.media.findings]), Moved(moved, sent_on, kept, urls)


def make_texts(ground: Ground, prose: Prose) -> Part:
    """Every page that an editor wrote, out of what the host made of it."""
    safe, found = safehtml.clean_pages(prose.pages, ground.portal.pages.values(), _SCHEMES)
    findings = [*prose.findings, *_left_out(ground.portal, prose), *found]
    if has_errors(findings):
        return Part(findings=findings)
    dressed = {path: dress_images(text, path, ground.media.fotos) for path, text in safe.items()}
    texts = list(pages.prose_pages(ground.portal, dressed, ground.today))
    files = ground.renderer.render(texts, ground.site, ground.glossary)
    return Part(texts, files, findings=findings)


def finish(ground: Ground, part: Part, moved: Moved) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files that know of all others (for search engines, hosts, and who reads without internet), and those for a server of one's own."""
    base, pairs, own = ground.site.base, [*moved.redirects.items()], forms_headers(ground.raw, ground.site)
    files = sitefiles.build_site_files(ground.site, part.plan) | headers.build_header_files(base, pairs, own)
    return files | build_worker(ground.portal, part.files | files), headers.build_server_files(base, pairs, own)


def judge(ground: Ground, part: Part, moved: Moved) -> tuple[list[Finding], frozenset[str]]:
    """Return what is wrong with the whole of a site, and the addresses that it promises."""
    there = part.files.keys() | part.written.facts.keys()
    others = there - {page.path for page in moved.sent_on.values()}
    findings = [*adressen.in_the_way(moved.redirects, moved.urls, others, {url: page.source for url, page in moved.sent_on.items()})]
    promised = adressen.addresses((page.url for page in part.plan), part.files)
    if not ground.site.is_preview:  # an editor who is in the midst of moving a page must still be able to look at it
        findings += adressen.lost(moved.kept, promised)
    findings += ground.workshop.site_check.check(part.files, _Sources(part.plan, ground.portal), base=ground.site.base, read=part.written.facts)
    return findings, frozenset(promised)


class _Sources(Mapping[str, Location]):
    """Where each page of a plan comes from, by its path; looked up for the few of which something is told."""

    def __init__(self, plan: Iterable[Page], portal: Portal):
        self._pages, self._portal = {page.path: page for page in plan}, portal

    def __getitem__(self, path: str) -> Location:
        source = self._pages[path].source
        return source if isinstance(source, Location) else self._portal.place(*source)

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


def _write_many(plan: list[Page], ground: Ground, *, aside: bool, is_alone: bool = False) -> tuple[lanes.Written, list[Page]]:
    """Write our share of the pages of which there are very many; return what is known of them, and all other pages of the plan.

    In the plan, very many pages lose what they show: all together that is a quarter of the memory of a build.
    """
    if ground.staging is None:
        return lanes.Written(), plan
    many, few = lanes.part(plan, kept_paths(ground.portal))
    plan[:] = [*few, *(page.bare() for page in many)]
    ours = lanes.share(many, aside=aside, is_alone=is_alone)
    many.clear()
    made = ground.renderer.stream(lanes.let_go(ours), ground.site, ground.glossary)
    return lanes.write(made, ground.staging, ground.site.base), few


def _left_out(portal: Portal, prose: Prose) -> Iterator[Finding]:
    """Settings of the host can hide a text; a page that an editor wrote is never left out in silence."""
    for page in portal.pages.values():
        if prose.pages and f"{page.url}index.html" not in prose.pages:
            yield Finding(Location(page.path), "mkdocs", "MkDocs heeft van deze tekst geen pagina gemaakt.",
                          "Haal exclude_docs, draft_docs en use_directory_urls weg uit mkdocs.yml.")


def build_assets(kleuren: Kleuren | None = None) -> tuple[str, dict[str, bytes]]:
    """Stylesheets, scripts and drawings in the colours of the portal, in a folder named after their content, so that browsers may keep them."""
    ours = stylesheet() | {
        path.relative_to(THEME).as_posix(): path.read_bytes()
        for folder in ("css", "js", "img")
        for path in sorted((THEME / folder).rglob("*"))
        if path.is_file()
    }
    if kleuren:
        ours = kleuren.dress(ours)
    digest = hashlib.sha256()
    for name, content in ours.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    folder = f"assets/{digest.hexdigest()[:12]}/"
    return folder, {f"{folder}{name}": content for name, content in ours.items()}
