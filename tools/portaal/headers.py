"""What a web server must send with the site: one table, written down for every server that can be asked to send it.

`_headers` (Netlify, Cloudflare Pages), `_redirects` and `.htaccess` (Apache) work from inside the site and are never sent
to a visitor by those hosts; the piece for nginx lies beside the site, so that it cannot be published by mistake.
docs/beveiliging.md tells how to use them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

# Everything is refused but files of our own origin; no 'unsafe-…', hash, nonce or data:, so no page may hold a script or style.
CSP = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "manifest-src 'self'",
    "worker-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
))  # fmt: skip
# What the site never asks for, it cannot be made to ask for.
_NEVER = ("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope",
          "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock",
          "usb", "xr-spatial-tracking")  # fmt: skip
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CSP,
    # Two years. Other names under the domain are not ours to promise for, so without includeSubDomains.
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NEVER),
}
# Names below assets/ hold a digest of their content; every other file is asked for again, and answered "not changed".
ASSETS = "assets/"
KEEP = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
# Only what stands here is sent as itself; anything else would be a download.
TYPES: Mapping[str, str] = {
    "css": "text/css", "csv": "text/csv", "geojson": "application/geo+json", "html": "text/html", "ics": "text/calendar",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "js": "text/javascript", "json": "application/json", "pdf": "application/pdf",
    "png": "image/png", "svg": "image/svg+xml", "txt": "text/plain", "webmanifest": "application/manifest+json", "webp": "image/webp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xml": "application/xml",
}  # fmt: skip
_AS_TEXT = ("text/css", "text/csv", "text/calendar", "text/javascript", "text/plain", "application/json", "application/geo+json",
            "application/manifest+json", "application/xml", "image/svg+xml")  # fmt: skip
_MADE = "Gemaakt door `portaal build`; verander het niet hier. Uitleg: docs/beveiliging.md."

Redirects = Sequence[tuple[str, str]]
Own = Mapping[str, Mapping[str, str]]
# An address that editors made up must not be able to say more in a configuration than where it leads.
_PLAIN = re.compile(r"[A-Za-z0-9/_.~#-]*")


def build_header_files(base: str, redirects: Redirects = (), own: Own = MappingProxyType({})) -> dict[str, bytes]:
    """Return the files that hosts look for inside the site: `_headers`, `_redirects` and `.htaccess`.

    `base` is the path of the site on its host (`/`); a redirect is (old url, new url), both site-relative; `own` holds, per
    url of a single page, the headers that differ there.
    """
    redirects = _plain(redirects)
    files = {"_headers": _netlify(base, own), ".htaccess": _apache(base, redirects, own)}
    if redirects:
        files["_redirects"] = "".join(f"{base}{old} {base}{new} 301\n" for old, new in redirects)
    return {path: text.encode() for path, text in files.items()}


def build_server_files(base: str, redirects: Redirects = (), own: Own = MappingProxyType({})) -> dict[str, bytes]:
    """Return the files for whoever runs the server, to lie beside the site."""
    return {"nginx.conf": _nginx(base, _plain(redirects), own).encode()}


def _plain(redirects: Redirects) -> Redirects:
    """Return the redirects that are plain words; the others keep their page that sends a visitor on."""
    return [(old, new) for old, new in redirects if _PLAIN.fullmatch(old) and _PLAIN.fullmatch(new)]


def _netlify(base: str, own: Own) -> str:
    """No header stands in two rules for one path: Netlify takes the last, Cloudflare glues them together.

    The pages of `own` are the exception. There a line with `!` makes Cloudflare let go of what an earlier rule said; Netlify
    skips such a line. A host that knows neither sends both policies, and of two policies the strictest counts.
    Without a rule both send `max-age=0, must-revalidate`, which is what pages need.
    """
    lines = [f"# {_MADE}", f"{base}*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    lines += ["", f"{base}{ASSETS}*", f"  Cache-Control: {KEEP}"]
    for url, headers in own.items():
        lines += ["", f"{base}{url}", *(line for name, value in headers.items() for line in (f"  ! {name}", f"  {name}: {value}"))]
    return "\n".join(lines) + "\n"


def _apache(base: str, redirects: Redirects, own: Own) -> str:
    """Nothing is wrapped in <IfModule>: a server that cannot send a header must say so, not leave it out."""
    lines = [f"# {_MADE}", "# Nodig: mod_headers, mod_mime, mod_alias, mod_dir en AllowOverride All.", "", "Options -Indexes -MultiViews",
             "DirectoryIndex index.html", f"ErrorDocument 404 {base}404.html", "AddDefaultCharset utf-8", ""]
    lines += [f"AddType {kind} .{ending}" for ending, kind in TYPES.items()]
    lines += ["AddCharset utf-8 .csv .css .geojson .ics .js .json .svg .txt .webmanifest .xml", ""]
    lines += [f'Header always set {name} "{value}"' for name, value in HEADERS.items()]
    lines += [f'Header always set Cache-Control "{ASK_AGAIN}"', f"<If \"%{{REQUEST_URI}} =~ m#^{re.escape(base)}{ASSETS}#\">",
              f'  Header always set Cache-Control "{KEEP}"', "</If>"]
    for url, headers in own.items():
        lines += [f"<If \"%{{REQUEST_URI}} =~ m#^{re.escape(base + url)}(index\\.html)?$#\">",
                  *(f'  Header always set {name} "{value}"' for name, value in headers.items()), "</If>"]
    lines += ["", "# Deze bestanden zijn voor andere soorten hosting.", '<FilesMatch "^_(headers|redirects)$">', "  Require all denied", "</FilesMatch>"]
    if redirects:
        lines += ["", *(f'RedirectMatch 301 "^{re.escape(base + old)}$" "{base}{new}"' for old, new in redirects)]
    return "\n".join(lines) + "\n"


def _nginx(base: str, redirects: Redirects, own: Own) -> str:
    """A location that adds one header loses those of its server, so each location names them all.

    A page of `own` is asked for by its folder; nginx then looks again, for the file in it.
    """
    types = "\n".join(f"    {kind} {ending};" for ending, kind in TYPES.items())
    lines = [f"# {_MADE}", "# Zet dit in het blok server { … } met: include …/nginx.conf;   De regel root wijst naar de map van de site.", "",
             "index index.html;", "autoindex off;", "absolute_redirect off;", "server_tokens off;", f"error_page 404 {base}404.html;",
             "charset utf-8;", f"charset_types {' '.join(_AS_TEXT)};", f"types {{\n{types}\n}}", "default_type application/octet-stream;",
             "gzip on;", "gzip_comp_level 6;", "gzip_vary on;", f"gzip_types {' '.join(_AS_TEXT)};", ""]
    lines += [f"location = {base}{old} {{ return 301 {base}{new}; }}" for old, new in redirects]
    lines += _location(f"location {base}", ASK_AGAIN)
    lines += _location(f"location ^~ {base}{ASSETS}", KEEP)
    for url, headers in own.items():
        lines += _location(f"location = {base}{url}index.html", ASK_AGAIN, headers)
    lines += ["# Deze bestanden zijn voor andere soorten hosting.", f"location ~ ^{re.escape(base)}(_headers|_redirects|\\.htaccess)$ {{ return 404; }}"]
    return "\n".join(lines) + "\n"


def _location(name: str, cache: str, own: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    headers = {**HEADERS, **own} | {"Cache-Control": cache}
    return [f"{name} {{", *(f'  add_header {header} "{value}" always;' for header, value in headers.items()), "}"]
