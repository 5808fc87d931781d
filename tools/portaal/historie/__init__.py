"""What git knows: when a text or record last changed, and what it was before."""

from ..git import Git, GitError
from .changes import Found, find_changes, tell_changes
from .dates import Days, read_days, tell_dates
from .verschil import compare
from .verslag import Verslag
from .vroeger import find_commit, past

__all__ = ["Days", "Found", "Git", "GitError", "Verslag", "compare", "find_changes", "find_commit", "past", "read_days", "tell_changes", "tell_dates"]
