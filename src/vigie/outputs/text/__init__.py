"""Answers as text that fits a terminal: one module an answer, and the sheet they are all written on."""

from vigie.outputs.text.page import Page
from vigie.outputs.text.sheet import visible, wrapped

__all__ = ["Page", "visible", "wrapped"]
