"""Five hundred and more odd texts that a search box gets: from a cat on the keyboard to an attack."""

from __future__ import annotations

_PIECES = [
    "", " ", "\t\n\r", "\0", "\x1b[31m", "\u200b", "\u202e", "\ufeff", "\ud7ff", "ﬀ", "ß", "İ", "ǅ", "ﷺ", "𝓽𝓵𝓿", "ＡＳＳ",
    "é" * 3, "e\u0301\u0302\u0303", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢", "😀", "👨‍👩‍👧‍👦", "🇳🇱", "مرحبا", "שלום", "日本語", "ไทย", "Ω≈ç√∫", "½²³", "№",
    "' OR 1=1 --", "'; DROP TABLE scholen; --", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title>",
    "javascript:alert(1)", "{{ 7*7 }}", "${7*7}", "%00", "%s%s%s", "../../etc/passwd", "C:\\con", "NaN", "null", "undefined",
    "true", "__proto__", "constructor", "toString", "hasOwnProperty", "-1", "1e309", "0x0", "1/0", "99999999999999999999",
    ".*", "(a+)+$", "[", "\\", "(?<x>", "^$", "*?+", "a|b", "\\b\\d{4}\\b", "&lt;b&gt;", "&#x27;", "<!--", "-->", "]]>",
]
_FRAMES = [
    "{}", "autisme {}", "{} autisme", "{}{}", "auti{}sme", "{} {} {}", "\"{}\"", "-{}", "+{} -school",
]
ODD = [
    *dict.fromkeys(frame.replace("{}", piece) for piece in _PIECES for frame in _FRAMES),
    "a" * 10_000, "school " * 2_000, "hoogbegaafdengedragsproblemen" * 300, "é" * 10_000, "<" * 10_000, "1" * 10_000,
    "ab" * 5_000, "(" * 5_000, "ondersteunings" * 500,
]
