"""The harness of `make bewijs` sees a text that runs, and sees nothing once it was made safe."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bewijs.frame import Werkplaats
from bewijs.inhoud import fired_urls
from bewijs.poison import to_html
from portaal.safehtml import clean

pytestmark = pytest.mark.browser
RUNS = ["<img src=x onerror=alert(1)>", "<p onclick=alert(1)>x</p>", "[x](javascript:alert(1))", "<svg onload=alert(1)></svg>", "<details open ontoggle=alert(1)>x</details>",
        "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>", "<form><button formaction=javascript:alert(1)>x</button></form>"]  # fmt: skip


def test_texts_run_until_they_are_made_safe(browser: Browser, tmp_path: Path) -> None:
    for number, payload in enumerate(RUNS):
        for name, html in (("ruw", to_html(payload)), ("veilig", clean(to_html(payload))[0])):
            (tmp_path / f"{name}-{number}").mkdir()
            (tmp_path / f"{name}-{number}" / "index.html").write_text(f"<!doctype html><title>x</title><main>{html}</main>", encoding="utf-8")
    werkplaats = Werkplaats(tmp_path / "werk", tmp_path)
    urls = [f"{name}-{number}/" for name in ("ruw", "veilig") for number in range(len(RUNS))]
    assert fired_urls(browser, werkplaats.serve(tmp_path), urls) == urls[: len(RUNS)]
    werkplaats.close()
