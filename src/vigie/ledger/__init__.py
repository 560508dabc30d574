"""The tables every question is asked of: immutable segments, rebuilt at will from the archive, never the truth."""
