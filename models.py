"""The tables: fields, constraints, indexes. Transitions and permissions live in office/."""

from enum import StrEnum

from peewee import (
    SQL,
    BlobField,
    BooleanField,
    CharField,
    Check,
    IntegerField,
    JSONField,
    TextField,
)

from fields import DayField, InstantField, LinkField, one_of
from fields import Table as Table

# --- the office ---------------------------------------------------------------------------------


class Office(Table):
    """One service point of the dinas: its own counters, tickets, hours and walls.

    `version` rises once in every verb, last: live pages ask for it. `chain_length` and
    `chain_head` are the end of the office's audit chain; the head stands nowhere else.
    """

    code = CharField(unique=True)
    name = CharField()  # as on the wall: Disdukcapil Kabupaten Contoh
    region = CharField()  # Kabupaten Contoh: whose KK this office issues
    address = CharField(default="")
    zone = CharField()  # IANA: Asia/Makassar
    version = IntegerField(default=0)
    chain_length = IntegerField(default=0)
    chain_head = BlobField(default=b"")
    hours_revision = IntegerField(default=0)  # raised when Opening or Holiday rows change
    cutoff = IntegerField(default=0)  # minutes before closing when the last number is given
    max_calls = IntegerField(default=2)  # then Tidak Hadir
    call_gap = IntegerField(default=30)  # seconds between two calls of one ticket
    priority_every = IntegerField(default=3)  # at most one of so many calls is a priority one
    comeback_days = IntegerField(default=10)  # working days an applicant has to complete the papers
    signatory_title = CharField(default="")  # who signs the sheets
    signatory_name = CharField(default="")
    agenda_pattern = CharField(  # office/papers/agenda.py tells what it may hold
        default="{nomor}/{kode}/{bulan}/{tahun}",
        constraints=[SQL("DEFAULT '{nomor}/{kode}/{bulan}/{tahun}'")],
    )
    # working days that go by until other agencies read what was mended (our assumption)
    retry_days = IntegerField(default=2, constraints=[SQL("DEFAULT 2")])
    print_counter = IntegerField(null=True)  # where a new KK or KTP-el is printed; null: not told
    papers = JSONField(
        default=dict, constraints=[SQL("DEFAULT '{}'")]
    )  # office/papers/letterhead.py
    voice = JSONField(default=dict, constraints=[SQL("DEFAULT '{}'")])  # office/walls/loudness.py
    rules = JSONField(default=dict, constraints=[SQL("DEFAULT '{}'")])  # office/calendar.py
    # office/paper_numbers.py
    paper_numbers = JSONField(default=dict, constraints=[SQL("DEFAULT '{}'")])
    appointments = JSONField(default=dict, constraints=[SQL("DEFAULT '{}'")])  # office/slots.py


class Opening(Table):
    """One stretch of a weekday in which the office is open; a break makes two of them."""

    office = LinkField(Office, backref="openings", on_delete="RESTRICT")
    weekday = IntegerField(constraints=[Check("weekday BETWEEN 0 AND 6")])  # 0 = Monday
    opens = IntegerField(constraints=[Check("opens BETWEEN 0 AND 1439")])  # minute of the day
    closes = IntegerField(constraints=[Check("closes > opens AND closes <= 1440")])


class Holiday(Table):
    """A day on which the office is closed."""

    office = LinkField(Office, index=False, backref="holidays", on_delete="RESTRICT")
    day = DayField()
    name = CharField()

    class Meta:
        indexes = ((("office", "day"), True),)


class SpecialHours(Table):
    """Days on which an office keeps other hours than its week says (Ramadan, a flag day).

    A weekday that is closed stays so, but for hours of one day only. Stretches are minutes of the
    day, [[480, 720], [750, 900]]; Friday's are empty where they are the other days'.
    """

    office = LinkField(Office, backref="+", on_delete="RESTRICT")
    since = DayField()
    until = DayField(constraints=[Check("until >= since")])
    name = CharField()
    stretches = JSONField()
    friday = JSONField()


class Quota(Table):
    """How many numbers of a service a day may have for those who come for the first time."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    sop = CharField()
    # -1: every day that has no row of its own
    weekday = IntegerField(constraints=[Check("weekday BETWEEN -1 AND 6")])
    most = IntegerField(constraints=[Check("most >= 0")])

    class Meta:
        indexes = ((("office", "sop", "weekday"), True),)


class Outage(Table):
    """SIAK was out of reach from `since` to `until` (null: still is); clocks that need it stand."""

    office = LinkField(Office, index=False, backref="outages", on_delete="RESTRICT")
    since = InstantField()
    until = InstantField(null=True)

    class Meta:
        constraints = [Check("until IS NULL OR until >= since")]


Outage.add_index(Outage.office, unique=True, where=Outage.until.is_null(), name="outage_open")


class Counter(Table):
    """A desk with a number where people are served (loket)."""

    office = LinkField(Office, index=False, backref="counters", on_delete="RESTRICT")
    number = IntegerField(constraints=[Check("number > 0")])
    # ids of the procedures it serves; none: all of its roles'
    services = JSONField(default=list, constraints=[SQL("DEFAULT '[]'")])
    paused_for = CharField(default="", constraints=[SQL("DEFAULT ''")])  # seats.REASONS; "": open
    paused_at = InstantField(null=True)  # until it opens again, or to the end of that day
    # the part of the hall its calls are shown in; "": everywhere
    zone = CharField(default="", constraints=[SQL("DEFAULT ''")])

    class Meta:
        indexes = ((("office", "number"), True),)


class CounterRole(Table):
    """A role whose queue is served at a counter."""

    counter = LinkField(Counter, index=False, backref="roles", on_delete="CASCADE")
    role = CharField()

    class Meta:
        indexes = ((("counter", "role"), True),)


# --- officers and devices -----------------------------------------------------------------------


class Officer(Table):
    """Someone who signs in (petugas). The roles are the sheets'; the title is the officer's own."""

    office = LinkField(Office, index=False, backref="officers", on_delete="RESTRICT")
    username = CharField(unique=True)
    name = CharField()
    title = CharField(default="")
    password_hash = CharField(default="")  # Argon2id
    active = BooleanField(default=True)
    shortcuts = BooleanField(
        default=True, constraints=[SQL("DEFAULT 1")]
    )  # keys do what buttons do


class OfficerRole(Table):
    """A role an officer holds in their own right."""

    officer = LinkField(Officer, index=False, backref="held", on_delete="CASCADE")
    role = CharField()

    class Meta:
        indexes = ((("officer", "role"), True),)


class Delegation(Table):
    """An officer stands in for a role from one day to another, both included (Plh., Plt.)."""

    officer = LinkField(Officer, backref="delegations", on_delete="RESTRICT")
    # whom they stand in for
    absent = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    role = CharField()
    kind = CharField(constraints=[Check("kind IN ('Plh.', 'Plt.')")])
    since = DayField()
    until = DayField()

    class Meta:
        constraints = [Check("until >= since"), Check("officer_id <> absent_id")]


class DelegationEnd(Table):
    """A delegation that ended before its last day: from then on the stand-in decides nothing."""

    delegation = LinkField(Delegation, unique=True, backref="ends", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")  # who ended it
    at = InstantField()


class DeviceKind(StrEnum):
    KIOSK = "kiosk"
    WALL = "wall"


class Device(Table):
    """A kiosk or a wall of an office. It is enrolled once a browser has typed its one-time code."""

    office = LinkField(Office, index=False, backref="devices", on_delete="RESTRICT")
    kind = CharField(constraints=[one_of("kind", DeviceKind)])
    name = CharField()
    px_per_mm = CharField(default="4.03")  # of the panel
    code_hash = BlobField(null=True, unique=True)  # SHA-256; null once used
    code_until = InstantField(null=True)
    token_hash = BlobField(null=True, unique=True)  # SHA-256 of the device's cookie
    revoked_at = InstantField(null=True)
    wall = JSONField(default=dict, constraints=[SQL("DEFAULT '{}'")])  # office/walls/walls.py


class HelpCall(Table):
    """Someone at a kiosk called for an officer (panggil petugas). It stands for its day, until
    one goes there; whether the screen is wiped meanwhile does not matter, they may still wait."""

    office = LinkField(Office, index=False, backref="help_calls", on_delete="RESTRICT")
    device = LinkField(Device, index=False, backref="help_calls", on_delete="RESTRICT")
    day = DayField()
    asked_at = InstantField()
    officer = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")  # went
    taken_at = InstantField(null=True)

    class Meta:
        constraints = [Check("(officer_id IS NULL) = (taken_at IS NULL)")]


HelpCall.add_index(  # which kiosks call now?
    HelpCall.office,
    HelpCall.day,
    HelpCall.device,
    unique=True,
    where=HelpCall.officer.is_null(),
    name="help_call_open",
)


class Announcement(Table):
    """What the walls tell the hall beside its calls. None is rewritten: it ends, another begins."""

    office = LinkField(Office, index=False, backref="announcements", on_delete="RESTRICT")
    text = CharField()
    urgent = BooleanField()  # pengumuman penting: large until it is taken down
    zone = CharField()  # of the walls that show it; "": all
    place = IntegerField()  # in the order of what is told; the lowest first
    since = DayField()
    until = DayField(null=True)  # the last day; null: until it is taken down
    begins = IntegerField(constraints=[Check("begins BETWEEN 0 AND 1439")])  # minute of each day
    ends = IntegerField(constraints=[Check("ends > begins AND ends <= 1440")])
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()
    ended_by = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")
    ended_at = InstantField(null=True)

    class Meta:
        constraints = [
            Check("until >= since"),
            Check("(ended_by_id IS NULL) = (ended_at IS NULL)"),
        ]


Announcement.add_index(  # what do the walls tell? (announcements)
    Announcement.office,
    Announcement.place,
    where=Announcement.ended_at.is_null(),
    name="announcement_stands",
)


class Slide(Table):
    """A picture or a video that the walls show while nobody is called; its file lies beside the
    database under `file`, and is gone once `ended_at` is told."""

    office = LinkField(Office, index=False, backref="slides", on_delete="RESTRICT")
    file = CharField(unique=True)  # a random name and .jpg, .mp4 or .webm
    title = CharField()  # what is on it, in words
    zone = CharField(default="")
    place = IntegerField()
    seconds = IntegerField(constraints=[Check("seconds BETWEEN 5 AND 120")])  # of a picture
    size = IntegerField()  # bytes
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()
    ended_by = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")
    ended_at = InstantField(null=True)

    class Meta:
        constraints = [Check("(ended_by_id IS NULL) = (ended_at IS NULL)")]


Slide.add_index(  # what is shown? (slides)
    Slide.office, Slide.place, where=Slide.ended_at.is_null(), name="slide_stands"
)


class Session(Table):
    """An officer signed in at a browser; ended by deletion."""

    token_hash = BlobField(unique=True)  # SHA-256 of what the cookie carries
    officer = LinkField(Officer, backref="sessions", on_delete="CASCADE")
    counter = LinkField(Counter, index=False, null=True, backref="sessions", on_delete="SET NULL")
    created_at = InstantField()
    seen_at = InstantField()  # the last thing a person did; polling does not count


class SignInAttempt(Table):
    """A sign-in or a short code that failed, kept as long as it slows down the next."""

    account_hash = BlobField()  # SHA-256 of user name and address, or of the kiosk
    at = InstantField()

    class Meta:
        indexes = ((("account_hash", "at"), False),)  # how many lately? (sign_in, look_up)


# --- what is asked ------------------------------------------------------------------------------


class Draft(Table):
    """The answers of one kiosk session, until they are submitted or wiped."""

    key = CharField(primary_key=True)  # random; afterwards the ticket's `submission`
    device = LinkField(Device, index=False, backref="drafts", on_delete="CASCADE")
    procedure = CharField(default="")
    answers = JSONField(default=dict)  # question id -> answer; personal
    touched_at = InstantField()


class Category(Table):
    """A kind of fault in population data and who can cure it. Offices may edit the rows."""

    code = CharField(unique=True)  # E1
    label = CharField()
    cure = CharField()  # who can cure it, in words
    active = BooleanField(default=True)


class Case(Table):
    """One matter on its way (permohonan, perkara); a *lembar* where the procedure has rows.

    `step` is null once `end` is set. `role` is the step's, so that a worklist is one lookup.
    """

    office = LinkField(Office, index=False, backref="cases", on_delete="RESTRICT")
    sop = CharField()
    sop_version = IntegerField()
    step = CharField(null=True)
    role = CharField(null=True)
    end = CharField(null=True)
    paused_for = CharField(default="")
    look_again_on = DayField(null=True)  # tanggal cek ulang; only while waiting for the centre
    moves = IntegerField(default=0)  # +1 on every change; what a page shows back as `seen`
    category = LinkField(Category, index=False, null=True, backref="cases", on_delete="RESTRICT")
    taken_by = LinkField(Officer, index=False, null=True, backref="taken", on_delete="RESTRICT")
    taken_at = InstantField(null=True)
    arrived_at = InstantField()  # at the present step
    opened_at = InstantField()
    ended_at = InstantField(null=True)

    class Meta:
        constraints = [
            Check("(step IS NULL) <> (end IS NULL)"),
            Check("(end IS NULL) = (ended_at IS NULL)"),
            Check("(step IS NULL) = (role IS NULL)"),
            Check("(taken_by_id IS NULL) = (taken_at IS NULL)"),
            Check("paused_for IN ('', 'applicant', 'centre', 'other_region', 'network')"),
        ]
        indexes = (
            (("office", "role", "arrived_at"), False),  # what waits for this role? (worklists)
            (("office", "ended_at"), False),  # what ended today? (the managers' wall)
        )

    @property
    def label(self) -> str:
        return f"{self.opened_at:%Y}/{self.id:04d}"


class Request(Table):
    """What the applicant asked for (permohonan). A case opened by number only has empty answers."""

    case = LinkField(Case, unique=True, backref="requests", on_delete="RESTRICT")
    answers = JSONField(default=dict)  # question id -> answer id(s), no names, no numbers
    rejected_at = CharField(default="")  # where they were turned away; the managers' statistic
    applicant_name = CharField(default="")
    applicant_phone = CharField(default="")
    relation = CharField(default="")  # to the owner of the data
    authority_letter = CharField(default="")  # F-1.07, when someone else asks
    statement = TextField(default="")  # the trouble in the applicant's words


class Subject(Table):
    """A person whose data the case is about (pemilik data); a case may have several."""

    case = LinkField(Case, backref="subjects", on_delete="RESTRICT")
    nik = CharField(default="")  # as typed, digits only; broken ones are what the office is for
    name = CharField(default="")


Subject.add_index(Subject.nik, where=SQL("nik <> ''"), name="subject_nik")  # who asks about them?


class Paper(Table):
    """A paper of a case's checklist: its two ticks, or the reason it was waived."""

    case = LinkField(Case, index=False, backref="papers", on_delete="RESTRICT")
    paper = CharField()  # id in the procedure
    copy_received = BooleanField(default=False)
    original_seen = BooleanField(default=False)
    waived = CharField(default="")  # why it is not asked for

    class Meta:
        indexes = ((("case", "paper"), True),)


# --- what was decided ---------------------------------------------------------------------------


class Decision(Table):
    """One taking of a way out of a step.

    It *stands* while the case builds on it: a later return voids it. A return, a talk at an
    aside and a pause never stand.
    """

    case = LinkField(Case, index=False, backref="decisions", on_delete="RESTRICT")
    step = CharField()
    counts_on = CharField()  # the step whose mutu baku it spends: an aside counts on its referrer
    outcome = CharField()
    kind = CharField()
    officer = LinkField(Officer, index=False, backref="decisions", on_delete="RESTRICT")
    delegation = LinkField(Delegation, index=False, null=True, backref="+", on_delete="RESTRICT")
    arrived_at = InstantField()  # of the case at the step
    taken_at = InstantField()  # when the work on it began
    at = InstantField()
    reason = TextField(default="")
    stands = BooleanField(default=False)

    class Meta:
        indexes = ((("case", "at"), False),)  # what happened to this case? (the case page)


Decision.add_index(
    Decision.case,
    Decision.step,
    unique=True,
    where=(Decision.stands == SQL("1")),
    name="decision_stands",
)


class Output(Table):
    """A document of the procedure that a decision made; the way in to the next step."""

    case = LinkField(Case, index=False, backref="outputs", on_delete="RESTRICT")
    decision = LinkField(Decision, index=False, backref="outputs", on_delete="RESTRICT")
    document = CharField()  # id in the procedure
    text = TextField(default="")  # the sentence or the note
    stands = BooleanField(default=True)


Output.add_index(
    Output.case,
    Output.document,
    unique=True,
    where=(Output.stands == SQL("1")),
    name="output_stands",
)


class Correction(Table):
    """One element of one person's data, before and after.

    Drafted and checked by one decision, applied by a later one: then `change` is what it did to
    the register, or `reference` what an officer did in SIAK, where the program changes nothing.
    """

    case = LinkField(Case, backref="corrections", on_delete="RESTRICT")
    drafted = LinkField(Decision, index=False, backref="drafts", on_delete="RESTRICT")
    applied = LinkField(Decision, index=False, null=True, backref="applied", on_delete="RESTRICT")
    subject = LinkField(
        Subject, index=False, null=True, backref="corrections", on_delete="RESTRICT"
    )
    element = CharField()
    before = CharField()
    after = CharField()
    basis = CharField()  # the document it rests on
    reference = CharField(default="")
    done_at = InstantField(null=True)
    stands = BooleanField(default=True)
    person = IntegerField(null=True)  # of the register; null where the register did not know them
    drafted_on = IntegerField(null=True)  # the resident row it was drafted on
    original_seen = BooleanField(default=False, constraints=[SQL("DEFAULT 0")])  # of the basis
    copy_received = BooleanField(default=False, constraints=[SQL("DEFAULT 0")])
    ordered = IntegerField(null=True)  # the Decision that gave the order
    change = IntegerField(null=True)  # the RegisterChange that carried it
    despite = TextField(default="", constraints=[SQL("DEFAULT ''")])  # why, though it doubles

    class Meta:
        constraints = [Check("(applied_id IS NULL) = (done_at IS NULL)"), Check("before <> after")]


Correction.add_index(
    Correction.person, where=Correction.person.is_null(False), name="correction_person"
)


class Reversal(Table):
    """An applied correction was taken back, by somebody else. Never written again."""

    correction = LinkField(Correction, unique=True, backref="+", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()
    reason = TextField(constraints=[Check("reason <> ''")])
    reference = CharField(default="")  # in SIAK, like a correction's
    done_at = InstantField()
    change = IntegerField(null=True)


class FilePlace(Table):
    """Where the papers of a case lie (rak, map); its latest row counts, none is ever changed."""

    case = LinkField(Case, backref="+", on_delete="RESTRICT")
    place = CharField()
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()


class Pause(Table):
    """A stretch in which a case's clocks stand."""

    case = LinkField(Case, backref="pauses", on_delete="RESTRICT")
    reason = CharField()  # applicant, centre, other_region, network
    note = TextField(default="")
    since = InstantField()
    until = InstantField(null=True)

    class Meta:
        constraints = [Check("until IS NULL OR until >= since")]


Pause.add_index(Pause.case, unique=True, where=Pause.until.is_null(), name="pause_open")
Pause.add_index(  # who waits for their applicant too long? (asked every minute)
    Pause.since, where=SQL("reason = 'applicant' AND until IS NULL"), name="pause_applicant"
)


class Stint(Table):
    """An officer worked on a case and put it down undecided: paused, held, sent on, taken over."""

    case = LinkField(Case, backref="stints", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    since = InstantField()
    until = InstantField()

    class Meta:
        constraints = [Check("until >= since")]


# --- the queue ----------------------------------------------------------------------------------


class TicketStatus(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    NO_SHOW = "no_show"
    DONE = "done"
    LAPSED = "lapsed"
    VOID = "void"


LIVE = (
    TicketStatus.WAITING,
    TicketStatus.CALLED,
    TicketStatus.SERVING,
    TicketStatus.HELD,
    TicketStatus.NO_SHOW,
)
AT_COUNTER = (TicketStatus.CALLED, TicketStatus.SERVING)


class NumberSeries(Table):
    """The last number given of one letter on one day; raised in the transaction that uses it."""

    office = LinkField(Office, index=False, backref="series", on_delete="RESTRICT")
    day = DayField()
    series = CharField(max_length=1)
    last = IntegerField(default=0)

    class Meta:
        indexes = ((("office", "day", "series"), True),)


class Ticket(Table):
    """One visit's place in one day's queue (nomor antrean).

    `number` restarts at 1 every day for every series; the printed label is `A-017`.
    """

    office = LinkField(Office, index=False, backref="tickets", on_delete="RESTRICT")
    # several where a case needs several visits
    case = LinkField(Case, index=False, backref="tickets", on_delete="RESTRICT")
    day = DayField()  # the office's calendar day, not UTC's
    series = CharField(max_length=1)  # the procedure's letter
    number = IntegerField(constraints=[Check("number > 0")])
    status = CharField(default=TicketStatus.WAITING, constraints=[one_of("status", TicketStatus)])
    role = CharField()  # whose queue; kept while called and served
    counter = LinkField(Counter, index=False, null=True, backref="tickets", on_delete="RESTRICT")
    # where it was transferred to
    only_at = LinkField(Counter, index=False, null=True, backref="+", on_delete="RESTRICT")
    priority = BooleanField(default=False)  # yes or no only, never why (health data)
    issued_at = InstantField()  # never rewritten
    place_at = InstantField()  # the order in the queue; only `restore` moves it
    calls = IntegerField(default=0)  # in this turn at a counter
    called_at = InstantField(null=True)  # the latest call
    first_called_at = InstantField(null=True)  # waiting ends here
    served_at = InstantField(null=True)
    changed_at = InstantField()  # the latest move; undo is possible for a while
    closed_for = TextField(default="")  # why it was voided; "berlanjut" when held at day's end
    submission = CharField(unique=True)  # the idempotency key it was asked with
    token_hash = BlobField(unique=True)  # SHA-256 of the tracking token
    code = CharField(null=True, unique=True)  # short code; gone once the ticket is closed
    quota = CharField(  # "": counts on it; beyond: drawn by staff when it was used up; returns: not
        default="",
        constraints=[SQL("DEFAULT ''"), Check("\"quota\" IN ('', 'beyond', 'returns')")],
    )
    away_since = InstantField(null=True)  # said to be out of the hall; office/outings.py

    class Meta:
        indexes = (
            (("office", "day", "series", "number"), True),  # a number is given once
            (("office", "day", "status", "role", "place_at"), False),  # who is next?
            (("case", "day"), False),  # the case's ticket of today
        )
        constraints = [Check("(counter_id IS NOT NULL) = (status IN ('called', 'serving'))")]

    @property
    def label(self) -> str:
        return f"{self.series}-{self.number:03d}"

    @property
    def shown_code(self) -> str:
        """W8L4-E9AF; "" once the code is gone."""
        return f"{self.code[:4]}-{self.code[4:]}" if self.code else ""


Ticket.add_index(
    Ticket.counter, unique=True, where=Ticket.counter.is_null(False), name="ticket_at_counter"
)
Ticket.add_index(
    Ticket.case,
    unique=True,
    where=SQL("status IN ('waiting', 'called', 'serving', 'held', 'no_show')"),
    name="ticket_live",
)


class Call(Table):
    """A ticket was called to a counter; walls show every call since the one they have seen."""

    office = LinkField(Office, index=False, backref="calls", on_delete="RESTRICT")
    ticket = LinkField(Ticket, index=False, backref="called", on_delete="RESTRICT")
    counter = LinkField(Counter, index=False, backref="called", on_delete="RESTRICT")
    day = DayField()
    at = InstantField()
    version = IntegerField()  # the office's, once this call is written; 0: made while it was down
    undone = BooleanField(default=False)
    # since when they had waited for it; null: called again
    waited_since = InstantField(null=True)

    class Meta:
        indexes = ((("office", "day", "version"), False),)  # what is new on the wall?


class DayStatement(Table):
    """What a day of the queue came to, stated once when it was closed. It is never written again,
    and the day stays closed. `content` names numbers and no person (office/closing.py)."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    day = DayField()
    at = InstantField()
    officer = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")
    content = JSONField()

    class Meta:
        indexes = ((("office", "day"), True),)


class TicketNote(Table):
    """Why a ticket was called out of turn or is held, as an officer says. Never written again."""

    ticket = LinkField(Ticket, backref="notes", on_delete="RESTRICT")
    kind = CharField(constraints=[Check("kind IN ('out of turn', 'held')")])
    # who would have been next
    instead_of = LinkField(Ticket, index=False, null=True, backref="+", on_delete="RESTRICT")
    counter = LinkField(Counter, index=False, backref="+", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()
    note = TextField(constraints=[Check("note <> ''")])


class Appointment(Table):
    """A time taken by phone (janji temu): nothing of who took it. It is no number before check-in.

    `submission` becomes the ticket's, so that one link leads to both.
    """

    office = LinkField(Office, index=False, backref="appointments_made", on_delete="RESTRICT")
    service = CharField()  # id of the procedure
    day = DayField()
    slot_at = InstantField()
    place = IntegerField()  # in its slot, of so many that there were when it was taken
    places = IntegerField()
    made_at = InstantField()
    submission = CharField(unique=True)
    token_hash = BlobField(unique=True)  # SHA-256 of the link's token
    code = CharField(unique=True)  # typed or scanned at the kiosk
    origin = BlobField(null=True)  # of the address it was taken from, hashed; gone with its day
    cancelled_at = InstantField(null=True)
    ticket = LinkField(Ticket, null=True, unique=True, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("office", "day"), False),)  # who comes today? (the hall)
        constraints = [
            Check("place BETWEEN 1 AND places"),
            Check("cancelled_at IS NULL OR ticket_id IS NULL"),
        ]

    @property
    def shown_code(self) -> str:
        return f"{self.code[:4]}-{self.code[4:]}"


Appointment.add_index(  # no slot is given to more than it has room for
    Appointment.office,
    Appointment.service,
    Appointment.slot_at,
    Appointment.place,
    unique=True,
    where=Appointment.cancelled_at.is_null(),
    name="appointment_place",
)
Appointment.add_index(  # whose origin is to be forgotten? (asked every minute)
    Appointment.office,
    Appointment.day,
    where=Appointment.origin.is_null(False),
    name="appointment_origin",
)


# --- the agenda ---------------------------------------------------------------------------------


class AgendaKind(StrEnum):
    REQUEST_IN = "request in"
    RESULT_OUT = "result out"
    SHEET_IN = "sheet in"
    SHEET_OUT = "sheet out"


class AgendaSeries(Table):
    """The last number of one year's book, notes or letters; raised where it is used."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    year = IntegerField()
    last = IntegerField(default=0)
    kind = CharField(default="agenda", constraints=[SQL("DEFAULT 'agenda'")])

    class Meta:
        indexes = ((("office", "year", "kind"), True),)


class Agenda(Table):
    """One line of the buku agenda: something came in or went out. It is never written again."""

    office = LinkField(Office, index=False, backref="agenda", on_delete="RESTRICT")
    year = IntegerField()
    number = IntegerField(constraints=[Check("number > 0")])  # 1, 2, 3 … in each office and year
    label = CharField()  # as the office's pattern had it that day: 014/PSR/I/2024
    day = DayField()  # the office's calendar day
    case = LinkField(Case, index=False, backref="agenda", on_delete="RESTRICT")
    kind = CharField(constraints=[one_of("kind", AgendaKind)])
    at = InstantField()
    officer = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = (
            (("office", "year", "number"), True),  # a number is given once
            (("case", "kind"), True),  # it comes in once and goes out once
            (("office", "day"), False),  # what stands in the book of this day?
        )


class OfficialPaper(Table):
    """One version of a case's note or letter, as it was issued. It is never written again."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    case = LinkField(Case, index=False, backref="+", on_delete="RESTRICT")
    kind = CharField(constraints=[Check("kind IN ('note', 'letter')")])
    document = CharField()  # id in the procedure; "" of a letter
    year = IntegerField()
    number = IntegerField(constraints=[Check("number > 0")])  # 1, 2, 3 … in office, kind and year
    label = CharField()  # as the office's pattern had it that day
    version = IntegerField(constraints=[Check("version > 0")])
    content = JSONField()  # all that it says, so that it can be drawn again
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()
    reason = TextField()  # of a later version
    token_hash = BlobField(unique=True)  # SHA-256 of what its QR carries
    code_hash = BlobField(unique=True)  # and of the code beside it

    class Meta:
        indexes = (
            (("office", "kind", "year", "number", "version"), True),  # a number is given once
            (("case", "kind", "document", "version"), True),  # what was issued of this case?
        )


# --- what was seen and done ---------------------------------------------------------------------


class View(Table):
    """An officer was shown personal data in full; written in the transaction that serves it."""

    office = LinkField(Office, index=False, backref="views", on_delete="RESTRICT")
    case = LinkField(Case, index=False, backref="views", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="views", on_delete="RESTRICT")
    role = CharField()
    fields = JSONField()  # names of what was shown, never the values
    reason = TextField()
    at = InstantField()

    class Meta:
        indexes = ((("case", "at"), False),)  # who opened my file? (the phone page)


class Event(Table):
    """One entry of an office's audit trail: ids, event and field names only.

    Each row's `mac` covers the row and the `mac` before it. The database refuses UPDATE and DELETE.
    """

    office = LinkField(Office, index=False, backref="events", on_delete="RESTRICT")
    number = IntegerField()  # 1, 2, 3 … in each office
    at = InstantField()
    name = CharField()
    officer = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")
    device = LinkField(Device, index=False, null=True, backref="+", on_delete="RESTRICT")
    case = LinkField(Case, null=True, backref="events", on_delete="RESTRICT")
    ticket = LinkField(Ticket, index=False, null=True, backref="events", on_delete="RESTRICT")
    detail = CharField(default="")  # ids and words of the procedure: check > order
    mac = BlobField()  # HMAC-SHA256

    class Meta:
        indexes = ((("office", "number"), True),)
