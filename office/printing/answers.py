"""What a receipt printer answers, and what its answers say; pure.

DLE EOT 1 to 4 ask for its health at any time; it says that a job is done by GS ( H, which gives
back the job's own number once it is printed, or by GS r, which it comes to in its turn
(docs/adr/0019).
"""

from dataclasses import dataclass

HEALTH = tuple(bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4))  # DLE EOT n
PAPER = b"\x1dr\x01"  # GS r 1
NO_REPORTS = b"\x1da\x00"  # GS a 0: it speaks only when it is asked

# trouble -> what it is, what to do
TROUBLES = {
    "paper": ("Kertas habis", "Pasang gulungan baru, lalu tutup printer."),
    "cover": ("Tutup printer terbuka", "Tutup rapat sampai berbunyi klik."),
    "jam": ("Kertas atau pisau macet", "Matikan, keluarkan kertas yang terjepit, nyalakan lagi."),
    "offline": ("Printer tidak siap", "Tekan tombol FEED sekali, atau matikan lalu nyalakan."),
    "unplugged": ("Printer tidak tersambung", "Periksa listrik dan kabel datanya."),
    "silent": ("Printer tidak menjawab", "Matikan, tunggu lima detik, nyalakan lagi."),
    "garbled": ("Jawaban printer tidak terbaca", "Periksa kabel; pada serial juga kecepatannya."),
}
# and what can only happen to one ticket
MISHAPS = {
    "cut off": "Sambungan putus saat mencetak",
    "unsigned": "Printer tidak menyatakan selesai",
    "one way": "Printer ini tidak bisa menjawab",
    "restart": "Server berhenti saat mencetak",
    "removed": "Printer dilepas",
    "late": "Terlalu lama menunggu printer",
    "unset": "Karcis tidak dapat disusun",
}


class Amiss(Exception):
    """What a printer says cannot be taken for well; `trouble` is one of TROUBLES."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True)
class Health:
    """trouble: why it cannot print, one of TROUBLES; "" for none. low: near the paper's end."""

    trouble: str = ""
    low: bool = False


def health(printer: int, offline: int, error: int, paper: int) -> Health:
    """Of its four answers to HEALTH. Raises Amiss for a byte that no printer answers so."""
    answers = (printer, offline, error, paper)
    if any(answer & 0b10010011 != 0b00010010 for answer in answers):
        raise Amiss("garbled")
    causes = {
        "cover": offline & 0x04,
        "paper": offline & 0x20 or paper & 0x60,
        "jam": offline & 0x40 or error & 0x6C,
        "offline": printer & 0x08,
    }
    trouble = next((cause for cause, told in causes.items() if told), "")
    return Health(trouble, bool(paper & 0x0C))


def has_paper(answer: int) -> bool:
    """Of its answer to PAPER. Raises Amiss for a byte that no printer answers so."""
    if answer & 0b10010000:
        raise Amiss("garbled")
    return not answer & 0x0C


def ask_number(number: bytes) -> bytes:
    """GS ( H, function 48, with four letters or digits of our own."""
    return b"\x1d(H\x06\x0000" + number


def told_number(number: bytes) -> bytes:
    """What it then answers, once everything before is printed."""
    return b"7\x22" + number + b"\x00"
