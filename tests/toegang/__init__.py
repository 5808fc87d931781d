"""Accessibility measured in a real browser: which pages, in which states, and what may not happen there.

The tests take the most telling part of it; `make bewijs` takes the whole.
"""
