"""Dossiers: the same figures as everywhere, in files that can be read by eye, by ear and by program, and asked again."""
