"""Files for machines: the map of the site for search engines, what they may read, and where a leak is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urljoin

from .dutch import datum
from .finding import Finding, Location
from .page import Page, Site

SECURITY = ".well-known/security.txt"
# RFC 9116 wants a file that ends within a year, so that nobody mails an address that is long gone.
_VALID = dt.timedelta(days=364)
_WARN = dt.timedelta(days=30)
# sitemaps.org allows no more addresses in one file.
SITEMAP_URLS = 50_000


def build_site_files(site: Site, pages: Iterable[Page]) -> dict[str, bytes]:
    """Return sitemap.xml (sitemaps.org 0.9) with every listed page, robots.txt (RFC 9309) that names it, and security.txt."""
    urls = sorted(site.url + quote(page.url) for page in pages if page.is_listed)
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {urljoin(site.url, 'sitemap.xml')}\n"
    return _sitemaps(site, urls) | {"robots.txt": robots.encode()} | _security(site)


def _sitemaps(site: Site, urls: list[str]) -> dict[str, bytes]:
    """Return sitemap.xml: the addresses themselves, or where there are too many for one file, the files that hold them."""
    if len(urls) <= SITEMAP_URLS:
        return {"sitemap.xml": _sitemap("urlset", "url", urls)}
    parts = [urls[first:first + SITEMAP_URLS] for first in range(0, len(urls), SITEMAP_URLS)]
    files = {f"sitemap-{number}.xml": _sitemap("urlset", "url", part) for number, part in enumerate(parts, start=1)}
    return files | {"sitemap.xml": _sitemap("sitemapindex", "sitemap", [urljoin(site.url, name) for name in files])}


def _sitemap(outer: str, inner: str, urls: Iterable[str]) -> bytes:
    rows = "".join(f"  <{inner}><loc>{escape(url)}</loc></{inner}>\n" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</{outer}>\n'.encode()


def _security(site: Site) -> dict[str, bytes]:
    """Return security.txt (RFC 9116), or nothing where nobody can be reached; it ends a year after the build."""
    organisatie = site.organisatie
    email = organisatie.email_beveiliging or organisatie.email
    contact = f"mailto:{email}" if email else organisatie.website
    if not contact or not contact.startswith(("mailto:", "https:")):
        return {}
    lines = (f"Contact: {contact}", f"Expires: {site.built_on + _VALID}T00:00:00Z", "Preferred-Languages: nl, en", f"Canonical: {urljoin(site.url, SECURITY)}")
    return {SECURITY: "".join(f"{line}\n" for line in lines).encode()}


def stale_site(out: Path, today: dt.date) -> Iterator[Finding]:
    """Yield a warning when the site that was built last ends within a month: it should have been built again long ago."""
    try:
        end = re.search(r"^Expires: (\d{4}-\d\d-\d\d)T", (out / SECURITY).read_text(encoding="utf-8"), re.M)
    except OSError:
        return
    if end and (day := dt.date.fromisoformat(end[1])) - today < _WARN:
        yield Finding(Location(f"{out.name}/{SECURITY}"), "oude-site", f"De site die het laatst is gebouwd, verloopt op {datum(day)}.",
                      "Bouw en publiceer hem opnieuw: portaal build.", "waarschuwing")
