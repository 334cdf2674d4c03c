"""Anomaly rules about the people of one family card, those who died included.

Parents are told by their names on the same card: a stepmother is nobody's anomaly. Each docstring
is what officers read.
"""

from collections.abc import Iterable, Iterator

from office.inspection.anomaly_rules import (
    ALIVE,
    CARD,
    CHILD,
    COUPLE,
    DEAD,
    DEATH,
    GRANDCHILD,
    HEAD,
    HUSBAND,
    MARRIED,
    OURS,
    PARENT,
    PRACTICE,
    WIFE,
    Hit,
    Member,
    Weight,
    of_card,
)

WRONG, LOOK = Weight.WRONG, Weight.LOOK
MOST = 12  # of a family: two parents and ten children
YEAR = 365.2425  # days
NEAR, YOUNG, LATE = 10, 15, 50  # years between a parent and a child
HOUSE = (HEAD, HUSBAND, WIFE)


@of_card("A7", WRONG, CARD, "relation")
def head_missing(card: list[Member]) -> Iterable[Hit]:
    """KK tanpa kepala keluarga

    Tidak seorang pun di KK ini kepala keluarga. Lihat KK, atau catat kepala keluarga yang baru.
    """
    here = living(card)
    if any(one.bond for one in here) and all(one.bond != HEAD for one in card):
        yield Hit(here[0].person, 0, tuple((one.person, one.bond) for one in here))


@of_card("A7", WRONG, CARD, "relation")
def many_heads(card: list[Member]) -> Iterable[Hit]:
    """Kepala keluarga lebih dari satu

    Dua orang hidup di satu KK tercatat kepala keluarga. Satu di antaranya harus diubah.
    """
    heads = [one for one in living(card) if one.bond == HEAD]
    if len(heads) > 1:
        yield Hit(heads[0].person, heads[1].person, tuple(one.person for one in heads))


@of_card("M1", WRONG, DEATH, "relation", "status")
def dead_head(card: list[Member]) -> Iterable[Hit]:
    """Kepala keluarga sudah meninggal

    Masih kepala keluarga bagi yang hidup. Terbitkan KK baru dengan kepala keluarga lain.
    """
    here = living(card)
    if here and all(one.bond != HEAD for one in here):
        for one in card:
            if one.bond == HEAD and one.state == DEAD:
                yield Hit(one.person, here[0].person, (one.bond, one.state))
                return


@of_card("A7", WRONG, DEATH, "marital", "relation")
def married_to_dead(card: list[Member]) -> Iterable[Hit]:
    """Masih kawin dengan yang sudah meninggal

    Pasangannya di KK ini tercatat meninggal. Statusnya seharusnya cerai mati.
    """
    pair = couple(card)
    if pair and {one.state for one in pair} == {ALIVE, DEAD}:
        left, gone = sorted(pair, key=lambda one: one.state)
        if left.tie == MARRIED:
            yield Hit(left.person, gone.person, (left.tie, gone.person, gone.state))


@of_card("A3", WRONG, COUPLE, "sex", "relation")
def couple_of_one_sex(card: list[Member]) -> Iterable[Hit]:
    """Suami dan istri sama jenis kelaminnya

    Jenis kelamin salah satunya keliru, atau hubungannya. Lihat buku nikah.
    """
    pair = couple(card)
    if pair and pair[0].sex == pair[1].sex != "":
        yield Hit(pair[0].person, pair[1].person, (pair[0].sex, pair[1].person, pair[1].bond))


@of_card("A7", LOOK, OURS, "relation")
def many_spouses(card: list[Member]) -> Iterable[Hit]:
    """Istri atau suami lebih dari satu

    Bisa sah. Sering kali hubungan menantu atau anak tertulis istri.
    """
    spouses = [one for one in living(card) if one.bond in (WIFE, HUSBAND)]
    if len(spouses) > 1:
        rests = tuple((one.person, one.bond) for one in spouses)
        yield Hit(spouses[1].person, spouses[0].person, rests)


@of_card("A6", LOOK, PRACTICE, "family")
def many_members(card: list[Member]) -> Iterable[Hit]:
    """Anggota keluarga lebih dari 12 orang

    Lebih dari dua orang tua dan sepuluh anak. Bisa benar; sering kali KK tampungan.
    """
    here = living(card)
    if len(here) > MOST:
        yield Hit(here[0].person, 0, tuple(one.person for one in here))


@of_card("A7", WRONG, PRACTICE, "birth_date", "mother", "father")
def child_near_parent(card: list[Member]) -> Iterable[Hit]:
    """Anak lebih tua dari orang tuanya, atau hampir seumur

    Selisih umurnya kurang dari 10 tahun. Tanggal lahir atau hubungannya keliru.
    """
    return _gaps(card, -200, NEAR)


@of_card("A7", LOOK, OURS, "birth_date", "mother", "father")
def parent_very_young(card: list[Member]) -> Iterable[Hit]:
    """Orang tua sangat muda saat anaknya lahir

    Selisih umurnya 10 sampai 14 tahun. Bisa benar; cocokkan tanggal lahir keduanya.
    """
    return _gaps(card, NEAR, YOUNG)


@of_card("A7", LOOK, OURS, "birth_date", "mother")
def mother_very_old(card: list[Member]) -> Iterable[Hit]:
    """Ibu berumur lebih dari 50 tahun saat anaknya lahir

    Sering kali cucu tercatat sebagai anak. Lihat akta kelahiran.
    """
    return _gaps(card, LATE, 200, mothers_only=True)


@of_card("A7", LOOK, OURS, "birth_date", "relation")
def ages_turned_about(card: list[Member]) -> Iterable[Hit]:
    """Orang tua lebih muda dari kepala keluarga, atau cucu lebih tua

    Bisa benar bagi orang tua tiri. Periksa hubungan dan tanggal lahirnya.
    """
    heads = [one for one in living(card) if one.bond == HEAD and one.born]
    if heads:
        head = heads[0]
        for one in living(card):
            turned = (one.bond == PARENT and one.born > head.born) or (
                one.bond == GRANDCHILD and 0 < one.born < head.born
            )
            if turned:
                yield Hit(one.person, head.person, (one.bond, one.born, head.person, head.born))


def living(card: list[Member]) -> list[Member]:
    return [one for one in card if one.state == ALIVE]


def couple(card: list[Member]) -> list[Member]:
    """The head and the only spouse on the card; empty when there are others or none."""
    heads = [one for one in card if one.bond == HEAD]
    spouses = [one for one in card if one.bond in (WIFE, HUSBAND)]
    return [heads[0], spouses[0]] if len(heads) == len(spouses) == 1 else []


def _gaps(
    card: list[Member], least: int, below: int, *, mothers_only: bool = False
) -> Iterator[Hit]:
    """Each child whose parent on the card, told by name, is so many years older; once a child."""
    parents = [one for one in card if one.bond in HOUSE and one.born and one.name]
    for child in card:
        if child.bond != CHILD or child.state != ALIVE or not child.born:
            continue
        for parent in parents:
            named = child.mother if parent.sex == "P" else child.father
            if parent.name != named or (mothers_only and parent.sex != "P"):
                continue
            if least <= (child.born - parent.born) / YEAR < below:
                rests = (child.born, parent.person, parent.born, parent.sex)
                yield Hit(child.person, parent.person, rests)
                break
