"""Photos, drawings and PDFs that editors put in content/: judged, stripped of what nobody should read, made fit for the web.

A camera writes where and when a photo was made into the file. Nothing of that is published: every photo is drawn anew,
upright, in the colours of the web, in a few widths, so that a phone does not fetch what it cannot show.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from msgspec import Struct

from .finding import Finding, Location
from .safehtml import is_safe_drawing

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (480, 960, 1600)
_MAX_PIXELS = 50_000_000
_PHOTOS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_SAVE = {
    "JPEG": {"quality": 82, "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}
# Another number makes every photo be drawn again.
_FORM = 1


class Foto(Struct, frozen=True):
    """A photo as pages show it: its size in pixels, and the narrower WebP files beside it as (site path, width)."""

    width: int
    height: int
    variants: tuple[tuple[str, int], ...]


class Media(Struct, frozen=True):
    """What is published of content/ besides pages (site path -> bytes), and the photos among it."""

    files: Mapping[str, bytes]
    fotos: Mapping[str, Foto]
    findings: tuple[Finding, ...] = ()


class _Unfit(Exception):
    def __init__(self, rule: str, message: str, repair: str):
        self.rule, self.message, self.repair = rule, message, repair
        super().__init__(message)


def read_media(root: Path, paths: Iterable[str], allowed: Iterable[str], cache: Path) -> Media:
    """Return all files of content/ at `paths` (relative to the root) as they are published.

    `allowed` are paths that somebody has reviewed (data/uitzonderingen.yaml): a PDF among them may be hard to read.
    Never raises for what an editor uploaded; what cannot be published is a finding.
    """
    files: dict[str, bytes] = {}
    fotos: dict[str, Foto] = {}
    findings = []
    reviewed = frozenset(allowed)
    for path in paths:
        content, site_path = (root / path).read_bytes(), path.removeprefix("content/")
        suffix = PurePosixPath(path).suffix.lower()
        try:
            if suffix in _PHOTOS:
                drawn, fotos[site_path] = _photo(site_path, content, _PHOTOS[suffix], cache / "foto")
                files |= drawn
                continue
            if suffix == ".svg" and not is_safe_drawing(content):
                raise _Unfit("tekening", "Deze tekening is stuk, of er zit een programma, een link of een ander bestand in.", "Bewaar hem opnieuw als gewone SVG, of als PNG.")
            if suffix == ".pdf" and path not in reviewed:
                _judge_pdf(content)
            files[site_path] = content
        except _Unfit as unfit:
            findings.append(Finding(Location(path), unfit.rule, unfit.message, unfit.repair))
    return Media(files, fotos, tuple(findings))


def _photo(path: str, content: bytes, form: str, cache: Path) -> tuple[dict[str, bytes], Foto]:
    """Return the files of one photo; drawn anew once for each content, since that takes a tenth of a second."""
    from PIL import __version__

    key = hashlib.sha256(f"{_FORM} {__version__} {form} {path}\n".encode() + content).hexdigest()[:32]
    kept = cache / key
    names = sorted(kept.glob("*")) if kept.is_dir() else []
    if not names:
        drawn = _draw(content, form)
        _keep(kept, drawn)
    else:
        drawn = {name.name: name.read_bytes() for name in names}
    width, height = (int(number) for number in next(name for name in drawn if "x" in name).split("x"))
    narrower = sorted((int(name.removesuffix(".webp")), data) for name, data in drawn.items() if name.endswith(".webp"))
    variants = {f"{path}.{size}.webp": data for size, data in narrower}
    foto = Foto(width, height, tuple((name, size) for name, (size, _) in zip(variants, narrower, strict=True)))
    return {path: drawn[f"{width}x{height}"], **variants}, foto


def _keep(folder: Path, drawn: Mapping[str, bytes]) -> None:
    fresh = folder.with_name(f".{folder.name}.nieuw")
    try:
        fresh.mkdir(parents=True, exist_ok=True)
        for name, data in drawn.items():
            (fresh / name).write_bytes(data)
        fresh.rename(folder)
    except OSError:
        return  # another build kept it, or nothing can be kept here; it is drawn again next time


def _draw(content: bytes, form: str) -> dict[str, bytes]:
    """Return `WIDTHxHEIGHT` -> the photo in its own form, and `WIDTH.webp` -> each width up to its own."""
    image = _open(content)
    if image.width > WIDTHS[-1]:
        image = _narrow(image, WIDTHS[-1])
    drawn = {f"{image.width}x{image.height}": _encode(image, form)}
    for width in sorted({*(width for width in WIDTHS if width < image.width), image.width}):
        drawn[f"{width}.webp"] = _encode(image if width == image.width else _narrow(image, width), "WEBP")
    return drawn


def _open(content: bytes) -> Image:
    """Return a photo upright, in sRGB, with its pixels and nothing else.

    Raises:
        _Unfit: it is broken, too large to be a photo for a web page, or a moving picture.
    """
    from PIL import Image, ImageCms, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                raise _Unfit("foto-te-groot", f"Deze foto heeft {opened.width} bij {opened.height} beeldpunten.", "Maak hem kleiner; 1600 breed is genoeg.")
            if getattr(opened, "n_frames", 1) > 1:
                raise _Unfit("bewegend-beeld", "Dit beeld beweegt, en dat leidt af.", "Gebruik een stilstaande foto.")
            opened.load()
            image = ImageOps.exif_transpose(opened)
            icc = opened.info.get("icc_profile")
        has_alpha = "A" in image.getbands() or "transparency" in image.info
        if icc and image.mode in ("RGB", "CMYK", "L"):
            image = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB"), outputMode="RGB")
        image = image.convert("RGBA" if has_alpha else "RGB")
    except _Unfit:
        raise
    except Exception as error:  # Pillow raises what its many readers raise
        raise _Unfit("foto-kapot", "Deze foto is niet te openen.", "Bewaar hem opnieuw als JPG, PNG of WebP.") from error
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean


def _narrow(image: Image, width: int) -> Image:
    from PIL.Image import Resampling

    return image.resize((width, max(1, round(image.height * width / image.width))), Resampling.LANCZOS)


def _encode(image: Image, form: str) -> bytes:
    out = io.BytesIO()
    (image.convert("RGB") if form == "JPEG" else image).save(out, form, **_SAVE[form])
    return out.getvalue()


def _judge_pdf(content: bytes) -> None:
    """Refuse a PDF that a screen reader cannot read (PDF/UA, ISO 14289: title, language and tags)."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(content))
        root, about = reader.root_object, reader.metadata
        missing = [
            word for word, is_there in (
                ("een titel", about is not None and (about.title or "").strip()), ("de taal", root.get("/Lang")),
                ("codes voor koppen en alinea's (tags)", root.get("/MarkInfo") and root.get("/StructTreeRoot")),
            ) if not is_there
        ]
    except Exception as error:  # the reader raises what broken files make it raise
        raise _Unfit("pdf-kapot", "Deze PDF is niet te openen.", "Maak hem opnieuw vanuit het oorspronkelijke bestand.") from error
    if missing:
        raise _Unfit(
            "pdf-niet-toegankelijk", f"In deze PDF ontbreekt: {', '.join(missing)}.",
            "Zet de tekst op een pagina, of bewaar hem als toegankelijke PDF (PDF/UA). Kan dat niet: zet het pad met de reden in data/uitzonderingen.yaml.",
        )


_IMG = re.compile(r"<img\b[^>]*?>")
_SRC = re.compile(r'\bsrc="([^"]*)"')


def dress_images(html: str, page: str, fotos: Mapping[str, Foto]) -> str:
    """Give each photo on a page (site path `page`) its size and its narrower versions, so that a phone fetches a small one."""
    if not fotos or "<img" not in html:
        return html
    folder = posixpath.dirname(page)

    def dress(match: re.Match[str]) -> str:
        source = _SRC.search(match[0])
        full = posixpath.normpath(posixpath.join(folder, unquote(source[1]))) if source else ""
        if full not in fotos:
            return match[0]
        foto, tag = fotos[full], re.sub(r"\s*/?>$", "", match[0])
        prefix = "../" * page.count("/")
        srcset = ", ".join(f"{prefix}{quote(path)} {width}w" for path, width in foto.variants)
        return (f'<picture><source type="image/webp" srcset="{srcset}" sizes="(max-width: 44rem) 100vw, 44rem">'
                f'{tag} width="{foto.width}" height="{foto.height}" loading="lazy" decoding="async"></picture>')

    return _IMG.sub(dress, html)
