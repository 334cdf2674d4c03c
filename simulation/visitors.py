"""Those who come: what they do at the kiosk, in the hall, at the counter, and what goes wrong.

Each is a life: a generator that acts and says how long until it acts again.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models import LIVE, Ticket, TicketStatus
from office import board, demo_people, hours
from office.tickets import CODE_LETTERS
from simulation import onlookers
from simulation.browser import Browser, Page

if TYPE_CHECKING:
    from simulation.day import Life, World

# How often; of all who come.
ABANDONS, NUMBER_ONLY, PRESSES_TWICE, HAS_NO_NIK = 0.06, 0.12, 0.15, 0.4
SLIPS, MISSES_THE_CALL, FOLLOWS_BY_PHONE, LACKS_PAPERS = 0.1, 0.07, 0.3, 0.15
LABEL = re.compile(r'class="number num">\s*([A-Z]-\d+)')
RANGE = re.compile(r'class="num">(\d\d)\.(\d\d)–(\d\d)\.(\d\d)')
PREFERS = {"rejected_at": demo_people.REJECTED_AT, "problem": demo_people.PROBLEMS}


@dataclass(eq=False)
class Visitor:
    """Somebody with a number: what they were told, and where they are."""

    label: str
    submission: str
    code: str
    came: datetime
    told: tuple[datetime, datetime] | None = None  # between which moments they will be called
    lacks: bool = False  # a paper lies at home
    gone: bool = False  # has left for today
    missed: bool = False  # did not hear the call
    coming: bool = False  # is on the way to a counter


def visit(world: "World") -> "Life":
    """Answer the kiosk's questions and take a number; or go away in the middle of it."""
    while not world.free:
        yield world.some(0.3, 1)
    number = world.free.pop()
    kiosk = world.kiosks[number]
    page = kiosk.get("/kiosk")
    lacks = world.happens(LACKS_PAPERS)
    page = _open_door(world, kiosk)
    while page.path.startswith("/kiosk/") and not page.path.endswith("/ticket"):
        yield timedelta(seconds=world.chance.randint(4, 15))
        if world.happens(ABANDONS / 8):
            world.tally["abandoned"] += 1
            yield timedelta(seconds=90)
            kiosk.get("/kiosk/left")
            break
        page = _answer(world, kiosk, page, lacks)
    if page.path.endswith("/ticket"):
        yield from _take(world, kiosk, lacks)
    world.free.append(number)


def come_back(world: "World", who: Visitor) -> "Life":
    """Type the code of the last ticket, with a slip now and then, and go on where one was."""
    while not world.free:
        yield world.some(0.3, 1)
    number = world.free.pop()
    kiosk = world.kiosks[number]
    kiosk.get("/kiosk")
    kiosk.get("/kiosk/code")
    if world.happens(SLIPS):
        world.tally["wrong codes"] += 1
        kiosk.press("/kiosk/code", answer=_slip(world, who.code), may=(422,))
        yield world.some(0.1, 0.4)
    page = kiosk.press("/kiosk/code", answer=who.code, may=(422,))
    ticket = Ticket.get(Ticket.submission == who.submission)
    if page.status == 422 and (ticket.status == TicketStatus.LAPSED or not ticket.case.ended_at):
        world.wrong.append(f"kode {who.label} tidak dikenal, padahal masih diperlukan")
    yield world.some(0.1, 0.5)
    if page.form("/returns"):
        page = kiosk.press("/returns")
        world.tally["came back"] += 1
    if page.path.endswith("/ticket"):
        yield from _take(world, kiosk, lacks=False)
    else:
        kiosk.get("/kiosk/left")
    world.free.append(number)


def hear(world: "World", who: Visitor, counter: int) -> "Life":
    """The wall calls: go there, or be somewhere else just then."""
    if who.gone or who.missed or who.coming:
        return
    if world.happens(MISSES_THE_CALL):
        who.missed = True
        yield world.some(5, 25)
        if world.happens(0.6):
            world.asking.append(who)
        else:
            who.gone = True
            world.comebacks.append(who)
        return
    who.coming = True
    yield world.some(0.2, 1.2)
    who.coming = False
    ticket = Ticket.get(Ticket.submission == who.submission)
    if ticket.counter_id and ticket.counter.number == counter:
        world.standing[counter] = who
    elif ticket.status == TicketStatus.NO_SHOW:  # a moment too late
        world.asking.append(who)


def _open_door(world: "World", kiosk: Browser) -> Page:
    if not hours.takes_numbers(world.at, world.hours):
        world.tally["too late"] += 1
        if kiosk.page.form("/kiosk/doors"):
            world.wrong.append("mesin antrean memberi nomor di luar jam")
        return Page(200, "")
    if world.happens(NUMBER_ONLY):
        form = kiosk.get("/kiosk/services").form("/kiosk/services")
        return kiosk.press("/kiosk/services", procedure=form.offers["procedure"][0])
    doors = kiosk.page.form("/kiosk/doors").offers["procedure"]
    return kiosk.press("/kiosk/doors", procedure=doors[0])


def _answer(world: "World", kiosk: Browser, page: Page, lacks: bool) -> Page:
    """The one thing this screen asks."""
    place = page.path.partition("?")[0]
    question = place.rpartition("/")[2]
    if place == "/kiosk/check":
        return _submit(world, kiosk)
    if place == "/kiosk/papers":
        return kiosk.get("/kiosk/check")
    if question == "nik":
        return _type_nik(world, kiosk)
    if question == "papers":
        rings = page.form(place).offers
        papers = {name: values[0] for name, values in rings.items() if name.startswith("paper.")}
        if lacks:
            papers[next(iter(papers))] = "no"
        return kiosk.press(place, **papers)
    if page.form("/kiosk/tickets"):  # who only wants a number answers with the last press
        return _submit(world, kiosk, answer="no")
    offered = page.form(place).offers["answer"]
    if question == "priority":
        return kiosk.press(place, answer="yes" if world.happens(0.1) else "no")
    liked = [one for one in PREFERS.get(question, ()) if one in offered] or offered
    return kiosk.press(place, answer=world.chance.choice(liked))


def _type_nik(world: "World", kiosk: Browser) -> Page:
    if world.happens(HAS_NO_NIK):
        return kiosk.press("/nik", skip="yes")
    nik, _ = demo_people.person(world.chance.randrange(demo_people.POOL))
    if world.happens(SLIPS):
        kiosk.press("/nik", answer=nik[:-1], may=(422,))
    return kiosk.press("/nik", answer=nik)


def _submit(world: "World", kiosk: Browser, **given: str) -> Page:
    """Press "Ambil nomor"; an impatient finger presses twice in the same moment."""
    if not world.happens(PRESSES_TWICE):
        return kiosk.press("/kiosk/tickets", **given)
    world.tally["pressed twice"] += 1
    twin = kiosk.twin()
    with ThreadPoolExecutor(2) as fingers:
        pages = list(fingers.map(lambda one: one.press("/kiosk/tickets", **given), (kiosk, twin)))
    twin.close()
    labels = {found[1] for page in pages if (found := LABEL.search(page.text))}
    if len(labels) != 1:
        world.wrong.append(f"dua ketukan memberi {len(labels)} nomor")
    return pages[0]


def _take(world: "World", kiosk: Browser, lacks: bool) -> "Life":
    """Read the number and the range, press "Selesai", sit down."""
    found = LABEL.search(kiosk.page.text)
    ticket = Ticket.select().order_by(Ticket.id.desc()).first() if found else None
    if ticket is None or ticket.label != found[1]:
        world.wrong.append("nomor di layar bukan nomor di buku")
        return
    if ticket.label in world.visitors:
        world.wrong.append(f"{ticket.label} diberikan dua kali")
    who = Visitor(ticket.label, ticket.submission, ticket.code, world.at, lacks=lacks)
    who.told = _told(world, kiosk.page.text)
    world.visitors[who.label] = who
    world.tally["numbers"] += 1
    if world.happens(FOLLOWS_BY_PHONE):
        world.begin(onlookers.phone(world, who), world.at + world.some(0.2, 1))
    yield timedelta(seconds=world.chance.randint(5, 20))
    kiosk.press("/wipe")
    onlookers.nothing_personal(world, kiosk.get("/kiosk").text, "mesin antrean sesudah Selesai")


def _told(world: "World", page: str) -> tuple[datetime, datetime] | None:
    found = RANGE.search(page)
    if not found:
        return None
    zone = world.house.zone
    start, end = (
        world.at.astimezone(zone).replace(hour=int(h), minute=int(m), second=0, microsecond=0)
        for h, m in (found.group(1, 2), found.group(3, 4))
    )
    return start, end


def _slip(world: "World", code: str) -> str:
    """The code with one letter mistaken, such that nobody has it."""
    at = world.chance.randrange(len(code))
    typed = (code[:at] + letter + code[at + 1 :] for letter in CODE_LETTERS)
    return next(one for one in typed if board.by_code(world.house.office, one) is None)


def after_the_counter(world: "World", who: Visitor, ticket: Ticket) -> None:
    """Sit down again, fetch the paper that lacked, or go home."""
    if ticket.case.paused_for == "applicant":
        who.lacks = False
        if world.happens(0.5):
            world.begin(come_back(world, who), world.at + world.some(30, 90))
        else:
            who.gone = True
            world.comebacks.append(who)
    elif ticket.status not in LIVE:
        who.gone = True


def left_over(world: "World") -> list[Visitor]:
    """Those whose number came to its end with the day, not with their case; most come again."""
    ended = {
        ticket.submission for ticket in Ticket.select().where(Ticket.status == TicketStatus.LAPSED)
    }
    here = [one for one in world.visitors.values() if one.submission in ended and not one.gone]
    return [one for one in here if world.happens(0.8)]
