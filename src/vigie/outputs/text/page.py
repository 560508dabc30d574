"""An answer as lines of text that fit a terminal of 80 columns, or narrower."""

from collections.abc import Iterator

from vigie.desk.watching import Today, WatchList
from vigie.outputs.text.changes import changes_lines
from vigie.outputs.text.check import check_lines
from vigie.outputs.text.contract import contract_lines
from vigie.outputs.text.coverage import held_lines
from vigie.outputs.text.documents import documents_lines
from vigie.outputs.text.framework import framework_lines
from vigie.outputs.text.group import group_lines
from vigie.outputs.text.health import health_lines
from vigie.outputs.text.leads import leads_lines
from vigie.outputs.text.mentions import mentions_lines
from vigie.outputs.text.notice import notice_lines
from vigie.outputs.text.notices import notices_lines
from vigie.outputs.text.protests import protests_lines
from vigie.outputs.text.recheck import recheck_lines
from vigie.outputs.text.review import judged_lines, review_lines
from vigie.outputs.text.sales import sales_lines
from vigie.outputs.text.screen import screen_lines
from vigie.outputs.text.search import search_lines
from vigie.outputs.text.sheet import Sheet, visible
from vigie.outputs.text.statuses import statuses_lines
from vigie.outputs.text.suppliers import suppliers_lines
from vigie.outputs.text.today import today_lines, watch_lines
from vigie.outputs.text.waiting import waiting_lines
from vigie.outputs.text.who import who_lines
from vigie.questions.changes import Changes
from vigie.questions.contract import ContractLife
from vigie.questions.coverage import Held
from vigie.questions.documents import Documents
from vigie.questions.framework import FrameworkHeld
from vigie.questions.group import GroupHeld
from vigie.questions.health import Health
from vigie.questions.judged import Judged
from vigie.questions.leads import Leads
from vigie.questions.mentions import Mentions
from vigie.questions.notice import NoticeLife
from vigie.questions.notices import Notices
from vigie.questions.protests import Protests
from vigie.questions.recheck import Recheck
from vigie.questions.review import Review
from vigie.questions.sales import Sales
from vigie.questions.screen import Screen
from vigie.questions.search import Found
from vigie.questions.statuses import Statuses
from vigie.questions.suppliers import Suppliers
from vigie.questions.waiting import WaitingNames
from vigie.questions.who import Who
from vigie.records.claim import Check


class Page:
    """Lines for one reader: a language, a width, how many lines of a list to show (0: all)."""

    def __init__(self, lang: str, width: int, limit: int = 20) -> None:
        self.sheet = Sheet(lang, max(40, min(width, 100)), limit)
        self.width = self.sheet.width

    def write(self, answer: object) -> str:
        """The answer as text that ends in a line end."""
        return "\n".join(map(visible, lines_of(self.sheet, answer))) + "\n"


def lines_of(sheet: Sheet, answer: object) -> Iterator[str]:
    """The lines of an answer, written for a sheet."""
    match answer:
        case Found():
            return search_lines(sheet, answer)
        case Recheck():
            return recheck_lines(sheet, answer)
        case Sales():
            return sales_lines(sheet, answer)
        case Who():
            return who_lines(sheet, answer)
        case Suppliers():
            return suppliers_lines(sheet, answer)
        case GroupHeld():
            return group_lines(sheet, answer)
        case ContractLife():
            return contract_lines(sheet, answer)
        case Check():
            return check_lines(sheet, answer)
        case Statuses():
            return statuses_lines(sheet, answer)
        case Mentions():
            return mentions_lines(sheet, answer)
        case Held():
            return held_lines(sheet, answer)
        case Changes():
            return changes_lines(sheet, answer)
        case Health():
            return health_lines(sheet, answer)
        case Screen():
            return screen_lines(sheet, answer)
        case Review():
            return review_lines(sheet, answer)
        case Judged():
            return judged_lines(sheet, answer)
        case Documents():
            return documents_lines(sheet, answer)
        case Leads():
            return leads_lines(sheet, answer)
        case WaitingNames():
            return waiting_lines(sheet, answer)
        case Today():
            return today_lines(sheet, answer)
        case WatchList():
            return watch_lines(sheet, answer)
        case Protests():
            return protests_lines(sheet, answer)
        case FrameworkHeld():
            return framework_lines(sheet, answer)
        case Notices():
            return notices_lines(sheet, answer)
        case NoticeLife():
            return notice_lines(sheet, answer)
    raise TypeError(type(answer))
