"""Files for machines: the map of the site for search engines, and what they may read."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape

from .page import Page, Site


def build_site_files(site: Site, pages: Iterable[Page]) -> dict[str, bytes]:
    """Return sitemap.xml (sitemaps.org 0.9) with every listed page, and robots.txt (RFC 9309) that names it."""
    urls = sorted(urljoin(site.url, quote(page.url)) for page in pages if page.is_listed)
    rows = "".join(f"  <url><loc>{escape(url)}</loc></url>\n" for url in urls)
    sitemap = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {urljoin(site.url, 'sitemap.xml')}\n"
    return {"sitemap.xml": sitemap.encode(), "robots.txt": robots.encode()}
