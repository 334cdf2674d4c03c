"""The demo office's people and words: all invented, and meant to look it."""

from dataclasses import dataclass
from random import Random

PASSWORD = "kata sandi demo"  # noqa: S105  told on the start page


@dataclass(frozen=True)
class Hand:
    """One of the demo's officers; `counter` is where they sit on most days."""

    username: str
    name: str
    title: str
    roles: tuple[str, ...]
    counter: int | None = None


OFFICERS = (
    Hand("sari", "Sari Contoh", "Petugas Operator SIAK dan ADB", ("siak", "adb"), 1),
    Hand("dewi", "Dewi Contoh", "Petugas Operator SIAK dan ADB", ("siak", "adb"), 2),
    Hand("yusuf", "Yusuf Contoh", "Petugas ADB", ("adb",), 3),
    Hand("joko", "Joko Contoh", "Petugas Operator SIAK", ("siak",), 4),
    Hand("budi", "Budi Contoh", "Pejabat Fungsional Identitas Penduduk", ("functional",)),
    Hand("maya", "Maya Contoh", "Pejabat Fungsional Identitas Penduduk", ("functional",)),
    Hand("rina", "Rina Contoh", "Petugas Informasi", ("information",)),
    Hand("tono", "Tono Contoh", "Staf Bidang PIAK", ("staff",)),
    Hand("ratna", "Ratna Contoh", "Kasi (Ketua Tim)", ("kasi",)),
    Hand("farid", "Farid Contoh", "Kasi, Plh. Kabid", ("kasi",)),
    Hand("hasan", "Hasan Contoh", "Kabid PIAK, sedang dinas luar", ("kabid",)),
    Hand("wati", "Wati Contoh", "Kepala Dinas", ("kadis",)),
    Hand("lina", "Lina Contoh", "Pimpinan: papan dan laporan", ("lead",)),
    Hand("agus", "Agus Contoh", "Auditor", ("auditor",)),
    Hand("ani", "Ani Contoh", "Admin", ("admin",)),
)
COUNTERS = {1: ("siak", "adb"), 2: ("siak", "adb"), 3: ("adb",), 4: ("siak",)}

POOL = 600  # who may come
COUNTING = [
    "Satu",
    "Dua",
    "Tiga",
    "Empat",
    "Lima",
    "Enam",
    "Tujuh",
    "Delapan",
    "Sembilan",
    "Sepuluh",
    "Sebelas",
    "Duabelas",
]
FAULTS = {
    # problem at the kiosk -> (parts pointed at, element, before, after, basis)
    "miswritten": (
        (["name"], "name", "WARGA CONTO", "WARGA CONTOH", "Kutipan akta kelahiran"),
        (["birth"], "birth_date", "01-02-1990", "02-01-1990", "Ijazah"),
        (["parents"], "mother", "IBU CONTO", "IBU CONTOH", "Kutipan akta kelahiran"),
        (["marital"], "marital", "Belum kawin", "Kawin", "Buku nikah"),
        (["address"], "address", "Jl. Contoh 1", "Jl. Contoh 11", "KK terbaru"),
    ),
    "nik_missing": (([], "nik", "9901010101900010", "9901010101900001", "KK terbaru"),),
    "nik_double": (([], "nik", "9901010101900002", "9901010101900003", "KK terbaru"),),
    "kk_mismatch": (([], "family", "9901010101100001", "9901010101200001", "KK terbaru"),),
    "dead_or_moved": (([], "status", "PINDAH", "HIDUP", "KK terbaru"),),
    "unknown": (([], "occupation", "Pelajar", "Karyawan", "Surat keterangan"),),
}
PROBLEMS = ("miswritten",) * 5 + ("nik_missing",) * 4 + tuple(FAULTS)[2:]
REJECTED_AT = ("bpjs",) * 4 + ("bank",) * 3 + ("bansos", "sim", "school", "cpns", "passport")
NOTES = (
    "Data ditemukan; satu elemen berbeda dengan dokumen pendukung.",
    "Data ditemukan dan aktif; di lembaga belum terbaca.",
    "Data pernah di-entry; penulisan tidak sama dengan akta.",
)
ANOMALIES = (
    ("A1", "Nama satu huruf"),
    ("A2", "Tanggal lahir sesudah tanggal perekaman"),
    ("A3", "Jenis kelamin kosong"),
    ("A7", "Anak tercatat sebagai kepala keluarga"),
    ("G2", "Satu orang dua NIK"),
    ("M1", "Meninggal tercatat hidup"),
)
TOLD = {  # result of a row of a lembar -> its note
    "fixed": "",
    "correct": "",
    "other_region": "Kabupaten Umpama, menurut KK terakhir",
    "centre": "Penghapusan rekaman ganda",
    "not_found": "Tidak ada di SIAK dan di buku induk",
    "unclear": "Menunggu penduduk membawa akta",
}
DISTRICTS = ("Contoh Utara", "Contoh Timur", "Contoh Selatan", "Contoh Barat", "Contoh Tengah")
LEFT_OUT = (
    "Baris ini belum disertai pembanding dari KK.",
    "Hasil penelitian belum menyebut dokumen dasarnya.",
    "Mohon periksa lagi data di luar daerah.",
)


def person(number: int) -> tuple[str, str]:
    """The NIK and name of somebody who is nobody: no region has the code 99."""
    chance, many = Random(number), len(COUNTING)  # noqa: S311  its chance is no secret
    words = [COUNTING[number // many % many], COUNTING[number % many]]
    words += [COUNTING[number // many**2]] if number >= many**2 else []
    born = f"{chance.randint(1, 28):02d}{chance.randint(1, 12):02d}{chance.randint(55, 99)}"
    return f"990101{born}{number % 10_000:04d}", f"Warga {' '.join(words)}"
