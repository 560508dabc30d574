"""What a text claims, and what the records held say of it."""
