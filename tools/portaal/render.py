"""Views in, HTML out: the only user of Jinja2. Knows templates and nothing of the domain."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup, escape

from .catalogus import catalogus
from .compiled import compiled
from .dutch import datum, tel_href, telefoon
from .glossary import Glossary
from .model.fields import STAAT
from .page import Page, Site

# The macros that every template has, by the name that it has them under; one may use those above it.
_SHAPES = {"deel": "deel/macros.html", "delen": "deel/plan.html"}
# Many pages share few pieces; beyond this they are rather of one page each.
_MOST_PIECES = 1 << 10


def script_json(value: object) -> Markup:
    """Return JSON that cannot close the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _safe(value: object) -> str:
    """Return what an output writes. What is safe already, as all that a macro gives, stays as it is: `escape` would copy it."""
    return value if type(value) is Markup else escape(value)


class _Template(Template):
    @classmethod
    def from_code(cls, *made_of: Any, **more: Any) -> Template:
        """Return a template whose outputs go through `_safe`, a tenth of rendering sooner."""
        template = super().from_code(*made_of, **more)
        template.root_render_func.__globals__["escape"] = _safe
        return template


class _Context(Context):
    def call(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        """Call a function or macro. None of ours asks for its context, and to look for that at each of forty thousand calls is a tenth of rendering."""
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return function(*given, **named)


class _Environment(Environment):
    context_class = _Context
    template_class = _Template


class Renderer:
    """Renders pages with the templates of one theme folder, as they are now; remembers each page until it differs."""

    def __init__(self, templates: Path):
        self._shared: tuple[Site, Glossary] | None = None
        self._by_depth: dict[tuple[str, str], dict[str, Any]] = {}
        self._fixed: dict[tuple[Hashable, ...], Markup] = {}
        self._known: dict[str, tuple[Page, bytes]] = {}
        self._env = _Environment(
            loader=FileSystemLoader(templates),
            bytecode_cache=FileSystemBytecodeCache(str(kept)) if (kept := compiled("sjablonen")) else None,
            auto_reload=False,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters |= {
            "datum": datum,
            "telefoon": telefoon,
            "tel_href": tel_href,
            "staat": STAAT.__getitem__,
            "script_json": script_json,
        }

    def render(self, pages: Iterable[Page], site: Site, glossary: Glossary) -> dict[str, bytes]:
        """Return path -> HTML document of each page, with the terms of the glossary marked in it.

        Raises:
            jinja2.TemplateError: a template is wrong (a mistake of ours, never of an editor).
        """
        self._share(site, glossary)
        made = {}
        for page in pages:
            known = self._known.get(page.url)
            if known is None or (known[0] is not page and known[0] != page):
                known = self._known[page.url] = (page, self._render(page, site, glossary).encode())
            made[page.path] = known[1]
        return made

    def stream(self, pages: Iterable[Page], site: Site, glossary: Glossary) -> Iterator[tuple[str, bytes]]:
        """Yield path and HTML document of each page as `render` does, and remember none of them."""
        self._share(site, glossary)
        for page in pages:
            yield page.path, self._render(page, site, glossary).encode()

    def _share(self, site: Site, glossary: Glossary) -> None:
        """Forget what was made with another frame or other words."""
        if self._shared != (site, glossary):
            self._shared = (site, glossary)
            self._known.clear()
            self._by_depth.clear()
            self._fixed.clear()

    def _render(self, page: Page, site: Site, glossary: Glossary) -> str:
        depth = (_prefix(page, site), page.leestaal)
        if depth not in self._by_depth:
            self._by_depth[depth] = self._of_depth(*depth, site)
        shared = self._by_depth[depth] | {"page": page, "view": page.view}
        content = self._env.get_template(page.template).render(shared)
        content, words = glossary.mark(content) if page.marks_words else (content, ())
        shared |= {"content": Markup(content), "words": words, "vast": partial(self._piece, depth, _here(page, site))}
        return self._env.get_template("layout.html").render(shared)

    def _of_depth(self, prefix: str, leestaal: str, site: Site) -> dict[str, Any]:
        """What the templates of all pages of one depth and language share: links, words and the shapes that hold them depend on nothing else."""
        taal = catalogus(leestaal)

        def href(url: str) -> str:
            return url if "://" in url or url.startswith(("#", "mailto:", "tel:")) else (prefix + url or "./")

        shared: dict[str, Any] = {"site": site, "href": href, "is_home": prefix == "", "taal": taal, "woord": taal.woord, "catalogus": catalogus}
        for name, file in _SHAPES.items():
            shared[name] = self._env.get_template(file).make_module(shared)
        return shared

    def _piece(self, depth: tuple[str, str], here: tuple[str, ...], template: str, **given: Hashable) -> Markup:
        """Return a part of the frame that is the same on all pages for which the same is `given`, made once."""
        key = (template, depth, here, *given.values())
        piece = self._fixed.get(key)
        if piece is None:
            if len(self._fixed) >= _MOST_PIECES:
                self._fixed.clear()
            piece = self._fixed[key] = Markup(self._env.get_template(template).render(self._by_depth[depth], hier=here, **given))
        return piece


def _here(page: Page, site: Site) -> tuple[str, ...]:
    """Say of each link of the menu whether it is this page, the part of the site that the page is in, or neither."""
    return tuple("page" if page.url == link.url else "true" if link.url and page.url.startswith(link.url) else "" for link in site.menu_in(page.leestaal))


def _prefix(page: Page, site: Site) -> str:
    # The page "not found" is sent for any address, so its links start at the root of the site.
    return site.base if page.url.endswith(".html") else "../" * page.url.count("/")
