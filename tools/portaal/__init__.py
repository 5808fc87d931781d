"""Generator of a public portal for passend onderwijs; `pipeline.py` shows the whole flow."""

__version__ = "0.1.0"
