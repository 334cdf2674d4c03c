"""The tables of ministry letters and of the lembar that answer them; models.py has the others."""

from peewee import SQL, BooleanField, CharField, Check, IntegerField, JSONField, TextField

from fields import DayField, InstantField, LinkField, Table
from models import Case, Category, Office, Officer


class Letter(Table):
    """A letter of the ministry (data masuk): its lists are answered by `due_on`."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    reference = CharField(constraints=[Check("reference <> ''")])
    dated = DayField()
    due_on = DayField()
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")  # who booked it
    at = InstantField()

    class Meta:
        indexes = ((("office", "reference", "dated"), True),)  # a letter is booked once


class LetterFile(Table):
    """A list that came with a letter, and what became of it; the file itself is not kept.

    Its rows are written unseen; `shown_at` shows them all. It is null again once the list was
    taken back. `layout` is office/ministry/list_layout.py's.
    """

    letter = LinkField(Letter, backref="+", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    name = CharField()
    digest = CharField(default="")  # SHA-256 of the file: the same list twice is recognised
    layout = JSONField(default=dict)  # its headings, and which of them says what
    begun_at = InstantField()
    shown_at = InstantField(null=True)
    ended_at = InstantField(null=True)  # null: under way, or broken off
    outcome = CharField(default="")
    said = TextField(default="")  # the sentence at its end
    report = JSONField(default=list)  # [line, reason] of what could not be read, the first of them
    told = IntegerField(default=0)  # how many there were
    rows = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])  # of it that are shown


class Withdrawal(Table):
    """A list was taken back whole before anybody worked on it; its rows are gone."""

    file = LinkField(LetterFile, unique=True, backref="+", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    reason = TextField(constraints=[Check("reason <> ''")])
    at = InstantField()


class ListRow(Table):
    """A row of a ministry list as it came. What becomes of it stands in the `Row` of its lembar."""

    file = LinkField(LetterFile, index=False, backref="+", on_delete="RESTRICT")
    line = IntegerField()  # in the file, its heading being 1
    cells = JSONField()  # every cell as it stood, for the answer in the same layout
    nik = CharField(default="")  # digits as they came; broken ones are what the lists are about
    other_nik = CharField(default="")
    family = CharField(default="")  # No. KK
    name = CharField(default="")
    category = LinkField(Category, index=False, backref="+", on_delete="RESTRICT")
    trouble = TextField()
    district = CharField(default="")  # kecamatan
    village = CharField(default="")
    outside = BooleanField(default=False)  # belongs to another region

    class Meta:
        indexes = ((("file", "line"), True),)


# does a list ask about this person?
ListRow.add_index(ListRow.nik, where=SQL("nik <> ''"), name="list_row_nik")
ListRow.add_index(ListRow.other_nik, where=SQL("other_nik <> ''"), name="list_row_other_nik")


class Lembar(Table):
    """What a case with rows is besides: the letter it answers, who works on it, and why these rows.

    No letter: the office found the rows itself.
    """

    case = LinkField(Case, unique=True, backref="+", on_delete="RESTRICT")
    letter = LinkField(Letter, null=True, backref="+", on_delete="RESTRICT")
    officer = LinkField(Officer, null=True, backref="+", on_delete="RESTRICT")  # whose work it is
    about = CharField(default="")  # what its rows have in common: "Kec. Contoh, A2"


class Row(Table):
    """One row of a lembar, with its own result."""

    case = LinkField(Case, index=False, backref="rows", on_delete="RESTRICT")
    number = IntegerField(constraints=[Check("number BETWEEN 1 AND 200")])
    nik = CharField(default="")
    other_nik = CharField(default="")
    category = LinkField(Category, index=False, backref="rows", on_delete="RESTRICT")
    trouble = TextField()
    outside = BooleanField(default=False)  # belongs to another region
    result = CharField(default="")
    result_note = TextField(default="")
    struck_to = LinkField(Case, index=False, null=True, backref="struck", on_delete="RESTRICT")
    struck_for = TextField(default="")
    # null: typed by hand, or found by the office
    listed = LinkField(ListRow, null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("case", "number"), True),)


Row.add_index(  # a row of a list stands on one lembar
    Row.listed,
    unique=True,
    where=SQL("listed_id IS NOT NULL AND struck_to_id IS NULL"),
    name="row_listed",
)
Row.add_index(Row.struck_to, where=Row.struck_to.is_null(False), name="row_struck_to")
Row.add_index(Row.nik, name="row_nik")  # does a letter ask about this person?
Row.add_index(Row.other_nik, where=SQL("other_nik <> ''"), name="row_other_nik")
Row.add_index(  # how far is a letter?
    Row.case,
    Row.result,
    Row.listed,
    where=SQL("struck_to_id IS NULL"),
    name="row_progress",
)


class WetSignature(Table):
    """The lembar was signed on paper. A press in a browser is not a signature."""

    case = LinkField(Case, unique=True, backref="signatures", on_delete="RESTRICT")
    signed_on = DayField()
    agenda_number = CharField()
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")  # who recorded it
