"""The whole flow on one screen: load → validate → rules → host, pages → render → check → publish."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import adressen, feeds, headers, historie, ical, lanes, opendata, pages, pdf, safehtml, sitefiles
from .actueel import as_of
from .aside import Aside
from .beheer.files import beheer_files, beheer_pages, forms_headers
from .check import SiteCheck
from .clock import today_from_environment
from .compiled import compiled
from .coulant import Mended, mend
from .dekking import build_csv
from .finding import Finding, Location, Refused, has_errors
from .glossary import Glossary
from .host import THEME, Host, Prose, cache_of, stylesheet
from .kleuren import Kleuren
from .load import load
from .media import Media, dress_images, read_media
from .model import KINDS, Portal
from .node import Raw
from .offline import build_worker, kept_paths
from .page import Page, Site
from .publish import Staging, staged, write_settings
from .render import Renderer
from .rules import run_rules
from .skin import Skin, read_skin
from .taal import check_taal
from .urls import DEKKING_CSV, WIJZIGINGEN, redirects
from .validate import build_portal

# Stands only in a preview; what it asks for is answered by `serve`.
PREVIEW_SCRIPT = "__portaal__/preview.js"
# A reference in Markdown is a link that begins with a kind; it leads somewhere once the host is done.
_SCHEMES = frozenset({*KINDS, "pagina"})
Progress = Callable[[str], None]


def no_progress(step: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Built:
    """A finished site (path -> bytes, without what was written already), what its server must know, and what is worth knowing about it.

    `pages` counts all pages, `changed` the files that differ from those of the site that was there.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    portal: Portal
    base: str = "/"
    pages: int = 0
    changed: int = 0
    addresses: frozenset[str] = frozenset()
    server: Mapping[str, bytes] = field(default_factory=dict)


@dataclass
class Workshop:
    """What one build leaves behind to make the next one quick; nothing of it changes what comes out.

    One that `is_alone` leaves nothing to copies of this process.
    """

    cache: Path
    site_check: SiteCheck = field(default_factory=SiteCheck)
    is_alone: bool = False
    _renderer: tuple[float, Renderer] | None = None

    @classmethod
    def of(cls, root: Path) -> Workshop:
        """Return the workshop of a portal: its cache lies beside what it builds."""
        return cls(cache_of(root))

    @property
    def renderer(self) -> Renderer:
        """A renderer of the templates as they are on disk now."""
        newest = max(path.stat().st_mtime for path in (THEME / "templates").rglob("*"))
        if self._renderer is None or self._renderer[0] != newest:
            self._renderer = (newest, Renderer(THEME / "templates"))
        return self._renderer[1]


def read_portal(root: Path, today: dt.date) -> tuple[Portal, Skin, Raw, list[Finding]]:
    """Load, validate and judge what editors wrote; the portal that comes back is the one of `today`.

    Raises:
        Refused: with every finding, when one of them is an error.
    """
    raw, findings = load(root, tuple(file for file, _ in KINDS.values()))
    portal, found = build_portal(raw)
    findings += found
    skin, found = read_skin(raw.skin, portal)
    findings += found
    if portal is not None:
        findings += [*run_rules(portal, today), *pages.block_findings(portal)]
    if portal is None or skin is None or has_errors(findings):
        raise Refused(findings)
    return as_of(portal, today), skin, raw, findings


def read_taal(root: Path) -> list[Finding]:
    """Return what is not plain Dutch in the texts and facts, as far as those can be read."""
    raw, _ = load(root, tuple(file for file, _ in KINDS.values()))
    portal, _ = build_portal(raw)
    return check_taal(portal) if portal else []


def make_site(
    root: Path, *, today: dt.date, workshop: Workshop, is_preview: bool = False, progress: Progress = no_progress, host: Host | None = None,
    mended: Mended = Mended(),  # noqa: B008 - frozen value
    staging: Staging | None = None,
) -> Built:
    """Make the whole site in memory; with a `staging`, the pages of a kind of which there are very many are written to it.

    The host (perhaps one that was started before) makes prose in a process of its own; papers and data files are made aside.
    A root with earlier versions in it comes with what was `mended`.

    Raises:
        Refused: with every finding, when one of them is an error; nothing was written then.
    """
    with host or Host(root, workshop.cache) as host, ExitStack() as helpers:
        if staging:
            staging.begin()
        progress("feiten en teksten nakijken")
        days = helpers.enter_context(Aside(lambda: read_days(root, workshop.cache, mended)))
        portal, skin, raw, findings = read_portal(root, today)
        papers = helpers.enter_context(Aside(lambda: pdf.build_pdfs(portal, skin.url, today, workshop.cache), here=workshop.is_alone))
        portal = with_dates(portal, days.result(), mended)
        media = read_media(root, portal.media, [entry.wat for entry in portal.uitzonderingen], workshop.cache)
        progress("pagina's maken")
        assets, files = _assets(skin.kleuren)
        site = Site(skin.url, portal.organisatie, skin.menu, skin.voet, assets, today, is_preview, pages.mededeling_balk(portal, today), pages.talen_of(portal),
                    *([skin.kleuren.lucht] if skin.kleuren else []))
        renderer, glossary = workshop.renderer, pages.build_glossary(portal)

        def write_many(plan: list[Page], *, aside: bool) -> tuple[lanes.Written, list[Page]]:
            many, few = lanes.part(plan, kept_paths(portal)) if staging else ([], plan)
            some = renderer.stream(lanes.share(many, aside=aside), site, glossary)
            return lanes.write(some, staging, site.base) if staging and many else lanes.Written(), few

        def make_aside() -> tuple[list[Page], dict[str, bytes], lanes.Written]:
            whole = with_changes(root, portal, today, workshop.cache, mended)
            told, files = _from_the_past(whole, renderer, media, site, glossary)
            # Planning twice takes less than waiting for the plan.
            plan = [*pages.data_pages(portal, today)]
            urls = {page.url for page in [*told, *plan, *portal.pages.values()]}
            files |= _data_files(whole, urls, site) | beheer_files(raw, portal, site)
            return told, files, write_many(plan, aside=True)[0]

        aside = helpers.enter_context(Aside(make_aside, here=workshop.is_alone))
        plan = [*pages.data_pages(portal, today)]
        written, few = write_many(plan, aside=False)
        others = [*beheer_pages(raw, site, compiled("handleiding") or workshop.cache)]
        plan += others
        urls = {WIJZIGINGEN, *(page.url for page in [*plan, *portal.pages.values()])}
        kept = adressen.read_kept(root)
        moved = redirects(portal)
        moved |= adressen.wholes(kept, urls | moved.keys())
        sent_on = {page.url: page for page in pages.verhuisd_pages(portal, moved)}
        plan += sent_on.values()
        files |= media.files | renderer.render([*few, *others, *sent_on.values()], site, glossary)
        progress("teksten opmaken")
        prose = host.result()
        safe, found = safehtml.clean_pages(prose.pages, portal.pages.values(), _SCHEMES)
        findings += [*media.findings, *prose.findings, *_left_out(portal, prose), *found]
        if has_errors(findings):
            raise Refused(findings)
        dressed = {path: dress_images(text, path, media.fotos) for path, text in safe.items()}
        texts = list(pages.prose_pages(portal, dressed, today))
        files |= renderer.render(texts, site, glossary)
        workshop.site_check.learn(files, base=site.base)  # while the rest is being made
        told, made, beside = aside.result()
        written |= beside
        plan += [*texts, *told]
        own = forms_headers(raw, site)
        files |= made | papers.result() | sitefiles.build_site_files(site, plan) | headers.build_header_files(site.base, [*moved.items()], own)
        files |= build_worker(portal, files)
    if is_preview:
        files[PREVIEW_SCRIPT] = (THEME / "preview.js").read_bytes()
    progress("pagina's nakijken")
    there = files.keys() | written.facts.keys()
    findings += adressen.in_the_way(moved, urls, there - {page.path for page in sent_on.values()}, {url: page.source for url, page in sent_on.items()})
    promised = adressen.addresses((page.url for page in plan), files)
    # An editor who is in the midst of moving a page must still be able to look at it.
    findings += [] if is_preview else adressen.lost(kept, promised)
    findings += workshop.site_check.check(files, {page.path: page.source for page in plan}, base=site.base, read=written.facts)
    if has_errors(findings):
        raise Refused(findings)
    return Built(files, tuple(sorted(findings)), portal, site.base, sum(path.endswith(".html") for path in there), written.changed,
                 frozenset(promised), headers.build_server_files(site.base, [*moved.items()], own))


def read_days(root: Path, cache: Path, mended: Mended = Mended()) -> historie.Days:  # noqa: B008 - frozen value
    """Ask git when the files of a root changed; `with_dates` tells it of a portal."""
    return historie.read_days(historie.Git.open(mended.root or root), cache)


def with_dates(portal: Portal, days: historie.Days, mended: Mended = Mended()) -> Portal:  # noqa: B008 - frozen value
    """Add on which day everything changed last."""
    # The lines of a mended file are not those that git knows.
    as_written = replace(portal, places={key: raw for key, raw in portal.places.items() if raw.path not in mended.paths})
    return replace(portal, changed_on=historie.tell_dates(days, as_written), restored=mended.restored)


def with_changes(root: Path, portal: Portal, today: dt.date, cache: Path, mended: Mended = Mended()) -> Portal:  # noqa: B008 - frozen value
    """Add what changed lately, which takes reading what was there before: the longest wait where nothing is kept."""
    found = historie.find_changes(historie.Git.open(mended.root or root), today, cache, _read_past)
    return replace(portal, changes=historie.tell_changes(found, portal))


def with_history(root: Path, portal: Portal, today: dt.date, cache: Path) -> Portal:
    """Add all that git knows of a portal."""
    return with_changes(root, with_dates(portal, read_days(root, cache)), today, cache)


def _read_past(root: Path) -> Portal | None:
    """Return what could be read in a folder, without judging it: the rules of today are not those of then."""
    return build_portal(load(root, tuple(file for file, _ in KINDS.values()))[0])[0]


def _left_out(portal: Portal, prose: Prose) -> Iterator[Finding]:
    """Settings of the host can hide a text; a page that an editor wrote is never left out in silence."""
    for page in portal.pages.values():
        if prose.pages and f"{page.url}index.html" not in prose.pages:
            yield Finding(Location(page.path), "mkdocs", "MkDocs heeft van deze tekst geen pagina gemaakt.",
                          "Haal exclude_docs, draft_docs en use_directory_urls weg uit mkdocs.yml.")


def _data_files(portal: Portal, urls: Set[str], site: Site) -> dict[str, bytes]:
    """What is no page: the search index (of the pages at `urls`), the open data, the feeds and the calendar."""
    from . import search  # with Whoosh, which nothing else of a build needs

    today = site.built_on
    dated = feeds.news_feed(portal, site.url, today) | feeds.changes_feed(portal, site.url, today) | ical.build_agenda(portal, site.url, today)
    return dated | search.build_files(portal, urls) | opendata.build_open_data(portal, today)


def _from_the_past(portal: Portal, renderer: Renderer, media: Media, site: Site, glossary: Glossary) -> tuple[list[Page], dict[str, bytes]]:
    """The page of changes, for everybody, and what only staff read: the dashboard and the table of coverage."""
    sizes = {path: len(content) for path, content in media.files.items()}
    told = pages.wijzigingen_page(portal)
    return [told], renderer.render([told, pages.overzicht_page(portal, site.built_on, sizes)], site, glossary) | {DEKKING_CSV: build_csv(portal)}


def build(
    root: Path, out: Path, *, today: dt.date, workshop: Workshop, progress: Progress = no_progress, host: Host | None = None,
    is_lenient: bool = False,
) -> Built:
    """Make the site and publish it to `out`, with what its server must know in build/server; raises Refused as `make_site` and `publish` do.

    A lenient build shows the last good version of what is wrong.
    """
    if not (root / "mkdocs.yml").is_file():
        read_portal(root, today)  # raises with the reason, before anything is written
    with staged(out) as staging:
        def make(source: Path, mended: Mended) -> Built:
            return make_site(source, today=today, workshop=workshop, progress=progress, host=None if mended.root else host, mended=mended, staging=staging)

        if is_lenient:
            with tempfile.TemporaryDirectory(prefix="portaal-") as folder:
                built, found = mend(root, Path(folder), make)
            built = replace(built, findings=(*built.findings, *found))
        else:
            built = make(root, Mended())
        progress("publiceren")
        write_settings(built.server, root / "build" / "server")
        return replace(built, changed=built.changed + staging.finish(built.files))


def _assets(kleuren: Kleuren | None = None) -> tuple[str, dict[str, bytes]]:
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


__all__ = ["Built", "Page", "Workshop", "build", "make_site", "read_portal", "today_from_environment"]
