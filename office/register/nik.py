"""A NIK and a No. KK: their parts, and what is odd about them. All of it is advice, never a block.

Broken numbers are what the office is for, so nothing here raises, whatever was typed.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from office.register import regions
from office.register.regions import Region

LENGTH = 16  # PP KK CC DDMMYY SSSS; there is no check digit
WOMAN = 40  # added to the day of birth of a woman
BETWEEN = re.compile(r"[\s.\-\u2010-\u2015]")  # what people write between the parts


class Kind(StrEnum):
    CHECK = "periksa"  # most likely a slip: look at the paper again
    LAWFUL = "wajar"  # odd, and still a lawful number


@dataclass(frozen=True, slots=True)
class Advice:
    id: str
    text: str  # never the number itself
    kind: Kind = Kind.CHECK


@dataclass(frozen=True, slots=True)
class Nik:
    """What 16 digits say of a person; with any other text only `digits` and `advice` are filled."""

    digits: str  # as typed, without spaces, dots and dashes
    region: Region | None = None  # where the person was first registered
    district: str = ""  # kecamatan, by number: many of those codes no longer exist
    born: date | None = None  # none: no such day
    century: str = ""  # which century was taken, and why
    sex: str = ""  # L or P; "" when the day tells neither
    serial: str = ""
    advice: tuple[Advice, ...] = ()

    @property
    def shown(self) -> str:
        return spaced(self.digits)


@dataclass(frozen=True, slots=True)
class FamilyNumber:
    """What 16 digits say of a family card (No. KK); otherwise as Nik."""

    digits: str
    region: Region | None = None  # where the card was issued
    district: str = ""
    recorded: date | None = None
    serial: str = ""
    advice: tuple[Advice, ...] = ()

    @property
    def shown(self) -> str:
        return spaced(self.digits)


def read(typed: str, *, on: date, born: date | None = None, sex: str = "") -> Nik:
    """The parts of a NIK. Nothing typed is no fault: a person may not know their number.

    on: the office's day; nobody is born after it.
    born, sex (L, P): as a document tells them, to compare; left out, nothing is compared.
    """
    digits = bare(typed)
    if (odd := _shape("NIK", digits)) is not None:
        return Nik(digits, advice=odd)
    region, day = regions.find(digits[:4]), int(digits[6:8])
    own_sex = _sex(day)
    found = _latest(day - WOMAN if own_sex == "P" else day, digits, on)
    own_day = _settled(found, born)
    odd = _about_region(region) + _about_day(own_day, on) + _about_serial(digits)
    odd += _compared(own_day, born, own_sex, sex)
    century = _century(own_day, born)
    return Nik(digits, region, digits[4:6], own_day, century, own_sex, digits[12:], odd)


def read_family(typed: str, *, on: date) -> FamilyNumber:
    """The parts of a No. KK; on: the office's day, for no card is recorded after it."""
    digits = bare(typed)
    if (odd := _shape("No. KK", digits)) is not None:
        return FamilyNumber(digits, advice=odd)
    region, found = regions.find(digits[:4]), _latest(int(digits[6:8]), digits, on)
    odd = _about_region(region) + _about_day(found, on) + _about_serial(digits)
    return FamilyNumber(digits, region, digits[4:6], found, digits[12:], odd)


def bare(typed: str) -> str:
    """Without spaces, dots and dashes, however they were typed."""
    return BETWEEN.sub("", typed)


def spaced(digits: str) -> str:
    """3576 01 410190 0001; what is no number of 16 digits stays as it is."""
    if not _formed(digits):
        return digits
    return f"{digits[:4]} {digits[4:6]} {digits[6:12]} {digits[12:]}"


def _formed(digits: str) -> bool:
    return len(digits) == LENGTH and digits.isascii() and digits.isdigit()


def _shape(what: str, digits: str) -> tuple[Advice, ...] | None:
    """Why the digits have no parts, empty when nothing was typed; None when they have."""
    if _formed(digits):
        return None
    if not digits:
        return ()
    if digits.isascii() and digits.isdigit():
        return (Advice("length", f"{what} memuat 16 angka; di sini {len(digits)}."),)
    return (Advice("letters", f"{what} hanya memuat angka; di sini ada huruf atau tanda lain."),)


def _sex(day: int) -> str:
    if 1 <= day <= 31:
        return "L"
    return "P" if WOMAN + 1 <= day <= WOMAN + 31 else ""


def _latest(day: int, digits: str, on: date) -> date | None:
    """The last such day that has come; none when the calendar has no such day.

    A child of 2015 is far more common than someone born in 1915; still it is a guess.
    """
    for century in (2000, 1900):
        try:
            found = date(century + int(digits[10:12]), int(digits[8:10]), day)
        except ValueError:
            continue
        if found <= on:
            return found
    return None


def _settled(found: date | None, born: date | None) -> date | None:
    """The document's day where only the century told them apart."""
    if found and born and (found.year - born.year) % 100 == 0:
        return born if (found.month, found.day) == (born.month, born.day) else found
    return found


def _century(found: date | None, born: date | None) -> str:
    if found is None:
        return ""
    if found == born:
        return f"Tahun lahir {found.year} menurut dokumen."
    if found.year < 2000:
        return f"Tahun lahir dibaca {found.year}: hari itu di tahun {found.year + 100} belum tiba."
    return (
        f"Tahun lahir dibaca {found.year}, bukan {found.year - 100}: "
        "NIK hanya memuat dua angka tahun, jadi abadnya dugaan."
    )


def _about_region(region: Region) -> tuple[Advice, ...]:
    if region.now:
        text = f"Kode lama: {region.code}, sekarang {region.now} {region.place}. NIK tetap berlaku."
        return (Advice("former", text, Kind.LAWFUL),)
    if region.name:
        return ()
    where = f" Angka depannya {region.province}." if region.province else ""
    text = (
        f"Kode wilayah {region.code} tidak ada dalam daftar sekarang dan bukan kode lama yang "
        f"dikenal.{where} Periksa salah ketik; kode yang lebih lama lagi bisa saja benar."
    )
    return (Advice("region", text),)


def _about_day(found: date | None, on: date) -> tuple[Advice, ...]:
    if found is None:
        return (Advice("date", "Tanggal dan bulan di nomor ini tidak ada di kalender."),)
    if found.year + 100 == on.year:
        text = f"Tanggal di nomor ini belum tiba bila tahunnya {on.year}; dibaca {found.year}."
        return (Advice("future", text),)
    return ()


def _about_serial(digits: str) -> tuple[Advice, ...]:
    if len(set(digits)) == 1:
        text = "Satu angka yang diulang-ulang biasanya bukan nomor sungguhan."
        return (Advice("same", text),)
    if digits.endswith("0000"):
        return (Advice("serial", "Nomor urut 0000 tidak lazim; biasanya mulai dari 0001."),)
    return ()


def _compared(found: date | None, born: date | None, own_sex: str, sex: str) -> tuple[Advice, ...]:
    """What a document tells otherwise. Correcting it does not change the NIK, which is for life."""
    lawful = "Itu sah: memperbaikinya tidak mengubah NIK."  # Permendagri 108/2019, Ps 15
    odd: tuple[Advice, ...] = ()
    if found and born and found != born:
        text = f"Tanggal lahir di NIK berbeda dari dokumen ({born:%d-%m-%Y}). {lawful}"
        odd += (Advice("born", text, Kind.LAWFUL),)
    if own_sex and sex and own_sex != sex:
        text = f"Jenis kelamin di NIK berbeda dari dokumen. {lawful}"
        odd += (Advice("sex", text, Kind.LAWFUL),)
    return odd
