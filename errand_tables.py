"""The tables of what is done with many cases at one press; models.py has the cases."""

from peewee import SQL, CharField, Check, IntegerField, JSONField, TextField

from fields import DayField, InstantField, LinkField, Table
from models import Case, Office, Officer


class Errand(Table):
    """What an officer asked for at one press over many cases; each is done by itself.

    What is common to them stands here, what is its own in the `ErrandCase`.
    """

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    verb = CharField(constraints=[Check("verb IN ('decide', 'sign')")])
    step = CharField(default="")  # at which every one of them must stand
    outcome = CharField(default="")
    text = TextField(default="")
    signed_on = DayField(null=True)
    key = CharField(unique=True)  # of the page that asked: pressed twice, it is asked once
    at = InstantField()
    ended_at = InstantField(null=True)  # null: under way, or the server was stopped meanwhile

    class Meta:
        constraints = [Check("(verb = 'sign') = (signed_on IS NOT NULL)")]


Errand.add_index(  # what is still to be done?
    Errand.office, where=Errand.ended_at.is_null(), name="errand_open"
)


class ErrandCase(Table):
    """One case of an errand: what was seen of it, what is to be done, and what became of it."""

    errand = LinkField(Errand, index=False, backref="cases", on_delete="RESTRICT")
    case = LinkField(Case, index=False, backref="+", on_delete="RESTRICT")
    seen = IntegerField()  # `case.moves` as the page showed it
    outcome = CharField(default="")  # "": the errand's
    text = TextField(default="")  # "": the errand's
    reason = TextField(default="")
    strike = JSONField(default=list)  # ids of rows a return leaves out
    done_at = InstantField(null=True)
    # null: it was done; else the sentence's id and values, and nothing of it was written
    refusal = JSONField(null=True)

    class Meta:
        indexes = ((("errand", "case"), True),)  # never twice
        constraints = [Check("refusal IS NULL OR done_at IS NOT NULL")]


ErrandCase.add_index(  # what is next?
    ErrandCase.errand, where=SQL("done_at IS NULL"), name="errand_case_open"
)
