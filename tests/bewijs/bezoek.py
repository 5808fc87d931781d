"""A visit of every page in a real browser: nothing is refused, nothing leaves, nothing is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page

# Runs before anything of the page: what the policy refuses is told to the page itself.
_LISTEN = "window.geweigerd = []; addEventListener('securitypolicyviolation', e => window.geweigerd.push(`${e.violatedDirective} ${e.blockedURI}`))"
_KEPT = """async () => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(base => base.name)].filter(Boolean)"""


@dataclass
class Logboek:
    """What was seen during visits; every list is empty when all is well, but `requests`, which holds what went over the line."""

    geweigerd: list[str] = field(default_factory=list)
    gezegd: list[str] = field(default_factory=list)
    elders: list[str] = field(default_factory=list)
    bewaard: list[str] = field(default_factory=list)
    fout: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    bezocht: int = 0


def page_urls(site: Path) -> list[str]:
    """Return the address of every page of a built site, without leading slash."""
    found = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    return sorted(path.removesuffix("index.html") for path in found)


def watched_page(context: BrowserContext, base_url: str, log: Logboek) -> Page:
    """Return a page whose every request, message and refusal is written down."""
    page = context.new_page()
    page.add_init_script(_LISTEN)
    page.on("console", lambda message: log.gezegd.append(f"{urlsplit(page.url).path}: {message.type} {message.text}"[:200]))
    page.on("pageerror", lambda error: log.gezegd.append(f"{urlsplit(page.url).path}: {error}"[:200]))
    line = context.new_cdp_session(page)
    line.send("Network.enable")

    def sent(event: dict[str, Any]) -> None:
        request = event["request"]
        log.requests.append(f"{request['url']} {request['headers']} {request.get('postData', '')}")
        # What a page or the browser itself carries along (data:) or makes (blob:) goes over no line.
        if not request["url"].startswith((base_url, "blob:", "data:")):
            log.elders.append(request["url"][:200])

    line.on("Network.requestWillBeSent", sent)
    # The headers as they went over the line, Referer and Cookie included.
    line.on("Network.requestWillBeSentExtraInfo", lambda event: log.requests.append(str(event["headers"])))
    return page


def ask(page: Page, script: str) -> Any:
    """Return what a script says in a page; one that sends its visitor on is asked again where the visitor ends up."""
    for _ in range(10):
        try:
            return page.evaluate(script)
        except Error as error:
            # Whatever answers meanwhile may be the page that is left or an empty one in between: only the last stays.
            if "Execution context was destroyed" not in str(error):
                raise
            page.wait_for_load_state()
    return page.evaluate(script)


def look(page: Page, url: str, log: Logboek, status: int = 200) -> None:
    """Visit one page and write down what went wrong."""
    response = page.goto(url)
    log.bezocht += 1
    if response is None or response.status != status:
        log.fout.append(f"{url}: {response.status if response else 'geen antwoord'}")
    log.geweigerd += [f"{urlsplit(url).path}: {what}" for what in ask(page, "window.geweigerd")]
    log.bewaard += [f"{urlsplit(url).path}: {what}" for what in ask(page, _KEPT)]


def crawl(browser: Browser, base_url: str, urls: list[str]) -> Logboek:
    """Visit pages one by one as a visitor without a past."""
    log = Logboek()
    context = browser.new_context(locale="nl-NL", service_workers="block")
    page = watched_page(context, base_url, log)
    for url in urls:
        look(page, base_url + url, log)
    log.bewaard += [f"cookie {cookie['name']}" for cookie in context.cookies()]
    context.close()
    return log


def postcode_for(site: Path) -> str:
    """Return a postcode of the region of which no part can be in an address by chance."""
    known = [line.split(",")[0] for line in (site / "data").glob("*postcode*.csv") for line in line.read_text(encoding="utf-8").splitlines()[1:]]
    paths = " ".join(path.relative_to(site).as_posix() for path in site.rglob("*"))
    return next(f"{pc4} XK" for pc4 in [*known, "2151", "2152", "2153", "2131"] if pc4 not in paths)


def traces(text: str, postcode: str) -> bool:
    """Tell whether a text gives away a postcode, or the four digits of it."""
    return postcode.split()[0] in re.sub(r"\s", "", unquote_plus(text))


def type_postcode(browser: Browser, base_url: str, postcode: str) -> tuple[Logboek, list[str]]:
    """Look for a place near a postcode as a parent does; return the log, and each place where the postcode was seen."""
    log = Logboek()
    context = browser.new_context(locale="nl-NL", service_workers="block", viewport={"width": 1280, "height": 900})
    page = watched_page(context, base_url, log)
    look(page, f"{base_url}zoeken/", log)
    places = []

    def note(where: str) -> None:
        places.extend(f"{where}: {name}" for name, text in (
            ("webadres", page.url), ("titel", page.title()), ("bewaard", str(page.evaluate(_KEPT))), ("opslag", str(page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + JSON.stringify(history.state)"))),
            ("naam van het venster", page.evaluate("window.name")),
        ) if traces(text, postcode))  # fmt: skip

    page.locator("#postcode").wait_for()
    page.locator("#postcode").press_sequentially(postcode, delay=10)
    note("na typen")
    page.press("#postcode", "Tab")
    for box in page.locator("#vinder input[type=checkbox]:visible").all()[:6]:
        box.check()
        note("na kiezen")
    page.press("#postcode", "Enter")
    note("na Enter")
    for link in page.locator("#vinder .vinder-lijst a:visible").all()[:1]:
        link.click()
        note("na een klik")
        page.go_back()
        note("na terug")
    # Somebody may as well type it in a box that is meant for words.
    for url, box in (("zoeken/", "#vraag"), ("", "form.zoekbalk input[name=q]")):
        page.goto(base_url + url)
        if page.locator(box).count():
            page.locator(box).press_sequentially(postcode.replace(" ", ""), delay=10)
            page.keyboard.press("Enter")
            page.wait_for_timeout(300)
            page.reload()
            note(f"na zoeken in {box}")
    places += [f"verstuurd: {request[:120]}" for request in log.requests if traces(request, postcode)]
    context.close()
    return log, places
