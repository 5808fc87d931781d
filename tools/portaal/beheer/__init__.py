"""Keeping the portal without YAML: forms in the browser, and schemas that let an editor of text help."""
