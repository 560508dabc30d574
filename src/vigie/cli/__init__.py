"""The command line: parses, asks, writes."""
