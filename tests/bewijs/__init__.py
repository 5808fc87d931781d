"""Proof that the portal is safe, private and unbreakable; `make bewijs` runs it and writes build/bewijs/."""
