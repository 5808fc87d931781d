"""Judges of response headers, by the published rules of internet.nl and of MDN's HTTP Observatory; both work offline.

The rules are in our own words. That they judge as the originals do is shown by tests/bewijs/oordelen.yaml: header sets of
our own, with the verdicts that the originals gave.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Headers = Mapping[str, str]
_YEAR = 31_536_000
_SELF_OR_NONE = {"'self'", "'none'"}
_HOST = re.compile(r"(?:(?P<scheme>[^:/']+)://)?(?P<host>[^:/']+)(?::(?:\d+|\*))?(?:/.*)?")
_KEYWORD = re.compile(r"'[^']*'")
_BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
_INLINE = {"'unsafe-inline'", "data:"}


def parse_policy(policy: str) -> dict[str, list[str]]:
    """Return directive -> its sources.

    Raises:
        ValueError: a directive stands there twice; browsers then look at the first only, which nobody expects.
    """
    parsed: dict[str, list[str]] = {}
    for words in (part.split() for part in policy.split(";")):
        if words and words[0].lower() in parsed:
            raise ValueError(words[0])
        if words:
            parsed[words[0].lower()] = words[1:]
    return parsed


def internet_nl(headers: Headers) -> list[str]:
    """Return what internet.nl would fail or warn about: CSP, HSTS, nosniff, frame options and referrer policy."""
    found = [f"csp: {failure}" for failure in _csp_failures(headers.get("Content-Security-Policy", ""))]
    age = re.search(r"max-age=\"?(\d+)", headers.get("Strict-Transport-Security", "").lower())
    if not age or int(age[1]) < _YEAR:
        found.append("hsts: geen jaar")
    if headers.get("X-Content-Type-Options", "").split(",")[0].strip().lower() != "nosniff":
        found.append("nosniff ontbreekt")
    if headers.get("X-Frame-Options", "").split(",")[0].strip().upper() not in ("DENY", "SAMEORIGIN"):
        found.append("x-frame-options ontbreekt")
    if headers.get("Referrer-Policy", "").split(",")[-1].strip() not in ("no-referrer", "same-origin"):
        found.append("referrer-policy is te ruim")
    return found


def _csp_failures(policy: str) -> list[str]:
    try:
        parsed = parse_policy(policy)
    except ValueError as error:
        return [f"{error} staat er twee keer"]
    sources = [source for values in parsed.values() for source in values]
    hosts = [match for source in sources if not _KEYWORD.fullmatch(source) and not source.endswith(":") and (match := _HOST.fullmatch(source))]
    schemes = {match["scheme"] for match in hosts} | {source.removesuffix(":") for source in sources if source.endswith(":")}
    found = [source for source in ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'") if source in sources]
    found += ["http:"] * bool(schemes & {"http", "*"}) + ["https:"] * ("https:" in sources)
    found += ["naam zonder https"] * any(match["scheme"] is None for match in hosts)
    found += ["naam die niet mag"] * any(match["host"] in ("*", "127.0.0.1") for match in hosts)
    found += ["data:"] * any("data:" in parsed.get(name, parsed.get("default-src", [])) for name in ("script-src", "object-src"))
    found += [f"{name} ontbreekt" for name in ("default-src", "base-uri") if not _is_near_self(parsed.get(name, []))]
    found += [f"{name} ontbreekt" for name in ("form-action", "frame-ancestors") if not _SELF_OR_NONE & set(parsed.get(name, [])) and
              not (name == "form-action" and parsed.get(name))]
    return found


def _is_near_self(sources: list[str]) -> bool:
    """`'none'` alone, or `'self'` with nothing but a report sample; internet.nl also takes names under the same domain."""
    return sources == ["'none'"] or ("'self'" in sources and set(sources) <= {"'self'", "'report-sample'"})


def observatory(headers: Headers) -> int:
    """Return the score of MDN's HTTP Observatory for an https site without cookies, whose scripts are all its own."""
    modifiers = [
        _csp_modifier(headers.get("Content-Security-Policy")),
        _hsts_modifier(headers.get("Strict-Transport-Security")),
        0 if headers.get("X-Content-Type-Options", "").lower() == "nosniff" else -5,
        _frame_modifier(headers),
        _referrer_modifier(headers.get("Referrer-Policy")),
        _of(headers.get("Cross-Origin-Opener-Policy"), good={"same-origin"}, neutral={"same-origin-allow-popups", "noopener-allow-popups", "unsafe-none"}),
        _of(headers.get("Cross-Origin-Embedder-Policy"), good={"require-corp", "credentialless"}, neutral={"unsafe-none"}),
        _of(headers.get("Cross-Origin-Resource-Policy"), good={"same-origin", "same-site"}, neutral={"cross-origin"}),
    ]
    # What is good counts only for a site that has next to nothing wrong.
    plain = 100 + sum(modifier for modifier in modifiers if modifier < 0)
    return max(0, 100 + sum(modifiers) if plain >= 90 else plain)


def _of(value: str | None, *, good: set[str], neutral: set[str]) -> int:
    return 0 if value is None or value in neutral else 10 if value in good else -5


def _csp_modifier(policy: str | None) -> int:
    try:
        parsed = {name: set(sources) or {"'none'"} for name, sources in parse_policy(policy or "").items()}
    except ValueError:
        return -25
    if not parsed:
        return -25
    default = parsed.get("default-src", {"*"})
    script, style, objects = (parsed.get(name, default) for name in ("script-src", "style-src", "object-src"))
    passive = {source for name in ("img-src", "media-src") for source in parsed.get(name, parsed.get("default-src", set()))}
    active = {source for name, sources in parsed.items() if name not in ("img-src", "media-src") for source in sources}
    if script & (_BROAD | _INLINE) or objects & _BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return -20
    if "'unsafe-eval'" in script | style or any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if style & (_BROAD | _INLINE):
        return 0
    return 10 if parsed.get("default-src") == {"'none'"} else 5


def _hsts_modifier(value: str | None) -> int:
    if not value:
        return -20
    age = re.search(r"max-age=(\d+)", value.lower())
    return -20 if not age else 0 if int(age[1]) >= 15_552_000 else -10


def _frame_modifier(headers: Headers) -> int:
    if re.search(r"(^|;)\s*frame-ancestors\s", headers.get("Content-Security-Policy", "")):
        return 5
    value = headers.get("X-Frame-Options", "").strip().lower()
    return 5 if value in ("deny", "sameorigin") else 0 if value.startswith("allow-from") else -20


def _referrer_modifier(value: str | None) -> int:
    if value is None:
        return 0
    known = [word for word in (part.strip().lower() for part in value.split(",")) if word in _REFERRER]
    return _REFERRER[known[-1]] if known else -5


_REFERRER = dict.fromkeys(("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"), 5) | dict.fromkeys(
    ("origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"), -5)
