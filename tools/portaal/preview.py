"""The site of a preview after a change: at once the pages, since somebody looks at one of them, and then all the rest.

What no reader sees at once is half of the work: the index of the finder, the open data, papers, what git tells. Nothing is done in
copies of this process, so that all that was worked out for one record is known at the next change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from . import pdf
from .coulant import Mended
from .finding import Finding, Refused, has_errors
from .host import Host
from .pipeline import PREVIEW_SCRIPT, Built, built_of, read_portal
from .steps import Ground, Moved, Part, finish, judge, lay_ground, make_pages, make_rest, make_texts, plan_pages
from .story import read_days, with_dates
from .theme import THEME
from .workshop import Workshop


def preview(root: Path, *, today: dt.date, workshop: Workshop) -> Iterator[Built]:
    """Yield the site with its new pages beside the rest of the last one, and then the whole, which is as `make_site` makes it.

    The first is left out where there is no last one, and where its parts do not fit together (a new page may link to a paper that is yet to come).

    Raises:
        Refused: with every finding, when one of them is an error.
    """
    with Host(root, workshop.cache) as host:
        portal, skin, raw, findings = read_portal(root, today)
        portal = with_dates(portal, read_days(root, workshop.cache))
        ground = lay_ground(root, today, workshop, Mended(), None, portal, skin, raw, is_preview=True)
        part, moved = make_pages(ground, plan_pages(ground))
        part |= make_texts(ground, host.result())
    part.files[PREVIEW_SCRIPT] = (THEME / "preview.js").read_bytes()
    if has_errors(part.findings):
        raise Refused([*findings, *part.findings])
    if workshop.rest is not None:
        early, wrong = _judged(ground, part | workshop.rest, moved, findings)
        if not wrong:
            yield replace(early, is_whole=False)
    rest = make_rest(ground, part.plan)
    rest.files |= pdf.build_pdfs(portal, skin.url, today, workshop.cache)
    rest.files |= finish(ground, part | rest, moved)[0]
    whole, wrong = _judged(ground, part | rest, moved, findings)
    if wrong:
        raise Refused(whole.findings)
    workshop.rest = rest
    yield whole


def _judged(ground: Ground, part: Part, moved: Moved, findings: list[Finding]) -> tuple[Built, bool]:
    """Return a site with all that was found in it, and whether one of that is an error."""
    wrong, promised = judge(ground, part, moved)
    found = [*findings, *part.findings, *wrong]
    return built_of(part, found, ground, promised, {}), has_errors(found)
