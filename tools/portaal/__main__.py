"""`python -m portaal` is the same as `portaal`."""

from .cli import main

raise SystemExit(main())
