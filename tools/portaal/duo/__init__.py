"""`portaal import duo`: DUO's open registers into data/schools.yaml, without touching what staff wrote."""

from .command import new_schools, run

__all__ = ["new_schools", "run"]
