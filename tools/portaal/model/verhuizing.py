"""An address that visitors may still have, and where they must be now."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .fields import Record

# No empty part (`//elsewhere` is another site) and none that begins with a dot (`..` lies outside the site).
_PAD = r"/([A-Za-z0-9~][A-Za-z0-9._~-]*/)*([A-Za-z0-9~][A-Za-z0-9._~-]*)?"
Pad = Annotated[str, StringConstraints(pattern=rf"^{_PAD}$", max_length=200)]
Doel = Annotated[str, StringConstraints(pattern=rf"^({_PAD}(#[A-Za-z0-9_-]+)?|[a-z]+:\S.*)$", max_length=200)]


class Verhuizing(Record):
    """One old address of this site."""

    van: Pad = Field(description="Het oude adres, vanaf de eerste schuine streep, bijvoorbeeld /ouders/oude-pagina/.")
    naar: Doel = Field(description="Waar de bezoeker nu moet zijn, bijvoorbeeld pagina:ouders/steunpunt of /hulpvraag/autisme/.")

    @property
    def id(self) -> str:
        return self.van

    @property
    def titel(self) -> str:
        return self.van
