"""The tables of who works on which lembar, and of what a letter's deadline asks of people."""

from peewee import SQL, CharField, Check, IntegerField

from fields import DayField, InstantField, LinkField, Table
from ministry_tables import Letter
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
