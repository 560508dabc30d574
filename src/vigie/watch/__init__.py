"""What changed, for whom: events and dates that records show, the watches that ask for them, and their delivery, each once."""

from vigie.watch.announced import deadlines, of_notices
from vigie.watch.dues import DueFinder, of_contracts
from vigie.watch.events import Finder, of_actions
from vigie.watch.protested import clocks, of_protests

# What finds events, and what finds dates; each a source of them of its own
FINDERS: tuple[Finder, ...] = (of_actions, of_notices, of_protests)
DUE_FINDERS: tuple[DueFinder, ...] = (of_contracts, deadlines, clocks)
