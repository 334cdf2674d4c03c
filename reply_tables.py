"""The tables of what is answered to the ministry: results that came later, and the replies."""

from peewee import CharField, Check, IntegerField, JSONField, TextField

from fields import DayField, InstantField, LinkField, Table
from ministry_tables import Letter, LetterFile, Row
from models import Office, Officer


class LaterResult(Table):
    """The result of a row changed after its lembar had ended. It is never written again."""

    row = LinkField(Row, backref="+", on_delete="RESTRICT")
    former = CharField()  # the result before, and its note
    former_note = TextField()
    result = CharField()
    note = TextField()
    reason = TextField()
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()


class ResultFile(Table):
    """A list of results brought by an officer, and what became of it; it is not kept."""

    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    name = CharField()
    begun_at = InstantField()
    ended_at = InstantField(null=True)  # null: under way, or broken off
    outcome = CharField(default="")  # an Outcome of office/files/uploads.py
    said = TextField(default="")  # the sentence at its end
    report = JSONField(default=list)  # [line, reason], the first of them
    told = IntegerField(default=0)  # how many there were


class AnswerColumns(Table):
    """Where the results go in lists with these headings; null: a column is added for them."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    headings = CharField()  # SHA-256 of them
    result = IntegerField(null=True)
    note = IntegerField(null=True)

    class Meta:
        indexes = ((("office", "headings"), True),)


class Reply(Table):
    """One version of the recapitulation that answers a letter. It is never written again.

    It tells what stood at `at`; a supplement (susulan) only what came after `since`.
    """

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    letter = LinkField(Letter, index=False, backref="+", on_delete="RESTRICT")
    supplement = IntegerField(default=0)  # 0: the answer itself
    version = IntegerField(constraints=[Check("version > 0")])
    year = IntegerField()
    number = IntegerField(constraints=[Check("number > 0")])  # of office and year
    label = CharField()  # as the office's pattern had it that day
    content = JSONField()  # all that it says, so that it can be drawn again
    since = InstantField(null=True)
    at = InstantField()
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    reason = TextField(default="")  # of a later version

    class Meta:
        constraints = [Check("(supplement = 0) = (since IS NULL)")]
        indexes = (
            (("letter", "supplement", "version"), True),
            (("office", "year", "number", "version"), True),  # a number is given once
        )


class ReplySigned(Table):
    """The recapitulation was signed on paper."""

    reply = LinkField(Reply, unique=True, backref="+", on_delete="RESTRICT")
    signed_on = DayField()
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()


class ReplySent(Table):
    """A reply went out to the ministry; also its line in the buku agenda."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    reply = LinkField(Reply, unique=True, backref="+", on_delete="RESTRICT")
    sent_on = DayField()
    how = CharField()  # an id of office/ministry/replies.py's WAYS
    note = CharField(default="")  # number of the parcel, address, whose receipt
    year = IntegerField()
    number = IntegerField(constraints=[Check("number > 0")])  # in the same series as `Agenda`
    label = CharField()
    day = DayField()  # on which it was booked
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "day"), False),  # what stands in the book of this day?
        )


class ListTaken(Table):
    """An officer took a list with whole numbers along. It is never written again."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    letter = LinkField(Letter, null=True, backref="+", on_delete="RESTRICT")  # null: own work
    file = LinkField(LetterFile, index=False, null=True, backref="+", on_delete="RESTRICT")
    rows = IntegerField()  # how many it held
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    role = CharField()
    reason = TextField()
    at = InstantField()
