"""What can be asked: one module a question, each with a frozen answer, one SQL text and one function."""

QUESTIONS: tuple[str, ...] = (
    "sales",
    "group",
    "who",
    "suppliers",
    "contract",
    "statuses",
    "mentions",
    "coverage",
    "changes",
    "health",
    "screen",
    "review",
    "documents",
    "leads",
    "protests",
    "notices",
    "notice",
    "search",
)
