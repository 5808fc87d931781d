"""`make handleiding-beeld`: takes the pictures of the handleiding from the real forms, so that they can be taken again."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

from find_browser import FLAGS, find
from forms_server import beheer_on_copy
from portaal.beheer.handleiding import FOLDER

_WIDTH = 900


def _wait(page: Page, url: str, text: str) -> None:
    page.goto(url)
    page.get_by_text(text).first.wait_for()
    page.wait_for_timeout(800)


def _show(page: Page, place: Locator) -> None:
    """Bring a field to the upper half of the window, and point at it."""
    place.evaluate("place => { place.scrollIntoView({ block: 'center' }); place.focus(); }")
    page.wait_for_timeout(300)


def _schools(page: Page, url: str) -> None:
    _wait(page, f"{url}#/collections/school", "De Klimboom")


def _school(page: Page, url: str) -> None:
    _wait(page, f"{url}#/collections/school/entries/02ww00", "Telefoonnummer")
    _show(page, page.get_by_label("Telefoonnummer"))


def _new_school(page: Page, url: str) -> None:
    _wait(page, f"{url}#/collections/school/new", "Naam")
    page.get_by_label("Naam", exact=True).fill("De Verzonnen School")


def _confirm(page: Page, url: str) -> None:
    _wait(page, f"{url}#/collections/begrip/entries/aanmelden", "Nog niet bevestigd")
    page.get_by_label("Wie bevestigt dit?").fill("consulent")
    _show(page, page.get_by_label("Wie bevestigt dit?"))


def _page(page: Page, url: str) -> None:
    _wait(page, f"{url}#/collections/pagina-ouders/entries/autisme", "Titel")
    _show(page, page.get_by_role("button", name="Kop", exact=True))


PICTURES: dict[str, Callable[[Page, str], None]] = {
    "scholen": _schools, "school": _school, "nieuwe-school": _new_school, "bevestigen": _confirm, "pagina": _page,
}


def main() -> None:
    (FOLDER / "beeld").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, beheer_on_copy(Path(folder)) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        for name, show in PICTURES.items():
            page = browser.new_page(viewport={"width": 1180, "height": 720}, locale="nl-NL")
            show(page, url)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            size = (_WIDTH, round(picture.height * _WIDTH / picture.width))
            picture.resize(size, Image.Resampling.LANCZOS).save(FOLDER / "beeld" / f"{name}.webp", quality=70, method=6)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
