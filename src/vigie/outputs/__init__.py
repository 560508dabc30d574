"""The same answer laid out as a page of text, JSON or CSV; nothing is computed here."""

OUTPUTS: tuple[str, ...] = ("text", "json", "csv")

# Layouts that are no text, and go to a file of their own
FILES: tuple[str, ...] = ("xlsx",)
