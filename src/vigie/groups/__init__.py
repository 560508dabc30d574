"""Who is who: names that meet, public bodies, and which organization belonged to which group on a day."""
