"""One module per command of `portaal`, in the order of the help.

Each holds ABOUT and EXAMPLE (Dutch, for the help), `add_arguments(parser)` and `run(args)`, which returns the exit code.
At its top it imports nothing heavy: to show the help, all of them are imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from . import (
    beheer,
    bevestig,
    build,
    check,
    diff,
    import_,
    inlezen,
    links,
    new,
    nieuwsbrief,
    overzicht,
    schoolgids,
    search,
    serve,
    start,
    uitvraag,
    urls,
)

# What an editor types -> the module that does it.
COMMANDS: Mapping[str, ModuleType] = {
    "build": build,
    "check": check,
    "serve": serve,
    "beheer": beheer,
    "search": search,
    "start": start,
    "import": import_,
    "new": new,
    "diff": diff,
    "nieuwsbrief": nieuwsbrief,
    "uitvraag": uitvraag,
    "inlezen": inlezen,
    "bevestig": bevestig,
    "links": links,
    "urls": urls,
    "schoolgids": schoolgids,
    "overzicht": overzicht,
}
