"""What can be asked: one module a question, each with a frozen answer, one SQL text and one function."""

QUESTIONS: tuple[str, ...] = ("sales", "suppliers", "contract", "statuses", "coverage", "changes", "health", "screen")
