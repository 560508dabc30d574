"""What a contract is for: a bilingual lexicon held against the words and classifications of each action."""
