"""Those who work there: at a counter, at a desk, at the information table."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models import Counter, Ticket, TicketStatus
from office import demo_people, hours, timetable
from office.demo_people import Hand
from simulation import visitors
from simulation.browser import Page
from simulation.visitors import LABEL

if TYPE_CHECKING:
    from simulation.day import Life, World

# How often an officer …
UNDOES, TRANSFERS, HOLDS, PRESSES_AN_OLD_PAGE, CALLS_TWICE = 0.04, 0.04, 0.03, 0.06, 0.05
PRESSES_IN_VAIN, WORKS_MEANWHILE = 0.02, 0.3
GAP = timedelta(seconds=31)  # between two calls of a number
TICK = timedelta(seconds=5)
PANEL = re.compile(r"/staff/tickets/(\d+)/skips")
# Which way out of a step, and how often; a step that is not named here takes its first one.
WAYS = {"complete": 16, "incomplete": 2, "consult": 1, "ordered": 19, "returned": 1}
WAYS |= {"right": 8, "consolidate": 1, "directed": 1, "noted": 1, "advised": 1, "readable": 1}


class Seat:
    """An officer before their browser."""

    def __init__(self, world: "World", hand: Hand) -> None:
        self.world, self.hand = world, hand
        self.browser = world.house.browser()

    def see(self, path: str) -> Page:
        """Open a page; who was away too long signs in again first."""
        page = self.browser.get(path, may=(409,))  # no counter chosen yet
        if page.path.startswith("/staff/sign-in"):
            self.browser.press(
                "/staff/sign-in",
                may=(409,),
                username=self.hand.username,
                password=demo_people.PASSWORD,
            )
            page = self.browser.get(path, may=(409,))
        if page.status == 409:
            self.browser.get("/staff/counters")
            self.browser.press("/staff/counter", number=str(self.hand.counter))
            page = self.browser.get(path)
        return page

    def press(self, ending: str, *, may: Iterable[int] = (), **given: str) -> Page:
        return self.browser.press(ending, may=may, **given)

    def leave(self) -> None:
        if self.see("/staff").form("/sign-out"):
            self.press("/sign-out")
        self.browser.close()


def at_counter(world: "World", hand: Hand, until: datetime) -> "Life":
    """Call, wait, serve; at lunch nobody is called; who is served is served to the end."""
    seat = Seat(world, hand)
    while world.at < until:
        if hours.is_open(world.at, world.hours):
            yield from _turn(seat)
        elif world.at > world.opens:
            yield from _lunch(seat)
        yield world.some(0.1, 0.5)
    seat.leave()


def _lunch(seat: Seat) -> "Life":
    """Close the counter until the office serves again."""
    world = seat.world
    if seat.see("/staff/counter/panel").form("/pauses"):
        seat.press("/pauses", why="break")
        world.tally["pauses"] += 1
    while world.opens < world.at < world.closes and not hours.is_open(world.at, world.hours):
        yield world.some(0.5, 2)
    if seat.see("/staff/counter/panel").form("/resumptions"):
        seat.press("/resumptions")


def at_desk(world: "World", hand: Hand, until: datetime) -> "Life":
    """Look at the worklist now and then."""
    seat = Seat(world, hand)
    while world.at < until:
        if hours.is_open(world.at, world.hours):
            yield from _desk_work(seat)
            yield from _doze(seat)
        yield world.some(4, 9)
    seat.leave()


def at_the_door(world: "World", hand: Hand, until: datetime) -> "Life":
    """Petugas Informasi puts back who missed their call and came to say so."""
    seat = Seat(world, hand)
    while world.at < until:
        for who in [one for one in world.asking if not one.gone]:
            page = seat.see(f"/staff/hall?q={who.label}")
            if page.form("/restores"):
                seat.press("/restores")
                world.tally["restored"] += 1
            who.missed = False
        world.asking.clear()
        yield world.some(3, 8)
    seat.leave()


def _turn(seat: Seat) -> "Life":
    """One number: called, waited for, served or skipped."""
    world, counter = seat.world, seat.hand.counter
    before = seat.see("/staff/counter/panel")
    if "Tidak ada yang menunggu." in before.text and not world.happens(PRESSES_IN_VAIN):
        _nobody(seat)
        if world.happens(WORKS_MEANWHILE):
            yield from _desk_work(seat)
        yield from _doze(seat)
        return
    page = seat.press("counter/calls", may=(409,))
    if page.status == 409 or not LABEL.search(page.text):
        return
    world.tally["calls"] += 1
    label = LABEL.search(page.text)[1]
    if world.happens(CALLS_TWICE):
        _press_again(seat, before, "counter/calls")
    if world.happens(UNDOES):
        yield timedelta(seconds=world.chance.randint(2, 8))
        seat.see("/staff/counter/panel")
        seat.press("/undos")
        world.tally["undone"] += 1
        return
    for _ in range(world.house.office.max_calls):
        yield from _wait_for(world, label, counter)
        if (who := world.standing.get(counter)) and who.label == label:
            yield from _meet(seat, who)
            return
        if seat.see("/staff/counter/panel").form("/recalls"):
            seat.press("/recalls", may=(409,))
    seat.see("/staff/counter/panel")
    seat.press("/skips")
    world.tally["no shows"] += 1


def _doze(seat: Seat) -> "Life":
    """Until the screen shows somebody who waits; or one looks up without that."""
    world, version = seat.world, -1
    while hours.is_open(world.at, world.hours):
        if version != (version := world.house.version()) and (_waits(seat) or world.happens(0.1)):
            return
        yield world.some(0.2, 0.6)


def _wait_for(world: "World", label: str, counter: int) -> "Life":
    called = world.at
    while world.at - called < GAP:
        yield TICK
        if (who := world.standing.get(counter)) and who.label == label:
            return


def _meet(seat: Seat, who: "visitors.Visitor") -> "Life":
    """The person stands here: sent to a colleague, asked to wait, or served."""
    world = seat.world
    page = seat.see("/staff/counter/panel")
    if world.happens(TRANSFERS) and page.form("/transfers"):
        seat.press("/transfers")
        world.tally["transferred"] += 1
    elif world.happens(HOLDS):
        ticket = PANEL.search(page.text)[1]
        seat.press("/holds")
        world.tally["held"] += 1
        world.begin(_take_back(seat, ticket), world.at + world.some(8, 20))
    else:
        seat.press("/servings")
        yield from _serve(seat, who)
    world.standing.pop(seat.hand.counter, None)


def _take_back(seat: Seat, ticket: str) -> "Life":
    """Who was asked to wait has found the paper."""
    if seat.see("/staff/counter").form(f"/tickets/{ticket}/restores"):
        seat.press(f"/tickets/{ticket}/restores")
    yield from ()


def _serve(seat: Seat, who: "visitors.Visitor") -> "Life":
    """Step by step as long as the person stays at this counter."""
    world = seat.world
    path = seat.browser.page.path
    while True:
        minutes = min(world.chance.lognormvariate(1.7, 0.5), 20.0) * world.pace
        yield timedelta(minutes=minutes)
        page = seat.see(path)
        if page.form("/decisions"):
            _decide(seat, who)
        elif page.form("/finishes"):
            seat.press("/finishes")
        else:
            world.wrong.append(f"{who.label} dilayani, tetapi tidak ada yang dapat ditekan")
        ticket = Ticket.get(Ticket.submission == who.submission)
        if ticket.status != TicketStatus.SERVING or ticket.counter.number != seat.hand.counter:
            break
    visitors.after_the_counter(world, who, ticket)


def _desk_work(seat: Seat) -> "Life":
    """The first case of the worklist, as far as it stays mine."""
    page = seat.see("/staff/worklists")
    if not page.form("/takings"):
        return
    page = seat.press("/takings", may=(409,))
    while page.status == 200 and page.form("/decisions"):
        yield seat.world.some(2, 6) * seat.world.pace
        path = page.path
        if not seat.see(path).form("/decisions"):
            return
        page = _decide(seat)
        seat.world.tally["decided"] += 1
        if page.status != 200 or not page.form("/withdrawals"):
            return


def _decide(seat: Seat, who: "visitors.Visitor | None" = None) -> Page:
    """Fill in the step's form and take one of its ways out."""
    world, before = seat.world, seat.browser.page
    form = before.form("/decisions")
    offered = form.offers.get("outcome", [])
    if not offered:  # approved only by somebody else
        return Page(403, "")
    if who and who.lacks and "incomplete" in offered:
        outcome = "incomplete"
    else:
        known = [one for one in offered if one in WAYS and one != "incomplete"] or offered[:1]
        outcome = world.chance.choices(known, [WAYS.get(one, 1) for one in known])[0]
    later = timetable.today(world.house.office, world.at) + timedelta(days=3)
    page = seat.press(
        "/decisions",
        outcome=outcome,
        text="Data ditemukan; sesuai dengan dokumen.",
        reason="Sesuai berkas yang diperlihatkan.",
        look_again_on=later.isoformat(),
        copy=form.offers.get("copy", []),
        original=form.offers.get("original", []),
    )
    if world.happens(PRESSES_AN_OLD_PAGE):
        _press_again(seat, before, "/decisions", outcome=outcome, text="x", reason="x")
    return page


def _press_again(seat: Seat, before: Page, ending: str, **given: str) -> None:
    """The same press on a page that is no longer true: refused, and nothing changed by it."""
    now, version = seat.browser.page, seat.world.house.version()
    seat.browser.page = before
    answer = seat.press(ending, may=(409, 422), **given)
    seat.browser.page = now
    seat.world.tally["old pages"] += 1
    if answer.status == 200 or seat.world.house.version() != version:
        seat.world.wrong.append(f"halaman lama mengubah sesuatu: {ending}")


def _nobody(seat: Seat) -> None:
    """The office says that nobody waits: then nobody may."""
    if waits := _waits(seat):
        counter = seat.hand.counter
        seat.world.wrong.append(f"{waits.label} menunggu, tetapi Loket {counter} tidak diberi tahu")


def _waits(seat: Seat) -> Ticket | None:
    """Somebody whom this officer could call, as the books have it."""
    counter = seat.hand.counter
    roles = {*demo_people.COUNTERS.get(counter, ())} & {*seat.hand.roles}
    here = Counter.get_or_none(Counter.number == counter)
    return Ticket.get_or_none(
        Ticket.day == timetable.today(seat.world.house.office, seat.world.at),
        Ticket.status == TicketStatus.WAITING,
        Ticket.role.in_(roles),
        Ticket.only_at.is_null() | (Ticket.only_at == here),
    )
