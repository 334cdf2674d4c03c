"""Anomaly rules about two people who live here and bear the same NIK.

One person under two NIKs is not among them: that takes more than equality to tell. Each docstring
is what officers read.
"""

from rapidfuzz.distance import JaroWinkler

from office.inspection.anomaly_rules import ONE_CARD, ONE_NIK, Facts, Weight, of_pair
from office.register import names

NEAR = 0.85  # of two names, at one day of birth: as an import matches them
APART = 3652  # days: a slip in a date; father and son of one name are farther apart


@of_pair("G1", Weight.WRONG, ONE_NIK, "nik", "name", "birth_date")
def nik_of_two_people(one: Facts, other: Facts) -> bool:
    """Satu NIK dipakai dua orang

    Nama atau tanggal lahirnya berbeda. Yang bukan pemilik perlu NIK sendiri.
    """
    return not same_person(one, other)


@of_pair("G4", Weight.WRONG, ONE_CARD, "nik", "family")
def person_on_two_cards(one: Facts, other: Facts) -> bool:
    """Satu orang tercatat dua kali

    NIK dan orangnya sama, biasanya di dua KK. Yang lama harus dikeluarkan dari KK-nya.
    """
    return same_person(one, other)


def same_person(one: Facts, other: Facts) -> bool:
    """By name, unless their ages tell two; or by day of birth with a name that is near."""
    mine, theirs = names.whole(one.name), names.whole(other.name)
    if mine == theirs:
        return not (one.born and other.born) or abs(one.born - other.born) < APART
    near = JaroWinkler.similarity(mine, theirs) >= NEAR
    return near and one.birth_date == other.birth_date
