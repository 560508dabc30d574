"""What changed, for whom: events and dates that records show, the watches that ask for them, and their delivery, each once."""

from vigie.watch.dues import DueFinder, of_contracts
from vigie.watch.events import Finder, of_actions

# What finds events, and what finds dates; each a source of them of its own
FINDERS: tuple[Finder, ...] = (of_actions,)
DUE_FINDERS: tuple[DueFinder, ...] = (of_contracts,)
