"""What git knows: when a text or record last changed, and what it was before. The only part that runs git."""

from .changes import read_changes
from .dates import read_dates
from .git import Git, GitError

__all__ = ["Git", "GitError", "read_changes", "read_dates"]
