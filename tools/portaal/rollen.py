"""Who may say that something holds: a role, never a person."""

from __future__ import annotations

import re

# What schools, the partnership and the support point call those who answer for a text. Another role is allowed, and asked about.
ROLLEN = (
    "directeur", "directie", "adjunct-directeur", "schoolleider", "locatieleider", "teamleider", "intern begeleider",
    "kwaliteitscoördinator", "zorgcoördinator",
    "ondersteuningscoördinator", "bestuurder", "schoolbestuur", "schoolbegeleider", "consulent", "consulent passend onderwijs",
    "communicatiemedewerker", "beleidsmedewerker", "managementondersteuner", "secretariaat", "redactie", "jurist",
    "medewerker van het steunpunt", "medewerker van het samenwerkingsverband",
)
_PARTICLES = r"(?:(?:van|de|der|den|het|ten|ter|'t)\s+)*"
# Forms of address, initials, two capitalised words in a row, one word with a capital, a number or an address.
_PERSON = re.compile(
    r"\b(?i:de heer|mevrouw|meneer|mevr|mw|dhr|drs|dr|ir|mr|juf|meester)\b\.?\s+[A-ZÀ-Þ]"
    rf"|\b[A-ZÀ-Þ]\.\s*(?:[A-ZÀ-Þ]\.\s*)*{_PARTICLES}[A-ZÀ-Þ]"
    rf"|\b[A-ZÀ-Þ][\w'’-]+\s+{_PARTICLES}[A-ZÀ-Þ][\w'’-]+"
    r"|^[A-ZÀ-Þ][\w'’-]+$|[@\d]"
)


def is_known(role: str) -> bool:
    """Tell whether a role is one of the usual ones, whatever its capitals."""
    return role.lower() in ROLLEN


def looks_like_a_person(role: str) -> bool:
    """Tell whether a text is rather the name, number or address of a person than a role; a role has no capitals."""
    return not is_known(role) and bool(_PERSON.search(role))
