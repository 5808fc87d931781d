"""`python -m portaal` is the same as `portaal`."""

from .cli import program

program()
