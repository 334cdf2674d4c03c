"""The elements of a resident: how a value is read, and which values fit. Pure.

A register holds broken values, and they are read as they stand; nobody corrects anything to one.
"""

import re
from datetime import date
from functools import lru_cache

from office.errors import Incomplete
from office.register import nik

# Elements of a resident row, as people call them: Permendagri 108/2019, Ps 15.
WORDS = {
    "nik": "NIK",
    "family": "No. KK",
    "name": "Nama",
    "sex": "Jenis kelamin",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "religion": "Agama/kepercayaan",
    "education": "Pendidikan",
    "occupation": "Pekerjaan",
    "marital": "Status perkawinan",
    "relation": "Status hubungan dalam keluarga",
    "citizenship": "Kewarganegaraan",
    "immigration": "Dokumen imigrasi",
    "father": "Nama ayah",
    "mother": "Nama ibu",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "village": "Desa/kelurahan",
    "district": "Kecamatan",
    "status": "Status hidup",
}
FORMER = {"parents": "Nama orang tua"}  # drafts of before the register knew father and mother
SEXES = {"LAKI LAKI": "L", "LK": "L", "1": "L", "M": "L", "PEREMPUAN": "P", "PR": "P", "2": "P"}
SEXES |= {"LAKILAKI": "L", "LAKI": "L", "F": "P"}
DAYS = (  # ways to write a day of birth
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[ T].*)?"),
    re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4})(?: .*)?"),
    re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})"),
)
NUMBERS = ("nik", "family")
PEOPLE = ("name", "father", "mother")
IN_NO_NAME = frozenset('<>{}[]=|\\@#$%^*_+~"!?;')  # apostrophes, dots, commas, hyphens and / are
ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EARLIEST = date(1870, 1, 1)  # nobody alive was born before
# The words of form F-1.01 and its older spellings, as registers hold them.
CHOICES = {
    "sex": ("L", "P"),
    "citizenship": ("WNI", "WNA"),
    "status": ("HIDUP", "MENINGGAL", "PINDAH"),
    "religion": (
        *("ISLAM", "KRISTEN", "KATOLIK", "KATHOLIK", "HINDU", "BUDDHA", "BUDHA", "KHONGHUCU"),
        "KEPERCAYAAN TERHADAP TUHAN YME",
    ),
    "marital": (
        *("BELUM KAWIN", "KAWIN", "KAWIN TERCATAT", "KAWIN BELUM TERCATAT"),
        *("CERAI HIDUP", "CERAI MATI", "CERAI HIDUP TERCATAT", "CERAI HIDUP BELUM TERCATAT"),
    ),
    "relation": (
        *("KEPALA KELUARGA", "SUAMI", "ISTRI", "ANAK", "MENANTU", "CUCU", "ORANG TUA"),
        *("MERTUA", "FAMILI LAIN", "PEMBANTU", "LAINNYA"),
    ),
}
MISFITS = {
    "nik": "NIK harus 16 angka.",
    "family": "Nomor KK harus 16 angka.",
    "birth_date": "Tanggal lahir bukan tanggal kalender, atau belum terjadi. Tulis: 31-12-1990.",
    "rt": "RT paling banyak tiga angka.",
    "rw": "RW paling banyak tiga angka.",
}


def words(element: str) -> str:
    """How people call an element; "" for what is none."""
    return WORDS.get(element) or FORMER.get(element, "")


@lru_cache(100_000)  # the days of a lifetime and then some
def day(text: str) -> str:
    """ISO, when it is a day of the calendar; else the text."""
    return iso(text) or text


def iso(text: str) -> str:
    """A day of the calendar, however it is written; "" for what is none."""
    for way in DAYS:
        if found := way.fullmatch(text):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
            except ValueError:
                return ""
    return ""


@lru_cache(1000)
def sex(text: str) -> str:
    """L or P where it is understood; else the text."""
    if text in ("L", "P", ""):
        return text
    return SEXES.get(re.sub(r"[^A-Z0-9]+", " ", text.upper()).strip(), text)


def read_out(element: str, value: str) -> str:
    """A value as people read it: 03-05-1990, 3576 01 410190 0001, laki-laki."""
    if element == "birth_date" and ISO.fullmatch(value):
        return "-".join(reversed(value.split("-")))
    if element in NUMBERS:
        return nik.spaced(value)
    return {"L": "laki-laki", "P": "perempuan"}.get(value, value) if element == "sex" else value


def fitting(element: str, value: str, *, on: date) -> str:
    """A typed value as the register holds it. Raises Incomplete when it fits no such element."""
    value = " ".join(value.split())
    if element in NUMBERS:
        value = nik.bare(value)
    elif element == "birth_date":
        value = day(value)
    elif element in CHOICES:
        value = sex(value) if element == "sex" else value.upper()
    if not _fits(element, value, on):
        misfit = MISFITS.get(element, "{value} tidak dikenal sebagai {element}.")
        raise Incomplete(misfit, field="after", value=value, element=words(element))
    return value


def _fits(element: str, value: str, on: date) -> bool:
    if element in NUMBERS:
        return value.isascii() and value.isdigit() and len(value) == nik.LENGTH
    if element == "birth_date":
        return _is_past_day(value, on)
    if element in ("rt", "rw"):
        return bool(re.fullmatch(r"\d{1,3}", value, re.ASCII))
    if element in CHOICES:
        return value in CHOICES[element]
    has_digit, has_letter = (any(map(is_one, value)) for is_one in (str.isdigit, str.isalpha))
    if element in (*PEOPLE, "birth_place"):
        return has_letter and not has_digit and value.isprintable() and IN_NO_NAME.isdisjoint(value)
    return element in WORDS and (has_letter or has_digit) and value.isprintable()


def _is_past_day(value: str, on: date) -> bool:
    try:
        return bool(ISO.fullmatch(value)) and EARLIEST <= date.fromisoformat(value) <= on
    except ValueError:
        return False
