"""The tables of what the anomaly rules find; the register's own are in register_tables.py."""

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    IntegerField,
    JSONField,
    TextField,
)

from fields import InstantField, LinkField, Table
from models import Case, Officer


class AnomalyRun(Table):
    """One going through the register by the anomaly rules.

    Its findings are written unseen; that it is done shows them. The last that is done is shown.
    """

    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    change = IntegerField()  # of the register that was looked at
    begun_at = InstantField()
    touched_at = InstantField()  # one that is silent for long was broken off
    ended_at = InstantField(null=True)
    outcome = CharField(
        default=""
    )  # an Outcome of office/inspection/anomaly_runs.py; "" while under way
    people = IntegerField(default=0)  # who was looked at
    counts = JSONField(default=dict)  # rule -> how many, how many of them new, how many mended


class Finding(Table):
    """A rule fits a person of the register: from run `since` to before run `until`.

    It holds no name and no number of anybody.
    """

    rule = CharField()  # id, office/inspection/anomaly_rules.py
    person = IntegerField()
    other = IntegerField(default=0)  # the other one it needs; 0: nobody
    fingerprint = BigIntegerField()  # of what it rests on
    district = CharField(default="")  # kecamatan
    since = IntegerField()  # number of an AnomalyRun
    until = IntegerField(null=True)
    mended = BooleanField(default=False)  # it ended, and the rule fits the person no more
    aside = BooleanField(default=False)  # the latest word about it: see FindingWord
    case = LinkField(Case, index=False, null=True, backref="+", on_delete="RESTRICT")  # likewise

    class Meta:
        indexes = (
            (("rule", "person", "since"), True),  # does it stand already?
            (("rule", "district", "since", "until"), False),  # how many are in each kecamatan?
        )
        constraints = [Check("until IS NULL OR until > since")]


Finding.add_index(  # what did this run end?
    Finding.until, where=Finding.until.is_null(False), name="finding_ended"
)
Finding.add_index(  # what was decided of a rule's findings?
    Finding.rule, where=SQL("aside OR case_id IS NOT NULL"), name="finding_decided"
)


class FindingWord(Table):
    """What an officer said of a finding: set aside, back on the list, or put on a lembar.

    It holds of the same person and what the finding rests on, in every run. Never changed.
    """

    rule = CharField()
    person = IntegerField()
    fingerprint = BigIntegerField()
    word = CharField(constraints=[Check("word IN ('aside', 'back', 'lembar')")])
    case = LinkField(Case, index=False, null=True, backref="+", on_delete="RESTRICT")
    reason = TextField(default="")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()

    class Meta:
        indexes = ((("rule", "person"), False),)  # what was said of this one?
        constraints = [Check("(word = 'lembar') = (case_id IS NOT NULL)")]
