"""Anomaly rules about one person of the register who lives here.

Each docstring is what officers read: what is odd, then why and where to look. No rule refuses
anybody anything: an old name of one word or with an apostrophe is lawful and none of them.
"""

import re

from office.inspection.anomaly_rules import (
    CARD,
    CARD_NUMBER,
    COUPLE,
    DEATH,
    HEAD,
    HUSBAND,
    MARRIED,
    NAMES,
    NIK_FORM,
    ONE_NIK,
    OURS,
    PARTED,
    PRACTICE,
    UNTOLD,
    WEDDING,
    WIFE,
    Facts,
    Weight,
    of_person,
)
from office.register import regions
from office.register.nik import LENGTH, WOMAN

WRONG, LOOK = Weight.WRONG, Weight.LOOK
OLDEST, OLD = 120, 100  # years
WED_AT, GROWN = 19, 17  # years: UU 16/2019 Ps 7; KTP-el
# What is written where nothing is known.
EMPTY = {"", "-", "--", "---", ".", "0", "X", "XX", "XXX", "NN", "NIHIL", "KOSONG", "ALM", "ALMH"}
EMPTY |= {"TIDAK ADA", "TDK ADA", "TIDAK DIKETAHUI", "TIDAK TAHU", "TANPA NAMA", "BELUM DIISI"}
NO_NAME = re.compile(
    r"(BAYI|BY)\b.*|N\.? ?N\.?|TES|TEST|COBA|NAMA( LENGKAP)?|BELUM (ADA|DIBERI).*"
    r"|(?P<one>.)(?P=one){2,}"
)
SIGNS = re.compile(r"""[0-9<>{}\[\]=|\\@#$%^*_+~"!?;]""")
INITIALS = re.compile(r"(?:[A-Z]\b[. ]*)+")
HOME = re.compile(r"\b(PANTI|LKSA|YAYASAN)\b")  # children there may have no parents on record
# JALAN PASAR is a street; PASAR BARU LANTAI 2 is not where one lives.
NO_DWELLING = re.compile(
    r"(KANTOR|KTR|DISDUKCAPIL|DINAS|BALAI|PASAR|TERMINAL|PELABUHAN|BANDARA|MASJID|MUSHOLA|GEREJA"
    r"|SEKOLAH|SDN?|SMPN?|SMAN?|PUSKESMAS|RUMAH SAKIT|RSUD?|HOTEL|TOKO|GUDANG|LAPAS|RUTAN)\b"
)


@of_person("A1", WRONG, NAMES, "name")
def name_missing(one: Facts) -> bool:
    """Nama kosong atau bukan nama

    Kosong, "bayi", "NN", "tanpa nama", atau huruf yang diulang. Lihat akta kelahiran.
    """
    return one.name in EMPTY or NO_NAME.fullmatch(one.name) is not None


@of_person("A1", WRONG, NAMES, "name")
def name_with_signs(one: Facts) -> bool:
    """Nama memuat angka atau tanda

    Tanda petik, titik, dan tanda hubung pada nama lama sah; angka dan tanda lain bukan huruf nama.
    """
    return SIGNS.search(one.name) is not None


@of_person("A1", LOOK, NAMES, "name")
def name_of_initials(one: Facts) -> bool:
    """Nama hanya singkatan

    Setiap katanya satu huruf. Nama lama satu kata tetap sah; singkatan perlu dilihat di akta.
    """
    return INITIALS.fullmatch(one.name) is not None


@of_person("A2", WRONG, CARD, "birth_date")
def birth_date_missing(one: Facts) -> bool:
    """Tanggal lahir kosong

    Tanpa tanggal lahir umur tidak dapat dihitung. Lihat akta kelahiran atau ijazah.
    """
    return one.birth_date in EMPTY


@of_person("A2", WRONG, PRACTICE, "birth_date")
def birth_date_impossible(one: Facts) -> bool:
    """Tanggal lahir tidak ada di kalender

    Hari, bulan, atau tahunnya tidak ada, misalnya 31 Februari. Lihat akta kelahiran.
    """
    return not one.born and one.birth_date not in EMPTY


@of_person("A2", WRONG, PRACTICE, "birth_date")
def birth_date_to_come(one: Facts) -> bool:
    """Tanggal lahir belum tiba

    Lahir sesudah hari pemeriksaan. Biasanya tahunnya salah ketik.
    """
    return one.born > 0 > one.age


@of_person("A2", WRONG, PRACTICE, "birth_date")
def older_than_120(one: Facts) -> bool:
    """Umur lebih dari 120 tahun

    Hampir pasti tahun lahirnya salah, atau kematiannya belum dilaporkan.
    """
    return one.age > OLDEST


@of_person("M1", LOOK, DEATH, "birth_date")
def very_old(one: Facts) -> bool:
    """Umur 100 sampai 120 tahun

    Bisa benar. Tanyakan ke desa atau kelurahan apakah masih hidup.
    """
    return OLD <= one.age <= OLDEST


@of_person("A3", WRONG, CARD, "sex")
def sex_missing(one: Facts) -> bool:
    """Jenis kelamin kosong atau tidak terbaca

    Isinya bukan laki-laki dan bukan perempuan. Lihat akta kelahiran.
    """
    return one.sex not in ("L", "P")


@of_person("A3", LOOK, NIK_FORM, "sex", "nik")
def sex_unlike_nik(one: Facts) -> bool:
    """Jenis kelamin berbeda dari NIK

    Hari di NIK perempuan ditambah 40. Berbeda bisa sah: memperbaiki jenis kelamin tidak mengubah
    NIK. Lihat akta kelahiran.
    """
    told = one.nik_day >= 0 and one.sex in ("L", "P")
    return told and (one.nik_day > WOMAN) != (one.sex == "P")


@of_person("A3", WRONG, COUPLE, "sex", "relation")
def sex_unlike_relation(one: Facts) -> bool:
    """Istri laki-laki atau suami perempuan

    Jenis kelamin atau status hubungannya keliru. Lihat buku nikah.
    """
    return (one.bond, one.sex) in ((WIFE, "L"), (HUSBAND, "P"))


@of_person("A4", WRONG, CARD, "mother", "address")
def mother_missing(one: Facts) -> bool:
    """Nama ibu kosong

    Wajib ada di KK, kecuali anak panti asuhan. Lihat akta kelahiran atau KK lama.
    """
    return one.mother in EMPTY and not HOME.search(one.address)


@of_person("A4", LOOK, CARD, "father", "address")
def father_missing(one: Facts) -> bool:
    """Nama ayah kosong

    Sah untuk anak seorang ibu dan anak panti asuhan. Selain itu lihat akta kelahiran.
    """
    return one.father in EMPTY and not HOME.search(one.address)


@of_person("A4", LOOK, OURS, "father", "mother")
def parents_alike(one: Facts) -> bool:
    """Nama orang tua sama

    Nama ayah sama dengan nama ibu. Biasanya salah salin; nama satu kata tidak dihitung.
    """
    return one.father == one.mother and " " in one.father and one.father not in EMPTY


@of_person("A4", LOOK, OURS, "mother", "name")
def own_mother(one: Facts) -> bool:
    """Nama ibu sama dengan namanya sendiri

    Biasanya salah salin; kadang ibu dan anak memang senama. Nama satu kata tidak dihitung.
    """
    return one.mother == one.name and " " in one.name and one.name not in EMPTY


@of_person("A5", WRONG, CARD, "address")
def address_missing(one: Facts) -> bool:
    """Alamat kosong

    Tidak ada yang tertulis di alamat. Lihat KK terbaru.
    """
    return one.address in EMPTY


@of_person("A5", LOOK, PRACTICE, "address")
def address_no_dwelling(one: Facts) -> bool:
    """Alamat bukan tempat tinggal

    Alamatnya kantor, pasar, sekolah, atau sejenisnya. Bisa benar bagi penjaga; biasanya titipan.
    """
    return NO_DWELLING.match(one.address) is not None


@of_person("A7", LOOK, CARD, "relation")
def relation_unknown(one: Facts) -> bool:
    """Status hubungan kosong atau tidak dikenal

    Bukan salah satu status di formulir F-1.01, jadi aturan keluarga tidak dapat memeriksanya.
    """
    return one.bond == UNTOLD


@of_person("A7", LOOK, WEDDING, "marital", "birth_date")
def wed_too_young(one: Facts) -> bool:
    """Tercatat kawin di bawah umur 19 tahun

    Sah dengan dispensasi pengadilan. Selain itu status atau tanggal lahirnya keliru.
    """
    return 0 <= one.age < WED_AT and one.tie in (MARRIED, PARTED)


@of_person("A7", WRONG, COUPLE, "relation", "marital")
def spouse_not_married(one: Facts) -> bool:
    """Istri atau suami yang tidak kawin

    Hubungannya istri atau suami, statusnya belum kawin atau cerai. Lihat buku nikah atau akta
    cerai.
    """
    return one.bond in (WIFE, HUSBAND) and one.tie not in (MARRIED, UNTOLD)


@of_person("A7", LOOK, OURS, "relation", "birth_date")
def head_too_young(one: Facts) -> bool:
    """Kepala keluarga di bawah 17 tahun

    Bisa benar bila orang tuanya meninggal. Periksa hubungan keluarga dan tanggal lahirnya.
    """
    return one.bond == HEAD and 0 <= one.age < GROWN


@of_person("A8", WRONG, ONE_NIK, "nik")
def nik_malformed(one: Facts) -> bool:
    """NIK kosong atau bukan 16 angka

    Hilang angkanya atau memuat huruf. Lihat KTP-el atau KK.
    """
    return one.nik_day < 0


@of_person("A8", LOOK, NIK_FORM, "nik")
def nik_unlawful(one: Facts) -> bool:
    """NIK tidak menurut susunannya

    Kode wilayah, tanggal, atau nomor urutnya tidak lazim. Sering bukan kesalahan: kode lama ada.
    """
    if one.nik_day < 0:
        return False
    day = one.nik_day - WOMAN if one.nik_day > WOMAN else one.nik_day
    possible = 1 <= day <= 31 and "01" <= one.nik[8:10] <= "12"
    return not possible or one.nik[:4] not in regions.REGIONS or one.nik.endswith("0000")


@of_person("A8", LOOK, NIK_FORM, "nik", "birth_date")
def nik_unlike_birth_date(one: Facts) -> bool:
    """Tanggal lahir berbeda dari NIK

    Berbeda bisa sah: memperbaiki tanggal lahir tidak mengubah NIK. Bila akta sama dengan NIK,
    tanggal lahirnya yang salah.
    """
    if not one.born or one.nik_day < 0:
        return False
    nik, born = one.nik, one.birth_date
    months = nik[8:10] == born[5:7] and nik[10:12] == born[2:4]
    return not months or one.nik_day not in (int(born[8:]), int(born[8:]) + WOMAN)


@of_person("E4", WRONG, CARD_NUMBER, "family")
def card_malformed(one: Facts) -> bool:
    """No. KK kosong atau bukan 16 angka

    Anggota keluarganya tidak dapat ditemukan. Lihat KK.
    """
    return not formed(one.family)


def formed(number: str) -> bool:
    return len(number) == LENGTH and number.isascii() and number.isdigit()
