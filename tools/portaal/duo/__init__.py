"""`portaal import duo`: DUO's open registers into data/schools.yaml, without touching what staff wrote."""

from .command import add_arguments, run

__all__ = ["add_arguments", "run"]
