"""The tables of people who may stand in the register twice; those of the register are in
register_tables.py."""

from enum import StrEnum

from peewee import CharField, Check, FloatField, IntegerField, JSONField, TextField

from fields import InstantField, LinkField, Table, one_of
from models import Case, Officer


class DoubleSearch(Table):
    """One search of the whole register for people who stand in it twice.

    Its pairs are written unseen; that it is done shows them. The last that is done is shown.
    """

    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    change = IntegerField()  # of the register that was searched
    begun_at = InstantField()
    touched_at = InstantField()  # one that is silent for long was broken off
    ended_at = InstantField(null=True)
    outcome = CharField(
        default=""
    )  # an Outcome of office/inspection/linkage_runs.py; "" while under way
    said = TextField(default="")  # why it was refused
    people = IntegerField(default=0)  # who were compared, all with all


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class DoubleVerdict(Table):
    """An officer's word about two people of the register; the latest about a pair counts.

    The rows are the versions that were looked at: what changes afterwards may reopen the question.
    Rows of this table are never changed.
    """

    one = IntegerField()  # a person; the lower number
    other = IntegerField()
    one_row = IntegerField()  # a resident row
    other_row = IntegerField()
    verdict = CharField(constraints=[one_of("verdict", Verdict)])
    reason = TextField(constraints=[Check("reason <> ''")])
    case = LinkField(Case, index=False, null=True, backref="+", on_delete="RESTRICT")  # it opened
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()

    class Meta:
        indexes = ((("one", "other"), False),)  # what was said of these two?
        constraints = [Check("one < other")]


class DoublePair(Table):
    """Two people a search found likelier one than two. It holds no name and no number of theirs."""

    search = LinkField(DoubleSearch, index=False, backref="+", on_delete="RESTRICT")
    one = IntegerField()  # a person; the lower number
    other = IntegerField()
    one_row = IntegerField()  # the resident row that was compared
    other_row = IntegerField()
    probability = FloatField()
    levels = JSONField()  # at which level each of likeness.COMPARED stands
    # the word about them that still holds; null: nobody has looked, or they have changed since
    verdict = LinkField(DoubleVerdict, index=False, null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = (
            (("search", "one", "other"), True),
            (("search", "verdict", "probability"), False),  # who is next to be looked at?
        )
        constraints = [Check("one < other")]
