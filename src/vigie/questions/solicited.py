"""The solicitation that notices of one number are, as far as awards can be looked for by it."""

from collections.abc import Sequence
from dataclasses import replace

from vigie.groups.buyers import buyers, buyers_of_office
from vigie.records.lead import Solicitation
from vigie.records.notice import Notice, NoticeKind

# What says of itself that something was awarded already, or sells something: nothing is awarded after it because of it
_AFTERWARDS = (NoticeKind.AWARD, NoticeKind.SALE)


def solicitation_of(notices: Sequence[Notice]) -> Solicitation:
    """The solicitation of notices of one number, in the order in which they were posted; without a number it goes by the last one's id.

    Its buyer is that of the newest notice, or, where that names no body under the department, the one whose office the number begins
    with (FAR 4.1603).
    """
    newest = notices[-1]
    asking = [one for one in notices if one.kind not in _AFTERWARDS]
    found = Solicitation(
        number=newest.number or newest.id,
        office_code=newest.buyer.office_code,
        first_posted=notices[0].posted,
        last_posted=asking[-1].posted if asking else None,
        title=newest.title,
        description=newest.description,
    )
    code = newest.buyer.code if newest.buyer.subtier is not None else None
    return replace(found, buyers=(code,) if code in buyers() else buyers_of_office(found.office))
