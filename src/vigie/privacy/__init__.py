"""The line we do not cross: organizations, never people. Applied before anything is stored; nothing turns it off."""

# Version of the rules below; a capture records under which one it was redacted
RULE = 3

WITHHELD = "[withheld]"
# Stands for a place smaller than a state in a text about minors, shelters or lodging
PLACE = "[place]"
INDIVIDUAL = "[individual contractor]"
