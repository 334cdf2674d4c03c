"""The switch "SIAK terganggu"."""

import pytest

from models import Outage
from office import siak
from office.errors import NotAllowed, Refused
from tests.conftest import NINE


def test_one_switch_tells_since_when(office, people, clock):
    siak.report_down(office, by=people.rina, at=clock())
    assert siak.down_since(office) == NINE
    siak.report_up(office, by=people.sari, at=clock.forward(minutes=20))
    assert siak.down_since(office) is None
    assert [row.until for row in Outage.select()] == [clock()]


def test_what_is_down_does_not_go_down_again(office, refused, people, clock):
    siak.report_down(office, by=people.rina, at=clock())
    with refused(Refused, "SIAK sudah dicatat terganggu"):
        siak.report_down(office, by=people.sari, at=clock())


def test_what_works_does_not_come_up_again(office, refused, people, clock):
    with refused(Refused, "SIAK tidak sedang terganggu"):
        siak.report_up(office, by=people.sari, at=clock())


@pytest.mark.parametrize("switch", [siak.report_down, siak.report_up])
def test_an_auditor_turns_no_switch(office, refused, people, clock, switch):
    with refused(NotAllowed, "Anda tidak dapat mengubah keadaan SIAK"):
        switch(office, by=people.audit, at=clock())


def test_another_office_turns_its_own_switch(office, refused, neighbours, clock):
    with refused(NotAllowed, "Anda tidak dapat mengubah keadaan SIAK"):
        siak.report_down(office, by=neighbours.dina, at=clock())


def test_an_outage_never_ends_before_it_began(office, people, clock):
    siak.report_down(office, by=people.lead, at=clock())
    siak.report_up(office, by=people.lead, at=clock.forward(hours=-1))
    assert [(row.since, row.until) for row in Outage.select()] == [(NINE, NINE)]
