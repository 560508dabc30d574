"""The vocabulary: contracts, actions, organizations, coverage. Plain frozen values; no file, no table, no text."""
