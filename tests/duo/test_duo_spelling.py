"""DUO's capitals become the spelling that readers know."""

from __future__ import annotations

import pytest

from portaal.duo.points import Points
from portaal.duo.read import AddressPoint, clean
from portaal.duo.spelling import place_name, school_name, web_address


@pytest.mark.parametrize(
    ("duo", "spelled"),
    [
        ("NIEUW-VENNEP", "Nieuw-Vennep"), ("IJMUIDEN", "IJmuiden"), ("ANDIJK", "Andijk"), ("'T HARDE", "'t Harde"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"), ("'S-HEER ARENDSKERKE", "'s-Heer Arendskerke"),
        ("ALPHEN AAN DEN RIJN", "Alphen aan den Rijn"), ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("TULL EN 'T WAAL", "Tull en 't Waal"), ("DE LIER", "De Lier"), ("TER AAR", "Ter Aar"), ("VELP NB", "Velp NB"),
        ("ELST UT", "Elst Ut"), ("SPAARNDAM GEM. HAARLEM", "Spaarndam gem. Haarlem"), ("HEI- EN BOEICOP", "Hei- en Boeicop"),
        ("WEHE-DEN HOORN", "Wehe-den Hoorn"), ("ST.-ANNAPAROCHIE", "St.-Annaparochie"), ("Testdorp aan Zee", "Testdorp aan Zee"),
    ],
)
def test_place_name(duo: str, spelled: str):
    assert place_name(duo, {}) == spelled


def test_place_name_that_a_register_knows():
    assert place_name("2E EXLOERMOND", {"2e-exloermond": "2e Exloërmond"}) == "2e Exloërmond"


@pytest.mark.parametrize(
    ("duo", "spelled"),
    [
        ("OBS DE TESTVLINDER", "OBS De Testvlinder"), ("RKBS 't Proefje", "RKBS 't Proefje"), ("ASVO", "ASVO"), ("RS 6", "RS 6"),
        ('BS "De Testmuis"', "BS De Testmuis"), ("IKC HET IJSPALEIS VAN TESTDORP", "IKC Het IJspaleis van Testdorp"),
    ],
)
def test_school_name(duo: str, spelled: str):
    assert school_name(duo) == spelled


@pytest.mark.parametrize(
    ("duo", "url"),
    [
        ("www.x.nl", "https://www.x.nl"), ("www.x.nl.", "https://www.x.nl"), ("WWW.X.NL/Pad", "https://www.x.nl/Pad"),
        ("http://x.nl", "http://x.nl"), ("HTTPS://x.nl/", "https://x.nl/"), ("", ""),
    ],
)
def test_web_address(duo: str, url: str):
    assert web_address(duo) == url


def test_clean_drops_what_nobody_sees():
    assert clean(" Test\u00a0 \u200bschool\x07\t") == "Test school"


def point(number: int, letter: str = "", id_: str = "") -> AddressPoint:
    return AddressPoint(id_, "9999XA", number, letter, 52 + number / 1000, 4.0 + (ord(letter) / 1000 if letter else 0))


@pytest.mark.parametrize(
    ("huisnummer", "lat", "nauwkeurig"),
    [
        ("14", "52.014", "adres"), ("14-16", "52.014", "adres"), ("16-A", "52.014", "zelfde postcode, ander huisnummer"),
        ("100", "52.018", "zelfde postcode, ander huisnummer"), ("", "52.5", "midden van het postcodegebied"),
    ],
)
def test_points(huisnummer: str, lat: str, nauwkeurig: str):
    points = Points([point(18), point(14)], {"9999": (52.5, 4.5)})
    found = points.find("99XA00", "9999 XA", huisnummer)
    assert (found["lat"], found["nauwkeurig"]) == (lat, nauwkeurig)


def test_letter_then_school_decide_between_points_on_one_number():
    points = Points([point(1, "A", "99XA00"), point(1, "B", "99XB00")], {})
    assert points.find("99XC00", "9999 XA", "1-B")["lon"] == "4.066"
    assert points.find("99XB00", "9999 XA", "1")["lon"] == "4.066"
    assert points.find("99XC00", "9999 XA", "1")["lon"] == "4.065"
    assert points.find("99XC00", "8888 XA", "1") == {}
