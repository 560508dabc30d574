"""What was fetched or loaded: files by their hash, and the journal of captures that says where each came from."""
