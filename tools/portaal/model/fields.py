"""Types of single values, read from the text an editor typed (never typed by the YAML parser)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

ONBEKEND = "onbekend"


class Record(BaseModel):
    """A frozen piece of the domain; a key that is not declared is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def problem(message: str) -> PydanticCustomError:
    """Return an error whose Dutch message reaches the editor as it is."""
    return PydanticCustomError("portaal", "{message}", {"message": message})


def _unknown_to_none(value: Any) -> Any:
    return None if value == ONBEKEND else value


def _date(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise problem(f"'{value}' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2026-08-31.")
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise problem(f"De datum '{value}' bestaat niet. Kijk maand en dag na.") from None
    if not 1900 <= day.year < 2200:  # who counts on from year 9999 falls off the calendar
        raise problem(f"Het jaar van '{value}' kan niet kloppen. Kijk het jaar na.")
    return day


def _int(value: Any) -> Any:
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"-?(0|[1-9][0-9]{0,8})", value):
        raise problem(f"'{value}' is geen heel getal. Schrijf alleen cijfers, zonder nul vooraan.")
    return int(value)


def _float(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,3}\.\d{1,9}", value):
        raise problem(f"'{value}' is geen getal met een punt. Schrijf bijvoorbeeld 52.3015.")
    return float(value)


def _yes_no(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value not in ("ja", "nee"):
        raise problem(f"'{value}' is geen ja of nee. Schrijf ja, nee of onbekend.")
    return value == "ja"


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[a-z0-9.-]+\.[a-z]{2,}(:\d+)?(/[^\s\"<>]*)?", value, re.I):
        raise problem(f"'{value}' is geen webadres. Begin met https:// en laat spaties weg.")
    return value


def _postcode(value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{3} [A-Z]{2}", value):
        raise problem(f"'{value}' is geen postcode. Schrijf vier cijfers, een spatie en twee letters: 1234 AB.")
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(r"0\d{9}|0800\d{4,7}|0900\d{4,7}|14\d{3,4}", re.sub(r"[ -]", "", value)):
        raise problem(f"'{value}' is geen telefoonnummer. Schrijf tien cijfers, de eerste is een 0: 012-3456789.")
    return value


def _time(value: Any) -> Any:
    if isinstance(value, dt.time):
        return value
    clock = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    if not clock:
        raise problem(f"'{value}' is geen tijd. Schrijf uren en minuten met een dubbele punt: 09:30 of 19:30.")
    return dt.time(int(clock[1]), int(clock[2]))


def _schooljaar(value: str) -> str:
    years = re.fullmatch(r"(20\d\d)-(20\d\d)", value)
    if not years or int(years[2]) != int(years[1]) + 1:
        raise problem(f"'{value}' is geen schooljaar. Schrijf twee jaren na elkaar: 2026-2027.")
    return value


def schooljaar_of(day: dt.date) -> str:
    """Return the school year that a day lies in; by law it begins on 1 August (WPO, artikel 1)."""
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}-{first + 1}"


Tekst = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Datum = Annotated[dt.date, BeforeValidator(_date)]
Getal = Annotated[int, BeforeValidator(_int)]
Graden = Annotated[float, BeforeValidator(_float)]
JaNee = Annotated[bool, BeforeValidator(_yes_no)]
Webadres = Annotated[str, AfterValidator(_url)]
Postcode = Annotated[str, AfterValidator(_postcode)]
Telefoon = Annotated[str, AfterValidator(_phone)]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"]+@[a-z0-9.-]+\.[a-z]{2,}$")]
Schooljaar = Annotated[str, AfterValidator(_schooljaar)]
Tijd = Annotated[dt.time, BeforeValidator(_time)]
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z]+:\S.*$")]

# `onbekend` in a file becomes None here, and a field that is left out counts as onbekend too.
MAYBE = BeforeValidator(_unknown_to_none)
MaybeTekst = Annotated[Tekst | None, MAYBE]
MaybeDatum = Annotated[Datum | None, MAYBE]
MaybeGetal = Annotated[Getal | None, MAYBE]
MaybeJaNee = Annotated[JaNee | None, MAYBE]
MaybeWebadres = Annotated[Webadres | None, MAYBE]
MaybeTelefoon = Annotated[Telefoon | None, MAYBE]
MaybeEmail = Annotated[Email | None, MAYBE]
MaybeSlug = Annotated[Slug | None, MAYBE]
MaybeTijd = Annotated[Tijd | None, MAYBE]

Voor = Literal["ouders", "jongeren", "scholen", "partners", "iedereen"]
Staat = Literal["nu", "op_aanvraag", "met_partner", "in_opbouw", "niet", "onbekend"]
# The same in the words that parents read about a school.
STAAT: dict[str, str] = {
    "nu": "Ja, dat biedt de school nu",
    "op_aanvraag": "Op aanvraag",
    "met_partner": "Samen met een partner",
    "in_opbouw": "In opbouw",
    "niet": "Nee, dat kan hier niet",
    "onbekend": "Nog niet opgegeven",
}


# Schools write their offer once a year in the schoolgids; a fact that nobody checked for longer may have lapsed.
CHECK_EVERY = dt.timedelta(days=365)


def next_check(checked: dt.date | None) -> dt.date | None:
    """Return the last day on which a check is not yet overdue; None where nothing was checked."""
    return checked + CHECK_EVERY if checked else None


def is_stale(checked: dt.date | None, today: dt.date) -> bool:
    """Tell whether a check is so old that readers should know."""
    return checked is not None and today - checked > CHECK_EVERY


class Bron(Record):
    """Where a fact comes from: a record of `data/bronnen.yaml` and the place in it."""

    id: Slug = Field(description="Sleutel van de bron in data/bronnen.yaml.")
    plek: str = Field("", description="Bladzijde, hoofdstuk of artikel in die bron.")


class Bevestigd(Record):
    """Somebody with a role said that the record still holds. Never a person's name."""

    op: Datum = Field(description="Datum waarop dit bevestigd is.")
    door: Tekst = Field(description="Rol, bijvoorbeeld 'directeur' of 'intern begeleider'. Geen naam van een persoon.")


class Traceable(Record):
    """A record whose origin and date of checking are known."""

    bron: tuple[Bron, ...] = Field(min_length=1, description="Waar dit feit vandaan komt.")
    gecontroleerd_op: MaybeDatum = Field(None, description="Datum waarop de bron voor het laatst is nagekeken.")
    bevestigd: Bevestigd | None = Field(None, description="Wie (rol) zei wanneer dat dit nog klopt.")


class Adres(Record):
    """A visiting address in the Netherlands."""

    straat: Tekst = Field(description="Straatnaam.")
    huisnummer: Tekst = Field(description="Huisnummer met toevoeging.")
    postcode: Postcode = Field(description="Vier cijfers, spatie, twee letters.")
    plaats: Tekst = Field(description="Plaatsnaam.")


class Coordinaten(Record):
    """A point in WGS84 degrees."""

    lat: Graden = Field(description="Breedtegraad, bijvoorbeeld 52.301081.")
    lon: Graden = Field(description="Lengtegraad, bijvoorbeeld 4.699124.")
    nauwkeurig: Tekst = Field(description="Hoe nauwkeurig het punt is, bijvoorbeeld 'adres' of 'midden van het postcodegebied'.")


class Bereik(Record):
    """A closed range of ages (years) or groups (1 to 8)."""

    van: Getal = Field(description="Vanaf, dit getal telt mee.")
    tot: Getal = Field(description="Tot en met dit getal.")


class Contact(Record):
    """How to reach somebody; what is left out is onbekend."""

    telefoon: MaybeTelefoon = Field(None, description="Telefoonnummer van de organisatie.")
    email: MaybeEmail = Field(None, description="Algemeen e-mailadres, geen adres van een persoon.")
    website: MaybeWebadres = Field(None, description="Webadres dat begint met https://.")
    toelichting: str = Field("", description="Wie u waarvoor belt.")
