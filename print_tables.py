"""The tables of receipt printers; those of the office are in models.py."""

from enum import StrEnum

from peewee import SQL, BooleanField, CharField, Check, IntegerField, JSONField, TextField

from fields import InstantField, LinkField, Table, one_of
from models import Device, Office, Officer, Ticket


class PrinterKind(StrEnum):
    NETWORK = "network"
    USB = "usb"
    SERIAL = "serial"


class Printer(Table):
    """A receipt printer: where it is reached, and what it last told of itself.

    A kiosk has one at most; one without a kiosk only prints again what staff ask for.
    """

    office = LinkField(Office, index=False, backref="printers", on_delete="RESTRICT")
    device = LinkField(Device, index=False, null=True, backref="printers", on_delete="RESTRICT")
    name = CharField()
    kind = CharField(constraints=[one_of("kind", PrinterKind)])
    address = CharField()  # 192.168.1.50:9100, 04b8:0e15, /dev/usb/lp0, COM3:38400
    width = IntegerField(constraints=[Check("width IN (58, 80)")])  # mm of its paper
    # how it says that a job is done: by the job's own number, by its paper, not at all
    sign = CharField(default="paper", constraints=[Check("sign IN ('number', 'paper', 'none')")])
    trouble = CharField(default="")  # office/printing/answers.py; "" while it is well
    since = InstantField(null=True)  # of the trouble
    low = BooleanField(default=False)  # near the end of its paper
    heard_at = InstantField(null=True)  # when it last answered
    retired_at = InstantField(null=True)

    class Meta:
        constraints = [Check("(trouble = '') = (since IS NULL)")]


Printer.add_index(
    Printer.device, unique=True, where=Printer.retired_at.is_null(), name="printer_of_device"
)


class PrintStatus(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class PrintJob(Table):
    """A ticket on its way to paper. A ticket that did not print stays valid.

    *Sent* is written before the first byte leaves, so that what a crash interrupts is unknown and
    never printed twice. *Failed*: no byte of the ticket left.
    """

    # null: a slip of papers to bring, or a trial
    ticket = LinkField(Ticket, null=True, backref="prints", on_delete="RESTRICT")
    printer = LinkField(Printer, index=False, backref="jobs", on_delete="RESTRICT")
    status = CharField(constraints=[one_of("status", PrintStatus)])
    at = InstantField()  # when it came to this status
    asked_at = InstantField()
    # null: the kiosk, or the printer once it was well again
    officer = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")
    language = CharField(default="id")  # of the person who drew it
    why = TextField(default="")  # it is printed again
    told = CharField(default="")  # why it did not come out: office/printing/answers.py
    dealt_by = LinkField(Officer, index=False, null=True, backref="+", on_delete="RESTRICT")
    dealt_at = InstantField(null=True)  # somebody saw to the person without paper
    slip = JSONField(default=list, constraints=[SQL("DEFAULT '[]'")])  # what to bring, in words

    class Meta:
        constraints = [Check("(dealt_by_id IS NULL) = (dealt_at IS NULL)")]


PrintJob.add_index(  # what has this printer still to do?
    PrintJob.printer, where=SQL("status IN ('queued', 'sent')"), name="print_job_to_do"
)
PrintJob.add_index(  # what did not come out, and nobody has seen to it?
    PrintJob.printer,
    where=SQL("status IN ('failed', 'unknown') AND dealt_at IS NULL"),
    name="print_job_amiss",
)
