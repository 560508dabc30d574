"""The desk: one folder with everything held and decided, opened to ask, load, verify and rebuild."""

from vigie.desk.desk import Desk, create, open_desk

__all__ = ["Desk", "create", "open_desk"]
