"""How texts in English and French write numbers, amounts, days, counts and shares; pure functions of a text."""
