"""Links to other sites: are they still there? Asked apart from the build, slowly, and never twice in the same week.

Being polite: one question at a time, a pause between two questions to the same site, only the head of a page where the
site allows that, and a name that says who asks.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import json
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from msgspec import Struct

from .finding import Finding, Location
from .model import Portal
from .textfile import write_whole

_LINK = re.compile(r"https?://[^\s<>\"'`]+")
_KEPT = dt.timedelta(days=7)
_TIMEOUT_SECONDS = 15
_AGENT = "portaal-links (kijkt of verwijzingen nog kloppen)"
# A site that answers so is there, and only does not want to be asked by a program.
_SHY = (401, 403, 405, 406, 429, 501, 503, 999)


class Answer(Struct, frozen=True):
    """What a site said: `code` of HTTP (0: no answer, then `reason` says why), and where it sent us for good."""

    code: int
    moved_to: str = ""
    reason: str = ""

    @property
    def is_broken(self) -> bool:
        return not (200 <= self.code < 400 or self.code in _SHY)


def collect_links(portal: Portal) -> dict[str, list[Location]]:
    """Return every address of another site -> the places where it stands, in the order of the files."""
    found: dict[str, list[Location]] = {}
    for path, line, column, text in portal.written:
        for match in _LINK.finditer(text):
            url = _trimmed(match[0]).partition("#")[0]
            found.setdefault(url, []).append(Location(path, line, column))
    return dict(sorted(found.items()))


def _trimmed(url: str) -> str:
    """Leave out what belongs to the sentence: a full stop, or the bracket of Markdown that no bracket in the address opens."""
    url = url.rstrip(".,;:!?*_")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?*_")
    return url


class Known:
    """Answers of earlier days, in one file; a file that cannot be read or written is no loss."""

    def __init__(self, path: Path, today: dt.date):
        self._path, self._today = path, today
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            self._rows = {
                url: row for url, row in rows.items()
                if dt.timedelta() <= today - dt.date.fromisoformat(row["op"]) < _KEPT or row.get("reden")
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._rows = {}

    def get(self, url: str) -> Answer | None:
        """Return a good answer of this week; what was broken is asked again."""
        row = self._rows.get(url)
        return Answer(row["code"], row["naar"]) if row and not row.get("reden") else None

    def broken(self) -> dict[str, str]:
        """Return address -> the day and the reason, of what was broken when it was last asked."""
        return {url: f"{row['op']}: {row['reden']}" for url, row in self._rows.items() if row.get("reden")}

    def keep(self, url: str, answer: Answer) -> None:
        """Remember an answer, at once, so that stopping halfway loses nothing."""
        self._rows[url] = {"op": self._today.isoformat(), "code": answer.code, "naar": answer.moved_to}
        if answer.is_broken:
            self._rows[url]["reden"] = answer.reason
        with contextlib.suppress(OSError):
            write_whole(self._path, json.dumps(self._rows, indent=1).encode())


def ask_all(urls: Iterable[str], known: Known, *, pause: float, progress: Callable[[str], None]) -> dict[str, Answer]:
    """Return url -> answer; `pause` is the number of seconds between two questions to one site."""
    answers: dict[str, Answer] = {}
    last: dict[str, float] = {}
    todo = list(urls)
    for number, url in enumerate(todo, start=1):
        if (answer := known.get(url)) is None:
            host = url.split("/")[2]
            progress(f"{number} van {len(todo)}: {host}")
            time.sleep(max(0.0, last.get(host, 0.0) + pause - time.monotonic()))
            answer = ask(url)
            last[host] = time.monotonic()
            known.keep(url, answer)
        answers[url] = answer
    return answers


class _Remembering(HTTPRedirectHandler):
    """Follows redirects and remembers whether all of them were for good (301, 308)."""

    def __init__(self) -> None:
        self.codes: list[int] = []

    def redirect_request(self, request: Request, body: object, code: int, message: str, headers: object, url: str) -> Request | None:
        self.codes.append(code)
        further = super().redirect_request(request, body, code, message, headers, url)  # type: ignore[arg-type]
        if further:
            further.method = request.get_method()  # a short question stays short
        return further


def ask(url: str) -> Answer:
    """Ask a site whether an address is there; never raises for what a network or a site does."""
    answer = _ask(url, "HEAD")
    # Many sites do not know the short question, so a refusal of it says nothing yet.
    return answer if 200 <= answer.code < 400 else _ask(url, "GET")


def _ask(url: str, method: str) -> Answer:
    redirects = _Remembering()
    headers = {"User-Agent": _AGENT, "Accept": "text/html, */*;q=0.5", "Accept-Language": "nl"}
    try:
        request = Request(url, method=method, headers=headers)
        with build_opener(redirects).open(request, timeout=_TIMEOUT_SECONDS) as answer:
            for_good = redirects.codes and set(redirects.codes) <= {301, 308}
            return Answer(answer.status, answer.url if for_good else "")
    except HTTPError as error:
        error.close()
        if 300 <= error.code < 400:
            return Answer(0, reason="de site verwijst in een kring")
        return Answer(error.code, reason=f"de site antwoordt met fout {error.code}")
    except URLError as error:
        return Answer(0, reason=_reason(error.reason))
    except ValueError:
        return Answer(0, reason="dit is geen webadres")
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, reason=_reason(error))


def _reason(error: object) -> str:
    if isinstance(error, socket.gaierror):
        return "deze naam is niet bekend op internet"
    if isinstance(error, TimeoutError):
        return f"er komt geen antwoord binnen {_TIMEOUT_SECONDS} seconden"
    if isinstance(error, ssl.SSLError):
        return "het beveiligingscertificaat klopt niet"
    return "de site is niet te bereiken"


def judge(links: Mapping[str, list[Location]], answers: Mapping[str, Answer]) -> list[Finding]:
    """Return what an editor should mend, each once, at the first place where the address stands."""
    findings = []
    for url, answer in answers.items():
        places = links[url]
        more = f" Staat ook op {len(places) - 1} andere plaatsen." if len(places) > 1 else ""
        if answer.is_broken:
            findings.append(Finding(places[0], "dode-link-buiten", f"'{url}' werkt niet: {answer.reason}.{more}", "Zoek de pagina op en neem het nieuwe adres over, of haal de link weg."))
        elif answer.moved_to and answer.moved_to.rstrip("/") != url.rstrip("/"):
            findings.append(Finding(places[0], "verhuisde-link", f"'{url}' is voorgoed verhuisd.{more}", f"Neem dit adres over: {answer.moved_to}", "waarschuwing"))
    return sorted(findings)
