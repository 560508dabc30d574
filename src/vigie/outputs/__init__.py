"""The same answer laid out as a page of text, JSON or CSV; nothing is computed here."""

OUTPUTS: tuple[str, ...] = ("text", "json", "csv")
