"""The tables of the population register; those of the office are in models.py."""

from enum import StrEnum

from peewee import BooleanField, CharField, Check, CompositeKey, IntegerField, JSONField, TextField

from fields import DayField, InstantField, LinkField, Table, one_of
from models import Case, Office, Officer


class Register(Table):
    """The population register of the dinas; there is one row. `current` is the number of the change
    that is shown: an import writes its rows under the next, and one last UPDATE shows them all.
    """

    current = IntegerField(default=0)
    mode = CharField(default="", constraints=[Check("mode IN ('', 'siak', 'own')")])  # "": unasked

    class Meta:
        constraints = [Check("id = 1")]


class ChangeKind(StrEnum):
    IMPORT = "import"
    CORRECTION = "correction"
    REVERSAL = "reversal"


class RegisterChange(Table):
    """One change of the register, small or large. Its id is its number: 1, 2, 3 … without a hole.

    It is written when the change begins. One that was broken off is swept with its rows, and its
    number is given again.
    """

    kind = CharField(constraints=[one_of("kind", ChangeKind)])
    officer = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")
    begun_at = InstantField()
    touched_at = InstantField()  # the last batch; an import silent for long was broken off
    shown_at = InstantField(null=True)  # null: staged, nobody sees it yet
    person = IntegerField(null=True, index=True)  # whose; null of an import
    source = CharField(default="")  # an import's file name
    digest = CharField(default="")  # SHA-256 of that file and of the way it was read
    as_of = DayField(null=True)  # the day the file was drawn from SIAK
    counts = JSONField(default=dict)  # added, changed, ended, … -> rows


class RegisterFile(Table):
    """A file brought to the register by a page, and what became of it; its content is not kept."""

    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    name = CharField()
    begun_at = InstantField()
    ended_at = InstantField(null=True)  # null: under way, or broken off
    outcome = CharField(default="")  # an Outcome of office/files/uploads.py
    said = TextField(default="")  # the sentence at its end
    report = JSONField(default=list)  # [line, reason], the first of them
    told = IntegerField(default=0)  # how many there were


class Resident(Table):
    """One version of one person in the register, valid from change `since` to before `until`.

    The elements are Permendagri 108/2019 Ps 15's, as text: what SIAK holds may be broken. A
    family is who shares a No. KK.
    """

    person = IntegerField()  # the same in all versions: the id of the first
    since = IntegerField()  # number of a RegisterChange
    until = IntegerField(null=True)  # likewise; null: still valid
    nik = CharField(default="")
    family = CharField(default="")  # No. KK
    name = CharField(default="")
    sex = CharField(default="")  # L or P where it was understood
    birth_place = CharField(default="")
    birth_date = CharField(default="")  # ISO where it is a day of the calendar
    religion = CharField(default="")
    education = CharField(default="")
    occupation = CharField(default="")
    marital = CharField(default="")
    relation = CharField(default="")  # status hubungan dalam keluarga
    citizenship = CharField(default="")
    immigration = CharField(default="")  # dokumen imigrasi
    father = CharField(default="")
    mother = CharField(default="")
    address = CharField(default="")
    rt = CharField(default="")
    rw = CharField(default="")
    village = CharField(default="")  # kelurahan or desa
    district = CharField(default="")  # kecamatan
    status = CharField(default="")  # as the file says: hidup, meninggal, pindah

    class Meta:
        indexes = (
            (("person", "since"), True),  # what held of this person then?
        )
        constraints = [Check("until IS NULL OR until > since")]


Resident.add_index(  # what did this change end?
    Resident.until, where=Resident.until.is_null(False), name="resident_ended"
)


class ResidentKey(Table):
    """Where a resident row is found: by its NIK, by its No. KK, by its day of birth.

    A table rather than three indexes: an import fills it in the order of the keys, when all its
    rows are there, in a quarter of the time. It tells where to look; the row itself decides.
    """

    key = CharField()
    resident = IntegerField()  # goes with it

    class Meta:
        primary_key = CompositeKey("key", "resident")
        without_rowid = True


class NameWord(Table):
    """A word that stands in somebody's name in the register, and how it sounds.

    Its typed likenesses are looked for among those that begin or end alike.
    """

    word = CharField(primary_key=True)
    folded = CharField()  # office/register/names.py
    backwards = CharField()  # folded, from its end

    class Meta:
        indexes = (
            (("folded",), False),  # which words begin like this one?
            (("backwards",), False),  # which end like it?
        )
        without_rowid = True


class Identification(Table):
    """An officer's word that a case is about this person of the register, or is not after all.

    The latest row of a case and a person counts; rows are never changed.
    """

    case = LinkField(Case, backref="+", on_delete="RESTRICT")
    person = IntegerField()
    stands = BooleanField()
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()


class Statement(Table):
    """What a document says of a person a case is about; the latest of an element counts.

    An empty value takes the former back. Rows are never changed.
    """

    case = LinkField(Case, backref="+", on_delete="RESTRICT")
    person = IntegerField()
    element = CharField()
    value = CharField()
    basis = CharField()  # which document
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    at = InstantField()


class PersonView(Table):
    """An officer was shown a person of the register in full; rows are never changed."""

    office = LinkField(Office, index=False, backref="+", on_delete="RESTRICT")
    officer = LinkField(Officer, index=False, backref="+", on_delete="RESTRICT")
    case = LinkField(Case, index=False, null=True, backref="+", on_delete="RESTRICT")
    person = IntegerField()
    role = CharField()
    reason = TextField()
    at = InstantField()

    class Meta:
        indexes = ((("person", "at"), False),)  # who opened this person?
