"""The keys that open search, and the way to turn `/` off: WCAG 2.1.4, docs/adr/0010-a-key-of-one-sign.md."""

from __future__ import annotations

import string

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from toegang.meten import axe

pytestmark = pytest.mark.browser
SIGNS = string.digits + string.ascii_letters + string.punctuation
SWITCH = "over-ons/toegankelijkheid/"
# Of each key: does a visitor notice anything, as another place, other focus, or a sign in a box? Then all goes back as it was.
WATCH = """() => {
  window.acting = [];
  const seen = () => [location.href, document.activeElement.id, scrollY, ...[...document.querySelectorAll('input')].map((one) => one.value)].join('\\n');
  const before = seen();
  addEventListener('keyup', ({ key }) => {
    if (seen() === before) return;
    window.acting.push(key);
    document.activeElement.blur();
    document.querySelectorAll('input[type=search]').forEach((box) => (box.value = ''));
  });
}"""


def signs_that_act(page: Page) -> set[str]:
    """Press every key of one sign outside a field, and return those that did something."""
    page.evaluate(WATCH)
    for sign in SIGNS:
        page.keyboard.press(sign)
    return set(page.evaluate("window.acting"))


def opens(page: Page, key: str = "/") -> bool:
    """Tell whether a key brings focus to a box to search in."""
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(key)
    return page.evaluate("document.activeElement.type === 'search'")


def kept(page: Page) -> dict[str, str]:
    return page.evaluate("({...localStorage})")


def test_only_the_slash_acts(page: Page, base_url: str) -> None:
    page.goto(base_url)
    assert signs_that_act(page) == {"/"}
    assert page.url == base_url and kept(page) == {}


def test_a_sign_that_acts_is_seen(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.evaluate("addEventListener('keydown', ({ key }) => { if (key === 'j') document.querySelector('#inhoud').focus(); if (key === '?') history.replaceState(null, '', '#hulp'); })")
    assert {"/", "j", "?"} <= signs_that_act(page)


@pytest.mark.parametrize(("path", "box"), [("contact/", "#zoekbalk-q"), ("ar/", "#zoekbalk-q"), ("zoeken/", "#vraag")])
def test_the_slash_opens_search_and_types_nothing(page: Page, base_url: str, path: str, box: str) -> None:
    page.goto(f"{base_url}{path}")
    expect(page.locator(box)).to_have_attribute("aria-keyshortcuts", "Control+K /")
    page.keyboard.down("/")
    expect(page.locator(box)).to_be_focused()
    page.keyboard.down("/")  # held too long
    page.keyboard.up("/")
    expect(page.locator(box)).to_have_value("")
    page.keyboard.type("a/b")
    expect(page.locator(box)).to_have_value("a/b")


def test_in_a_field_the_slash_is_a_sign(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<textarea id=vak></textarea><p id=vrij contenteditable></p><select id=keus><option>a<option>/b</select>')")
    for selector in ("#postcode", "#vak", "#vrij", "#keus"):
        page.locator(selector).focus()
        page.keyboard.press("/")
        expect(page.locator(selector)).to_be_focused()
    assert page.evaluate("['postcode', 'vak', 'keus'].map((id) => document.getElementById(id).value)") == ["/", "/", "/b"]
    assert page.locator("#vrij").inner_text() == "/"
    page.locator("input[name=soort][value=sbo]").focus()  # here nothing is typed
    page.keyboard.press("/")
    expect(page.locator("#vraag")).to_be_focused()


def test_with_another_key_the_slash_is_the_browsers(page: Page, base_url: str) -> None:
    page.goto(base_url)
    assert [key for key in ("/", "Shift+/", "Control+/", "Alt+/", "Meta+/") if opens(page, key)] == ["/", "Shift+/"]


def test_the_slash_is_turned_off_and_on(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}{SWITCH}")
    switch = page.get_by_label("De toets / opent het zoekvak")
    expect(switch).to_be_checked()
    assert opens(page) and kept(page) == {}
    switch.uncheck()
    expect(page.locator(".sneltoets [role=status]")).to_have_text("De toets staat uit. Alleen dat onthoudt uw apparaat. Zet u hem weer aan, dan is ook dat weg.", use_inner_text=True)
    assert not opens(page) and kept(page) == {"sneltoets": "uit"}
    page.goto(f"{base_url}contact/")
    expect(page.locator("#zoekbalk-q")).to_have_attribute("aria-keyshortcuts", "Control+K")
    assert opens(page, "Control+k")
    page.evaluate("document.activeElement.blur()")
    assert signs_that_act(page) == set()
    page.goto(f"{base_url}{SWITCH}")
    expect(switch).not_to_be_checked()
    assert not opens(page)
    switch.check()
    expect(page.locator("#zoekbalk-q")).to_have_attribute("aria-keyshortcuts", "Control+K /")
    assert opens(page) and kept(page) == {}
    page.reload()
    assert opens(page) and kept(page) == {}


def test_where_nothing_can_be_kept_the_slash_does_nothing(page: Page, base_url: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })")
    page.goto(f"{base_url}{SWITCH}")
    expect(page.locator(".sneltoets input")).to_be_disabled()
    expect(page.get_by_text("Uw browser kan niets onthouden.")).to_be_visible()
    assert not opens(page) and opens(page, "Control+k")


def test_where_no_page_has_the_switch_the_slash_does_nothing(page: Page, base_url: str) -> None:
    def without(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(" data-sneltoets", ""))

    page.route(base_url, without)
    page.goto(base_url)
    assert not opens(page) and opens(page, "Control+k")


def test_without_scripts_there_is_no_dead_switch(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}{SWITCH}")
    expect(page.locator(".sneltoets")).to_be_hidden()
    expect(page.locator("main noscript p")).to_be_visible()
    context.close()


def test_keys_can_be_read_by_night(browser: Browser, base_url: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{base_url}{SWITCH}")
    expect(page.locator(".sneltoets")).to_be_visible()
    assert axe(page, only=["color-contrast"]) == []
    page.add_style_tag(content=":root { --md-typeset-kbd-color: #fafafa }")  # as it was
    assert {rule for _, rule, _ in axe(page, only=["color-contrast"])} == {"color-contrast"}
    context.close()
