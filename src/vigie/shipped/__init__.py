"""What ships: official records without people, and the desk.toml a new desk begins with."""
