"""Views in, HTML out: the only user of Jinja2. Knows templates and nothing of the domain."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .glossary import Glossary
from .page import Page, Site

_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_STAAT = {
    "nu": "Ja, dat biedt de school nu",
    "op_aanvraag": "Op aanvraag",
    "met_partner": "Samen met een partner",
    "in_opbouw": "In opbouw",
    "niet": "Nee, dat kan hier niet",
    "onbekend": "Nog niet opgegeven",
}


def datum(value: dt.date | None) -> str:
    """Return a date as people write it: 3 mei 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else "onbekend"


def telefoon(value: str) -> str:
    """Return a Dutch phone number in its usual groups: 023 - 303 01 02, 06 - 12 34 56 78."""
    digits = "".join(c for c in value if c.isdigit())
    if len(digits) != 10 or digits.startswith(("0800", "0900")):
        return value
    area = 2 if digits.startswith("06") else 3 if digits[:3] in _AREA_3 else 4
    rest = digits[area:]
    groups = [rest[:3], rest[3:5], rest[5:]] if len(rest) == 7 else [rest[i : i + 2] for i in range(0, len(rest), 2)]
    return f"{digits[:area]} - {' '.join(groups)}"


# Area codes of three digits (Nummerplan telefoon- en ISDN-diensten, bijlage); all others have four.
_AREA_3 = frozenset(
    "010 013 014 015 020 023 024 026 030 033 035 036 038 040 043 045 046 050 053 055 058 070 071 072 073 074 "
    "075 076 077 078 079 085 088".split()
)


def tel_href(value: str) -> str:
    """Return the `tel:` address of a Dutch number."""
    digits = "".join(c for c in value if c.isdigit())
    return f"tel:+31{digits[1:]}" if len(digits) == 10 and not digits.startswith(("0800", "0900")) else f"tel:{digits}"


def script_json(value: object) -> Markup:
    """Return JSON that cannot close the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


class Renderer:
    """Renders pages with the templates of one theme folder; templates are compiled once."""

    def __init__(self, templates: Path, site: Site, glossary: Glossary):
        self._site = site
        self._glossary = glossary
        self._env = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters |= {
            "datum": datum,
            "telefoon": telefoon,
            "tel_href": tel_href,
            "staat": _STAAT.__getitem__,
            "script_json": script_json,
        }

    def render(self, page: Page) -> str:
        """Return the whole HTML document of a page.

        Raises:
            jinja2.TemplateError: a template is wrong (a mistake of ours, never of an editor).
        """
        prefix = self._prefix(page)

        def href(url: str) -> str:
            return url if "://" in url or url.startswith(("#", "mailto:", "tel:")) else (prefix + url or "./")

        shared = {"page": page, "view": page.view, "site": self._site, "href": href}
        content = self._env.get_template(page.template).render(shared)
        content, words = self._glossary.mark(content)
        layout = self._env.get_template("layout.html")
        return layout.render(shared, content=Markup(content), words=words)

    def _prefix(self, page: Page) -> str:
        # The page "not found" is sent for any address, so its links start at the root of the site.
        if page.url.endswith(".html"):
            return self._site.base
        return "../" * page.url.count("/")
