"""The tables of who works on which lembar, and of what a letter's deadline asks of people."""

from peewee import SQL, CharField, Check, IntegerField, JSONField, TextField

from fields import DayField, InstantField, LinkField, Table
from ministry_tables import Letter, Row
from models import Office, Officer


class DistrictDuty(Table):
    """Whose work the lembar of a kecamatan are, until it is told otherwise."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    district = CharField()
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("office", "district"), True),)


class Leave(Table):
    """An officer is away from one day to another, both included: no rule gives them a lembar."""

    officer = LinkField(Officer, backref="+", on_delete="RESTRICT")
    since = DayField()
    until = DayField()
    noted_by = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()
    ended_at = InstantField(null=True)  # back before the last day

    class Meta:
        constraints = [Check("until >= since")]


class LetterClosing(Table):
    """Every row of a letter had its result. Another list or lembar opens the letter again."""

    letter = LinkField(Letter, index=False, backref="+", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")  # whose was last
    at = InstantField()
    reopened_at = InstantField(null=True)


LetterClosing.add_index(
    LetterClosing.letter, unique=True, where=SQL("reopened_at IS NULL"), name="letter_closed"
)


class ReminderRead(Table):
    """An officer has read what a letter's deadline says from that many days before it on."""

    letter = LinkField(Letter, index=False, backref="+", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    days = IntegerField()  # before the deadline; negative after it
    at = InstantField()

    class Meta:
        indexes = ((("letter", "officer", "days"), True),)


class Pack(Table):
    """A letter of ours to another district or the centre, about rows that only they can cure."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    letter = LinkField(Letter, backref="+", on_delete="RESTRICT")  # whose rows they are
    addressee = CharField()  # four digits of the region; "centre"
    year = IntegerField()
    number = IntegerField(constraints=[Check("number > 0")])
    label = CharField()  # as the office's pattern had it that day
    content = JSONField()  # its head and to whom, as it was written
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()
    sent_on = DayField(null=True)
    sent_how = CharField(default="")
    look_again_on = DayField(null=True)

    class Meta:
        constraints = [Check("(sent_on IS NULL) = (look_again_on IS NULL)")]
        indexes = ((("office", "year", "number"), True),)  # a number is given once


class PackRow(Table):
    """A row of a pack, and what the addressee answered of it."""

    pack = LinkField(Pack, index=False, backref="rows", on_delete="RESTRICT")
    row = LinkField(Row, backref="+", on_delete="RESTRICT")  # where it now stands
    answer = CharField(default="")  # an id of office/ministry/results.py
    note = TextField(default="")
    answered_on = DayField(null=True)
    officer = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        constraints = [Check("(answered_on IS NULL) = (officer_id IS NULL)")]
        indexes = ((("pack", "row"), True),)


PackRow.add_index(  # a row is asked of one at a time
    PackRow.row, unique=True, where=SQL("answered_on IS NULL"), name="pack_row_waits"
)
