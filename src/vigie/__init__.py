"""Vigie answers, from public records: who sells what to which public body, for how much, since when, on whose evidence."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from vigie.desk import Desk

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(folder: "str | os.PathLike[str]") -> "Desk":
    """The desk in a folder, opened to ask questions of; close it, or use it as a context manager.

    Raises the errors of ``vigie.errors``: DeskMissingError where there is no desk, DeskFormatError where another
    version of Vigie made it.
    """
    from vigie.desk import open_desk  # the tables take their time to import; `vigie --help` needs none

    return open_desk(folder)
