"""What the text of a notice or a document says: each clause in its own words, by patterns that are fixed and can be read."""
