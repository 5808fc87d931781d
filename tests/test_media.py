"""What editors upload is published without what a camera wrote into it, in sizes that suit a phone, or refused with a word why."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from PIL import Image
from pypdf import PdfWriter

from miniature import TODAY
from portaal import pipeline
from portaal.media import Media, dress_images, read_media

SECRET = b"Fictieve fotograaf"


def photo(size: tuple[int, int] = (2000, 1000), form: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    """A photo that is red on the left, with a place, a maker and a turn in what the camera wrote."""
    image = Image.new("RGBA" if mode == "RGBA" else "RGB", size, "white" if mode != "RGBA" else (255, 255, 255, 0))
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    image = image.convert(mode)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    exif[0x013B] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, form, exif=exif, **options)
    return out.getvalue()


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Media]:
    def read(name: str, content: bytes, *allowed: str) -> Media:
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / name).write_bytes(content)
        return read_media(tmp_path, [f"content/{name}"], allowed, tmp_path / "cache")

    return read


@pytest.mark.parametrize(("name", "form", "mode"), [("a.jpg", "JPEG", "RGB"), ("a.png", "PNG", "RGBA"), ("a.webp", "WEBP", "RGB"), ("a.jpeg", "JPEG", "CMYK")])
def test_a_photo_loses_what_the_camera_wrote_and_stands_upright(read: Callable[..., Media], name: str, form: str, mode: str) -> None:
    content = photo(form=form, mode=mode)
    assert SECRET in content  # the plant
    media = read(name, content)
    assert not media.findings
    assert (media.fotos[name].width, media.fotos[name].height) == (1000, 2000)
    for path, data in media.files.items():
        assert SECRET not in data and b"Exif" not in data, path
        with Image.open(io.BytesIO(data)) as image:
            assert not image.getexif() and not image.info.get("icc_profile") and not image.info.get("xmp"), path
            red, green, *_ = image.convert("RGB").getpixel((image.width // 2, image.height // 10))
            assert red > 200 and green < 60, path  # red was left, so after the turn it is above


def test_a_photo_gets_widths_for_small_and_large_screens(read: Callable[..., Media]) -> None:
    media = read("a.jpg", photo((4000, 1000)))
    assert media.fotos["a.jpg"].width == 1000  # upright
    wide = read("b.jpg", photo((1000, 4000)))
    assert (wide.fotos["b.jpg"].width, wide.fotos["b.jpg"].height) == (1600, 400)
    assert [width for _, width in wide.fotos["b.jpg"].variants] == [480, 960, 1600]
    for path, width in wide.fotos["b.jpg"].variants:
        with Image.open(io.BytesIO(wide.files[path])) as image:
            assert (image.format, image.width) == ("WEBP", width)
    assert len(wide.files[wide.fotos["b.jpg"].variants[0][0]]) < len(wide.files["b.jpg"])


def test_a_small_photo_is_not_blown_up_and_a_second_reading_is_the_same(read: Callable[..., Media]) -> None:
    first = read("a.png", photo((100, 60), "PNG"))
    assert first.fotos["a.png"].variants == (("a.png.60.webp", 60),)
    assert read("a.png", photo((100, 60), "PNG")) == first


def huge() -> bytes:
    out = io.BytesIO()
    Image.new("1", (8000, 7000)).save(out, "PNG")
    return out.getvalue()


def moving() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "WEBP", save_all=True, append_images=[Image.new("RGB", (8, 8), "red")])
    return out.getvalue()


def blank_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "rule", "words"),
    [
        ("a.jpg", b"geen foto", "foto-kapot", "niet te openen"),
        ("a.jpg", photo()[:500], "foto-kapot", "niet te openen"),
        ("a.png", huge(), "foto-te-groot", "8000 bij 7000"),
        ("a.webp", moving(), "bewegend-beeld", "beweegt"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><SCRIPT>alert(1)</SCRIPT></svg>", "tekening", "een programma"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "tekening", "een programma"),
        ("a.pdf", b"%PDF-1.7 half", "pdf-kapot", "niet te openen"),
        ("a.pdf", blank_pdf(), "pdf-niet-toegankelijk", "een titel, de taal, codes voor koppen"),
    ],
)  # fmt: skip
def test_what_is_not_fit_is_refused_with_a_word_why(read: Callable[..., Media], name: str, content: bytes, rule: str, words: str) -> None:
    media = read(name, content)
    assert not media.files
    (finding,) = media.findings
    assert (finding.rule, str(finding.where), finding.level) == (rule, f"content/{name}:1:1", "fout")
    assert words in finding.message and finding.repair


def test_a_tagged_pdf_and_a_reviewed_one_are_published(read: Callable[..., Media], tmp_path: Path) -> None:
    source = tmp_path / "a.typ"
    source.write_text('#set document(title: "Proef")\n#set text(lang: "nl")\n= Kop\nTekst', encoding="utf-8")
    tagged = typst.compile(str(source), pdf_standards=["ua-1"])
    assert read("a.pdf", tagged).files == {"a.pdf": tagged}
    assert read("b.pdf", blank_pdf(), "content/b.pdf").files == {"b.pdf": blank_pdf()}


def test_pages_offer_the_narrow_photo(read: Callable[..., Media]) -> None:
    fotos = read("a b.jpg", photo((1000, 4000))).fotos
    html = dress_images('<p><img alt="Een &gt; plein" src="../a%20b.jpg"> <img alt="" src="../c.svg"></p>', "ouders/index.html", fotos)
    assert html == (
        '<p><picture><source type="image/webp" srcset="../a%20b.jpg.480.webp 480w, ../a%20b.jpg.960.webp 960w, ../a%20b.jpg.1600.webp 1600w"'
        ' sizes="(max-width: 44rem) 100vw, 44rem"><img alt="Een &gt; plein" src="../a%20b.jpg" width="1600" height="400" loading="lazy"'
        ' decoding="async"></picture> <img alt="" src="../c.svg"></p>'
    )


def test_a_site_with_a_photo(warm_root: Path) -> None:
    (warm_root / "content" / "img" / "schoolplein.jpg").write_bytes(photo())
    page = warm_root / "content" / "contact.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n![Het plein](img/schoolplein.jpg)\n", encoding="utf-8")
    built = pipeline.make_site(warm_root, today=TODAY, workshop=pipeline.Workshop.of(warm_root))
    assert b"schoolplein.jpg.480.webp 480w" in built.files["contact/index.html"]
    assert SECRET not in b"".join(built.files.values())
