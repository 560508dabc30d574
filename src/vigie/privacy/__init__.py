"""The line we do not cross: organizations, never people. Applied before anything is stored; nothing turns it off."""

# Version of the rules below; a capture records under which one it was redacted
RULE = 2

WITHHELD = "[withheld]"
INDIVIDUAL = "[individual contractor]"
