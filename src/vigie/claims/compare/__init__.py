"""What the records held answer to a claim: a module a kind of claim."""
