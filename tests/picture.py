"""`make beeld`: takes the picture of the README from the real site, so that it can be taken again when the look changes."""

from __future__ import annotations

import base64
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from find_browser import FLAGS, find
from miniature import REPO
from portaal import pipeline

_SHEET = """<body style="margin:0;display:flex;gap:28px;align-items:flex-start;padding:28px;background:#dfe6e2">
<img src="{desk}" style="width:900px;border-radius:8px"><img src="{phone}" style="width:270px;border-radius:18px"></body>"""


def shoot(browser: Browser, url: str, width: int, height: int) -> str:
    """Return what a visitor sees of a page at this size, as the address of a picture."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(url)
    page.wait_for_timeout(500)
    return "data:image/png;base64," + base64.b64encode(page.screenshot()).decode()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        pipeline.build(REPO, site, today=pipeline.today_from_environment(), workshop=pipeline.Workshop(Path(folder) / "cache"))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}/"
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        desk, phone = shoot(browser, base, 1280, 860), shoot(browser, f"{base}zoeken/?q=epilepsie", 360, 806)
        sheet = browser.new_page(viewport={"width": 1254, "height": 662})
        sheet.set_content(_SHEET.format(desk=desk, phone=phone))
        sheet.screenshot(path=REPO / "docs" / "beeld" / "home.png")
        server.shutdown()


if __name__ == "__main__":
    main()
