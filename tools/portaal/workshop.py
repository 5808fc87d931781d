"""What a build leaves behind for the next one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .check import SiteCheck
from .host import cache_of
from .render import Renderer
from .theme import THEME

if TYPE_CHECKING:
    from .steps import Part


@dataclass
class Workshop:
    """What one build leaves behind to make the next one quick; nothing of it changes what comes out.

    `rest` is what is not seen at once of the last site of a preview (see `preview`).
    """

    cache: Path
    site_check: SiteCheck = field(default_factory=SiteCheck)
    rest: Part | None = None
    _renderer: tuple[float, Renderer] | None = None

    @classmethod
    def of(cls, root: Path) -> Workshop:
        """Return the workshop of a portal: its cache lies beside what it builds."""
        return cls(cache_of(root))

    @property
    def renderer(self) -> Renderer:
        """A renderer of the templates as they are on disk now."""
        newest = max(path.stat().st_mtime for path in (THEME / "templates").rglob("*"))
        if self._renderer is None or self._renderer[0] != newest:
            self._renderer = (newest, Renderer(THEME / "templates"))
        return self._renderer[1]
