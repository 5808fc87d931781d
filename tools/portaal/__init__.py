"""Generator of a public portal for passend onderwijs; `pipeline.py` shows the whole flow."""

import os

__version__ = "0.1.0"

# We use no plugins of pydantic, and looking for them reads the data of every installed package at each start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
