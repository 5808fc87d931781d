"""The pages of a finished site once more, as Markdown, for other generators to make the same site of.

Each page becomes a file with front matter (its title, its description, and of a school the facts that we tell machines)
and its main text. Hugo and MkDocs get the very same files. What a template is for, the shell around the text, is ours in
Hugo, so that its pages are as large; MkDocs has that of Material.
"""

from __future__ import annotations

import html
import json
import multiprocessing
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urljoin

from processes import put_away

_MAIN = re.compile(r"<main\b[^>]*>(.*?)</main>", re.S)
_AROUND_MAIN = re.compile(r"^(.*<main\b[^>]*>).*(</main>)(.*)$", re.S)
_TITLE = re.compile(r"<title>(.*?)</title>", re.S)
_DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">', re.S)
_FACTS = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
_OF_PAGE = re.compile(r'  <(?:meta property="og:(?:url|title|description)"|link rel="canonical"|meta name="robots")[^>]*>\n')
_WORDS = re.compile(r'\s*<aside class="woorden".*?</aside>', re.S)
_LINK = re.compile(r'href="(?![a-z]+:|#)([^"]*)"')
_PROCESSES = 2
_AT_ONCE = 100
# Pages of peers may be so much smaller or larger on average than ours.
SAME_SIZE = 0.05


def write_markdown(site: Path, to: Path) -> int:
    """Write every page of a site with a main text as a Markdown file; return how many."""
    pages = sorted(site.rglob("*.html"))
    with multiprocessing.Pool(_PROCESSES) as pool:
        return sum(pool.imap_unordered(_Writer(site, to), (pages[at : at + _AT_ONCE] for at in range(0, len(pages), _AT_ONCE))))


class _Writer:
    """Writes some pages of a site as Markdown; may be sent to another process."""

    def __init__(self, site: Path, to: Path):
        self._site, self._to = site, to

    def __call__(self, pages: Sequence[Path]) -> int:
        from markdownify import MarkdownConverter

        converter, number = MarkdownConverter(heading_style="ATX"), 0
        for page in pages:
            text = page.read_text(encoding="utf-8")
            url = page.relative_to(self._site).as_posix().removesuffix("index.html").removesuffix(".html").rstrip("/")
            if main := main_text(text, f"/{url}/"):
                # `index` is a folder to the one and a page to the other, so the home page has a name.
                path = self._to / f"{url or 'home'}.md"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"---\n{front_matter(text)}---\n\n{converter.convert(main).strip()}\n", encoding="utf-8")
                number += 1
        return number


def main_text(page: str, url: str) -> str:
    """Return the HTML of what a page at `url` is about, "" where it has none; its links are from the root.

    Then neither peer has to find out what a link is relative to.
    """
    main = _MAIN.search(page)
    return _LINK.sub(lambda match: f'href="{urljoin(url, match[1])}"', main[1]) if main else ""


def front_matter(page: str) -> str:
    """Return what a page says of itself, as YAML (of which JSON is a part)."""
    said = {"title": _TITLE.search(page), "description": _DESCRIPTION.search(page)}
    meta = {name: html.unescape(found[1]) for name, found in said.items() if found}
    if facts := _FACTS.search(page):
        meta["gegevens"] = json.loads(facts[1])
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in meta.items())


def average_size(site: Path) -> float:
    """Return how many bytes a page of a site has on average."""
    sizes = [path.stat().st_size for path in site.rglob("*.html")]
    return sum(sizes) / len(sizes)


class Hugo:
    """Hugo on a folder of Markdown, in our shell."""

    def __init__(self, folder: Path, markdown: Path, page: Path, size: float):
        """Prepare a site with the shell of `page`, filled up until pages are `size` bytes on average; builds it to know."""
        self.command = ["hugo", "--quiet", "--source", str(folder), "--contentDir", str(markdown)]
        self.site = folder / "public"
        self._template = folder / "layouts" / "_default" / "single.html"
        self._template.parent.mkdir(parents=True)
        (folder / "config.toml").write_text(
            'baseURL = "https://voorbeeld.invalid/"\nlanguageCode = "nl"\ndisableKinds = ["home", "section", "taxonomy", "term", "RSS"]\n', encoding="utf-8")
        shell = hugo_shell(page.read_text(encoding="utf-8"))
        self._fill(shell, 0)
        self._fill(shell, size - average_size(self.site))
        assert abs(average_size(self.site) / size - 1) < SAME_SIZE, "pages of Hugo are not as large as ours"

    def _fill(self, shell: str, size: float) -> None:
        sentence = "Deze woorden staan op elke pagina en maken haar zo groot als een pagina van het portaal. "
        filling = f"<p hidden>{sentence * round(size / len(sentence))}</p>"
        self._template.write_text(shell.replace("</body>", f"{filling}</body>"), encoding="utf-8")
        self.clear()
        subprocess.run(self.command, check=True)

    def clear(self) -> None:
        """Take away what was built."""
        put_away(self.site)


def hugo_shell(page: str) -> str:
    """Return the template of Hugo: a page of ours, with what Hugo knows of a page in the place of what stood there.

    Words that are explained beside the text differ from page to page, so they are left out.
    """
    around = _AROUND_MAIN.match(_WORDS.sub("", _OF_PAGE.sub("", page)))
    assert around is not None
    shell = f"{around[1]}{{{{ .Content }}}}{around[2]}{around[3]}"
    shell = _TITLE.sub("<title>{{ .Title }}</title>\n  <link rel=\"canonical\" href=\"{{ .Permalink }}\">\n"
                       '  <meta property="og:url" content="{{ .Permalink }}">\n  <meta property="og:title" content="{{ .Title }}">', shell)
    shell = _DESCRIPTION.sub('<meta name="description" content="{{ .Description }}">\n  <meta property="og:description" content="{{ .Description }}">', shell)
    return _FACTS.sub('{{ with .Params.gegevens }}<script type="application/ld+json">{{ . | jsonify | safeJS }}</script>{{ end }}', shell)


class MkDocs:
    """MkDocs with Material on a folder of Markdown, as it comes: with its search, and with its pages outside the menu."""

    def __init__(self, folder: Path, markdown: Path):
        """Prepare a site of the Markdown."""
        folder.mkdir()
        self.site = folder / "site"
        # Nothing is asked of links: what is not a page here is a file of ours, and thousands of messages take time.
        settings = ("site_name: Nederland\nsite_url: https://voorbeeld.invalid/\ntheme: {name: material, language: nl, font: false}\n"
                    "nav: [home.md]\nnot_in_nav: '*'\nmarkdown_extensions: [def_list]\n"
                    "validation: {omitted_files: ignore, not_found: ignore, absolute_links: ignore, unrecognized_links: ignore, anchors: ignore}\n")  # fmt: skip
        (folder / "mkdocs.yml").write_text(f"{settings}docs_dir: {markdown}\nsite_dir: {self.site}\n", encoding="utf-8")
        self.command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "--config-file", str(folder / "mkdocs.yml")]
