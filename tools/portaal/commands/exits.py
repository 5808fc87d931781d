"""Exit codes of every command."""

GOOD, FINDINGS, WRONG_USE = 0, 1, 2
