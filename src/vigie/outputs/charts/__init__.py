"""Drawings made here: one SVG element each, with its words and its table; readable without a style sheet, without colour, at any width."""
