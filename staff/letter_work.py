"""The body of a letter's page: how far the work on it is; its reminders; the order of letters."""

from collections.abc import Iterable

from flask import g, url_for
from werkzeug.wrappers import Response

import web
from ministry_tables import Letter
from office.ministry import deadlines, progress, replies
from office.transitions import PAUSES
from reply_tables import ReplySent
from staff import bp, policy


@bp.post("/inbox/<int:id>/reminders")
def read_reminder(id: int) -> Response:
    """Read: it comes again on the next of its days."""
    deadlines.read(web.row(Letter, id), by=g.officer, at=web.now())
    return web.go(url_for("staff.worklists"))


def shown(letter: Letter) -> dict[str, object]:
    mine, how = policy.groups(policy.authorities().keys()), progress.of(letter, at=web.now())
    ends_on = how.pace.ends_on
    return {
        "work": how,
        "closed": progress.closed_on(letter),
        "pauses": PAUSES,
        "late_by": (ends_on - letter.due_on).days if ends_on else None,
        "fewest": progress.FEWEST_DAYS,
        "groups": policy.may("staff.grouping", mine),
        "climbs": policy.may("staff.ladder", mine),
        "at": web.now(),
    }


def reminders() -> list[deadlines.Reminder]:
    """What stands on the list of work of whoever asks."""
    return deadlines.reminders(g.officer, at=web.now())


def ordered(letters: Iterable[Letter]) -> list[tuple[Letter, ReplySent | None, int, int]]:
    """Each with how it was answered, its rows and how many have a result: those without an answer
    first, the nearest deadline before the others; then the others, the latest first."""
    waiting = progress.unanswered(g.office)
    ids = {letter.id for letter in waiting}
    sent = [(one, replies.answered(one)) for one in letters if one.id not in ids]
    lines = [*((one, None) for one in waiting), *sent]
    return [(letter, answer, *progress.counts(letter)) for letter, answer in lines]
