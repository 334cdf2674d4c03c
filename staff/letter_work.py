"""The body of a letter's page: how far the work on it is; its reminders; the order of letters."""

from collections.abc import Iterable

from flask import g, url_for
from werkzeug.wrappers import Response

import web
from ministry_tables import Letter
from office import deadlines, progress
from office.transitions import PAUSES
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


def ordered(letters: Iterable[Letter]) -> list[tuple[Letter, bool, int, int]]:
    """Each with whether it is open, its rows and how many have a result: the open ones first, the
    nearest deadline before the others; then the closed ones, the latest first."""
    running = progress.open_letters(g.office)
    ids = {letter.id for letter in running}
    lines = [(letter, True, *progress.counts(letter)) for letter in running]
    return lines + [(letter, False, 0, 0) for letter in letters if letter.id not in ids]
