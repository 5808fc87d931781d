"""What schools tell once a year: a form per school out, their answers in, without touching what nobody answered.

    vragen → formulier (xlsx, csv) → … the school … → lezen → oordeel → verwerken

The questions follow from the model and from data/ondersteuning.yaml; nothing is listed twice.
"""

from .oordeel import Uitslag, judge
from .schrijven import write_csv, write_xlsx
from .verwerken import apply
from .vragen import Formulier, make_formulier

__all__ = ["Formulier", "Uitslag", "apply", "judge", "make_formulier", "write_csv", "write_xlsx"]
