"""What git knows: when a text or record last changed, and what it was before."""

from ..git import Git, GitError
from .changes import Found, find_changes, tell_changes
from .dates import read_dates
from .verschil import compare
from .verslag import Verslag
from .vroeger import find_commit, past

__all__ = ["Found", "Git", "GitError", "Verslag", "compare", "find_changes", "find_commit", "past", "read_dates", "tell_changes"]
