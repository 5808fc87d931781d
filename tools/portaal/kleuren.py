"""The colours of a portal of its own: two are chosen in mkdocs.yml, the rest follows, for light and for dark screens.

Contrast as WCAG 2.2 measures it (relative luminance): text needs 4.5 : 1 on what lies behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from .finding import Finding
from .node import RawRecord

Rgb = tuple[int, int, int]

NAMES = {"hoofd": "links, knoppen en de balk bovenaan", "warm": "wat nu telt, zoals de volgende stap"}
LEAST = 4.5
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
# The paper of the theme by night, and the colours of its own sky and sun (theme/css/portaal.css).
_NIGHT = (16, 25, 24)
LUCHT, ZON = "#0f4640", "#f59d55"


class Kleuren(Struct, frozen=True):
    """The two colours that a portal chose."""

    hoofd: Rgb
    warm: Rgb

    @property
    def lucht(self) -> str:
        """The sky above every page, which is also the frame that a phone draws around it."""
        return _hex(_mix(self.hoofd, _BLACK, 0.88))

    def sheet(self) -> str:
        """Return the lines that give the theme's properties these colours."""
        zon = _lighter(self.warm, _rgb(self.lucht), 5)
        day = {
            "hoofd": self.hoofd, "hoofd-zacht": _mix(self.hoofd, _WHITE, 0.1), "warm": self.warm, "warm-zacht": _mix(self.warm, _WHITE, 0.12),
            "land": _mix(self.hoofd, _BLACK, 0.66), "akker": _mix(self.hoofd, _WHITE, 0.94), "zon": zon, "sloot": _mix(zon, _WHITE, 0.8),
        }
        night = {
            "hoofd": _lighter(self.hoofd, _NIGHT, 8), "hoofd-zacht": _mix(self.hoofd, _NIGHT, 0.3), "warm": _lighter(self.warm, _NIGHT, 8),
            "warm-zacht": _mix(self.warm, _NIGHT, 0.22), "land": _mix(self.hoofd, _BLACK, 0.3), "akker": _mix(self.hoofd, _BLACK, 0.55),
            "zon": _mix(zon, _BLACK, 0.92), "sloot": _mix(zon, _BLACK, 0.6),
        }
        by_day = f":root {{ --lucht: {self.lucht}; {_properties(day)} }}"
        by_night = f":root {{ --lucht: {_hex(_mix(self.hoofd, _BLACK, 0.5))}; {_properties(night)} }}"
        return f"\n/* From mkdocs.yml, kleuren */\n{by_day}\n@media (prefers-color-scheme: dark) {{ {by_night} }}\n"

    def dress(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the files of the theme in these colours: its stylesheet and the drawing in the tab of a browser."""
        icon = files["img/favicon.svg"].decode().replace(LUCHT, self.lucht).replace(ZON, _hex(_lighter(self.warm, _rgb(self.lucht), 5)))
        return {**files, "css/portaal.css": files["css/portaal.css"] + self.sheet().encode(), "img/favicon.svg": icon.encode()}


def read_kleuren(raw: RawRecord) -> tuple[Kleuren | None, list[Finding]]:
    """Return what mkdocs.yml says under `extra: kleuren:`, None where it says nothing or nothing that can be read."""
    extra = raw.node.plain().get("extra")
    chosen = extra.get("kleuren") if isinstance(extra, dict) else None
    if chosen is None:
        return None, []
    findings = list(_check(raw, chosen))
    return (None, findings) if findings else (Kleuren(**{name: _rgb(text) for name, text in chosen.items()}), [])


def _check(raw: RawRecord, chosen: object) -> Iterator[Finding]:
    example = "Schrijf: kleuren: {hoofd: \"#154273\", warm: \"#8f3b00\"}"
    if not isinstance(chosen, dict) or set(chosen) != set(NAMES):
        told = " en ".join(f"{name} ({what})" for name, what in NAMES.items())
        yield Finding(raw.place(("extra", "kleuren")), "kleur", f"Bij kleuren horen er twee: {told}.", example)
        return
    for name, text in chosen.items():
        where = raw.place(("extra", "kleuren", name))
        if not isinstance(text, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
            yield Finding(where, "kleur", f"'{text}' is geen kleur.", example)
        elif (ratio := contrast(_rgb(text), _mix(_rgb(text), _WHITE, 0.12))) < LEAST:
            yield Finding(where, "kleur", f"Deze kleur is te licht om te lezen: het contrast is {_number(ratio)} en moet minstens {_number(LEAST)} zijn.",
                          "Kies een donkerder kleur.")


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black on white)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lighter(colour: Rgb, behind: Rgb, least: float) -> Rgb:
    """Return a colour as it is, or so much lighter that it stands out against what is behind it."""
    steps = (_mix(colour, _WHITE, 1 - step / 50) for step in range(51))
    return next((lighter for lighter in steps if contrast(lighter, behind) >= least), _WHITE)


def _mix(one: Rgb, other: Rgb, part: float) -> Rgb:
    red, green, blue = (round(a * part + b * (1 - part)) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _properties(colours: Mapping[str, Rgb]) -> str:
    return " ".join(f"--{name}: {_hex(colour)};" for name, colour in colours.items())


def _rgb(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
