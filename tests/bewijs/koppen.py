"""The headers that servers are asked to send, read back from the files that were made for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from .frame import Bewijs, Werkplaats
from .judges import internet_nl, observatory, parse_policy

_ONDERWERP = "koppen"
Headers = dict[str, str]


def read_netlify(text: str) -> dict[str, Headers]:
    """Return path pattern -> headers of a `_headers` file."""
    found: dict[str, Headers] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            headers = found.setdefault(line, {})
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            headers[name] = value
    return found


def read_apache(text: str) -> Headers:
    """Return the headers that an .htaccess sets for every page."""
    outside = re.sub(r"<If .*?</If>", "", text, flags=re.S)
    return dict(re.findall(r'^Header always set ([\w-]+) "(.*)"$', outside, re.M))


def read_nginx(text: str) -> dict[str, Headers]:
    """Return location -> headers of a piece of nginx configuration."""
    return {
        name: dict(re.findall(r'add_header ([\w-]+) "(.*)" always;', body))
        for name, body in re.findall(r"^location (?:\^~ )?(/\S*) \{\n(.*?)^\}", text, re.M | re.S)
    }


def loose_sources(policy: str) -> list[str]:
    """Return what a policy allows beyond files of our own origin: stricter than any judge."""
    return [f"{name} {source}" for name, sources in parse_policy(policy).items() for source in sources if source not in ("'self'", "'none'")]


def judge(headers: Mapping[str, str], where: str) -> Iterator[Bewijs]:
    """Yield what the two judges say of the headers of one server."""
    failures, score = internet_nl(headers), observatory(headers)
    yield Bewijs(_ONDERWERP, f"Wat zou internet.nl aanmerken op {where}?", f"{len(failures)} aanmerkingen", "0 aanmerkingen", not failures, "; ".join(failures))
    yield Bewijs(_ONDERWERP, f"Welke score geeft de HTTP Observatory van MDN aan {where}?", str(score), "minstens 145", score >= 145)


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what the generated files for four kinds of hosting say."""
    site, server = werkplaats.site, werkplaats.server_files
    netlify = read_netlify((site / "_headers").read_text(encoding="utf-8"))
    apache = read_apache((site / ".htaccess").read_text(encoding="utf-8"))
    nginx = read_nginx((server / "nginx.conf").read_text(encoding="utf-8"))
    yield from judge(netlify["/*"], "de koppen voor Netlify en Cloudflare Pages")
    yield from judge(apache, "de koppen voor Apache")
    yield from judge(nginx["/"], "de koppen voor nginx")
    # The two hosts of `_headers` ask again for pages by themselves.
    cache = {"Cache-Control": nginx["/"]["Cache-Control"]}
    differing = sorted({name for name, _ in set((netlify["/*"] | cache).items()) ^ set(apache.items())}
                       | {name for name, _ in set(apache.items()) ^ set(nginx["/"].items())})
    yield Bewijs(_ONDERWERP, "Sturen alle soorten hosting dezelfde koppen?", f"{len(differing)} verschillen", "0 verschillen", not differing, ", ".join(differing))
    loose = loose_sources(apache["Content-Security-Policy"])
    yield Bewijs(_ONDERWERP, "Mag een pagina iets laden dat niet van de site zelf komt?", f"{len(loose)} uitzonderingen", "0 uitzonderingen", not loose, "; ".join(loose))
    kept = [nginx["/assets/"]["Cache-Control"], netlify["/assets/*"]["Cache-Control"]]
    yield Bewijs(_ONDERWERP, "Blijft bewaard wat niet verandert, en de rest nooit?", f"{kept[0]} / {apache['Cache-Control']}", "een jaar / elke keer navragen",
                 all("max-age=31536000" in value and "immutable" in value for value in kept) and apache["Cache-Control"] == "no-cache")
    inside = [name for name in ("nginx.conf", "server") if (site / name).exists()]
    yield Bewijs(_ONDERWERP, "Staan instellingen van de server buiten de site?", f"{len(inside)} erin", "0 erin", not inside, ", ".join(inside))


    yield _security_txt(site)


def _security_txt(site: Path) -> Bewijs:
    """Have security.txt judged by the program that internet.nl uses."""
    question = "Is security.txt in orde, volgens het programma van internet.nl?"
    path = site / ".well-known" / "security.txt"
    try:
        from sectxt import Parser
    except ImportError:
        return Bewijs(_ONDERWERP, question, "niets", "geen fouten", None, "sectxt is niet geïnstalleerd; `make bewijs` doet dat.")
    errors = security_errors(path.read_bytes(), Parser) if path.is_file() else ["het bestand ontbreekt"]
    return Bewijs(_ONDERWERP, question, f"{len(errors)} fouten", "0 fouten", not errors,
                  "; ".join(errors) or "Een handtekening en een sleutel voor geheime post raadt het programma aan; die heeft de organisatie niet.")


def security_errors(content: bytes, parser: type) -> list[str]:
    """Return what sectxt finds wrong, and what it advises; a signature and a key to write in secret need an organisation that has them."""
    canonical = re.search(rb"^Canonical: (\S+)", content, re.M)
    judged = parser(content, urls=canonical[1].decode() if canonical else "https://onbekend.invalid/.well-known/security.txt")
    return [f"{item['code']}: {item['message']}" for item in (*judged.errors, *judged.recommendations) if item["code"] not in ("not_signed", "no_encryption")]
