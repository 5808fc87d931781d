"""The whole flow on one screen: load → validate → rules → host, pages → render → check → publish."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from . import pages, pdf
from .actueel import as_of
from .aside import Aside
from .clock import today_from_environment
from .coulant import Mended, mend
from .finding import Finding, Refused, has_errors
from .host import Host
from .load import load
from .model import RECORD_FILES, Portal
from .node import Raw
from .publish import Staging, staged, write_settings
from .rules import run_rules
from .skin import Skin, read_skin
from .steps import Ground, Part, finish, judge, lay_ground, make_aside, make_pages, make_past, make_texts, plan_pages
from .story import read_days, read_unjudged, with_dates
from .taal import check_taal
from .theme import THEME
from .validate import build_portal
from .workshop import Workshop

# Stands only in a preview; what it asks for is answered by `serve`.
PREVIEW_SCRIPT = "__portaal__/preview.js"
Progress = Callable[[str], None]


def no_progress(step: str) -> None:
    """Say nothing."""


class Built(Struct, frozen=True):
    """A finished site (path -> bytes, without what was written already), what its server must know, and what is worth knowing about it.

    `pages` counts all pages, `changed` the files that differ from those of the site that was there.
    One that is not `is_whole` has new pages beside a rest that is yet to come (see `preview`).
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    portal: Portal
    base: str = "/"
    pages: int = 0
    changed: int = 0
    addresses: frozenset[str] = frozenset()
    server: Mapping[str, bytes] = {}
    is_whole: bool = True


def read_portal(root: Path, today: dt.date) -> tuple[Portal, Skin, Raw, list[Finding]]:
    """Load, validate and judge what editors wrote; the portal that comes back is the one of `today`.

    Raises:
        Refused: with every finding, when one of them is an error.
    """
    portal, skin, raw, findings = _read_facts(root, today)
    findings += _judge_facts(portal, today)
    if has_errors(findings):
        raise Refused(findings)
    return as_of(portal, today), skin, raw, findings


def _read_facts(root: Path, today: dt.date) -> tuple[Portal, Skin, Raw, list[Finding]]:
    """Load and validate what editors wrote; raises Refused, with what the rules say of it as well, when that failed."""
    raw, findings = load(root, RECORD_FILES)
    portal, found = build_portal(raw)
    findings += found
    skin, found = read_skin(raw.skin, portal)
    findings += found
    if portal is None or skin is None or has_errors(findings):
        raise Refused([*findings, *(_judge_facts(portal, today) if portal else [])])
    return portal, skin, raw, findings


def _judge_facts(portal: Portal, today: dt.date) -> list[Finding]:
    return [*run_rules(portal, today), *pages.block_findings(portal)]


@contextmanager
def _while_judged(rules: Aside, findings: list[Finding]) -> Iterator[None]:
    """Let something be made of facts while the rules look at them, and add what they found; raises Refused where one is broken.

    What is made of facts that break a rule may fail in any way: then the rule is what an editor must hear of.
    """
    try:
        yield
    except Exception:
        findings += rules.result()
        if has_errors(findings):
            raise Refused(findings) from None
        raise
    findings += rules.result()
    if has_errors(findings):
        raise Refused(findings)


def read_taal(root: Path) -> list[Finding]:
    """Return what is not plain Dutch in the texts and facts, as far as those can be read."""
    portal = read_unjudged(root)
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
        written, skin, raw, findings = _read_facts(root, today)
        rules = helpers.enter_context(Aside(lambda: _judge_facts(written, today)))
        with _while_judged(rules, findings):
            portal = with_dates(as_of(written, today), days.result(), mended)
            papers = helpers.enter_context(Aside(lambda: pdf.build_pdfs(portal, skin.url, today, workshop.cache)))
            ground = lay_ground(root, today, workshop, mended, staging, portal, skin, raw, is_preview=is_preview)
            past = helpers.enter_context(Aside(lambda: make_past(ground), can_wait=True))
            plan = plan_pages(ground)
        progress("pagina's maken")
        aside = helpers.enter_context(Aside(lambda: make_aside(ground, plan), can_wait=True))
        part, moved = make_pages(ground, plan, is_alone=not aside.is_apart)
        progress("teksten opmaken")
        part |= make_texts(ground, host.result())
        if has_errors(part.findings):
            raise Refused([*findings, *part.findings])
        workshop.site_check.learn(part.files, base=ground.site.base)  # while the rest is being made
        part.files |= papers.result()
        if staging:
            staging.write_ahead(part.files)
        part |= past.result() | aside.result()
        last, server = finish(ground, part, moved)
        part.files |= last
    if is_preview:
        part.files[PREVIEW_SCRIPT] = (THEME / "preview.js").read_bytes()
    progress("pagina's nakijken")
    wrong, promised = judge(ground, part, moved)
    findings += [*part.findings, *wrong]
    if has_errors(findings):
        raise Refused(findings)
    return built_of(part, findings, ground, promised, server)


def built_of(part: Part, findings: Iterable[Finding], ground: Ground, promised: frozenset[str], server: Mapping[str, bytes]) -> Built:
    """Return a site that is finished."""
    number = sum(path.endswith(".html") for path in part.files.keys() | part.written.facts.keys())
    return Built(part.files, tuple(sorted(findings)), ground.portal, ground.site.base, number, part.written.changed, promised, server)


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


__all__ = ["Built", "Workshop", "build", "make_site", "read_portal", "read_taal", "today_from_environment"]
