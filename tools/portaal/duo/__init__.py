"""`portaal import duo`: DUO's open registers into data/schools.yaml, without touching what staff wrote."""

from .command import run

__all__ = ["run"]
