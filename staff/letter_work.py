"""How far the work on a letter is: the body of its page."""

from ministry_tables import Letter
from office import grouping
from staff import policy


def shown(letter: Letter) -> dict[str, object]:
    mine = policy.groups(policy.authorities().keys())
    return {
        "unplaced": grouping.unplaced(letter),
        "groups": policy.may("staff.grouping", mine),
    }
