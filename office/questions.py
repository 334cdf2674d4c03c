"""What is asked: the questions of kiosk and counter, their answers, and what follows from them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from office.errors import Incomplete
from office.sop import Paper, Procedure

REJECTED_AT = {
    "bpjs": "BPJS Kesehatan",
    "bank": "Bank",
    "sim": "Kartu HP",
    "bansos": "Bantuan sosial",
    "school": "Sekolah atau kampus",
    "cpns": "CPNS/PPPK",
    "passport": "Paspor",
    "tax": "Pajak",
    "election": "Pemilu",
    "printing": "Cetak KTP-el atau IKD",
    "other": "Tempat lain",
    "nowhere": "Tidak ditolak, saya melihat ada yang salah",
    "officer": "Petugas meminta saya datang",
}
PROBLEMS = {
    "nik_missing": "NIK tidak ditemukan atau tidak aktif",
    "miswritten": "Ada data yang salah tulis",
    "nik_double": "NIK ganda atau dipakai orang lain",
    "kk_mismatch": "Nomor KK tidak cocok",
    "dead_or_moved": "Tercatat meninggal atau pindah",
    "ktp_unprintable": "KTP-el belum bisa dicetak",
    "unknown": "Tidak tahu, petugas yang memeriksa",
}
# Which parts a citizen can point at.
PARTS = {
    "name": "Nama",
    "birth": "Tempat/tanggal lahir",
    "sex": "Jenis kelamin",
    "parents": "Nama orang tua",
    "marital": "Status kawin",
    "relation": "Hubungan keluarga",
    "address": "Alamat",
    "other": "Lainnya",
    "unknown": "Tidak tahu",
}
# What a problem at the kiosk proposes as its category (models.Category.code).
PROPOSED = {
    "nik_missing": "E1",
    "nik_double": "G1",
    "kk_mismatch": "E4",
    "ktp_unprintable": "R1",
    "dead_or_moved": "M1",
}


@dataclass(frozen=True)
class Question:
    """One screen: what it asks, its hint, and its answers (id -> words); none: typed or papers."""

    id: str
    ask: str
    hint: str = ""
    choices: Mapping[str, str] | None = None
    several: bool = False


QUESTIONS = {
    question.id: question
    for question in (
        Question(
            "whose",
            "Data siapa yang bermasalah?",
            "Lebih dari satu orang? Cukup satu nomor.",
            {
                "self": "Data saya sendiri",
                "family": "Keluarga dalam satu KK",
                "authorised": "Orang lain, saya diberi kuasa",
            },
        ),
        Question(
            "issued_here",
            "Apakah KK terbitan {region}?",
            "",
            {"yes": "Ya", "no": "Bukan", "unknown": "Tidak tahu"},
        ),
        Question("rejected_at", "Di mana data itu ditolak?", "", REJECTED_AT),
        Question("problem", "Apa masalahnya?", "", PROBLEMS),
        Question(
            "elements", "Bagian mana yang salah?", "Boleh lebih dari satu.", PARTS, several=True
        ),
        Question("papers", "Berkas mana yang Anda bawa?", "Berkas asli cukup diperlihatkan."),
        Question("nik", "Berapa NIK pemilik data?", "16 angka di KTP-el atau KK."),
        Question(
            "priority",
            "Perlu didahulukan?",
            "Lansia, ibu hamil, penyandang disabilitas, membawa anak kecil, korban bencana. "
            "Alasannya tidak disimpan.",
            {"yes": "Ya", "no": "Tidak"},
        ),
    )
}


def asked(procedure: Procedure, answers: Mapping[str, object]) -> list[str]:
    """The questions of this procedure that these answers leave to ask, in its order."""
    return [
        id
        for id in procedure.asks
        if not (id == "elements" and answers.get("problem") != "miswritten")
        and not (id == "papers" and not papers(procedure, answers))
    ]


def checked(question: str, given: list[str], procedure: Procedure, answers: Mapping) -> object:
    """An answer as it is stored: a word, a list of words, digits, or paper id -> brought or not.

    A paper is brought when its id is given; `id:young` says its owner is under 17 and has none yet
    (stored as None).

    Raises Incomplete, with the sentence to show at the field, on anything else.
    """
    if question == "nik":
        return nik(given[0] if given else "")
    if question == "papers":
        return _brought(papers(procedure, answers), set(given))
    asked_for = QUESTIONS.get(question)
    if asked_for is None or question not in procedure.asks:
        raise Incomplete("Pertanyaan itu tidak dikenal.")
    if not given:
        raise Incomplete("Pilih satu jawaban.")
    if set(given) - set(asked_for.choices or ()) or (len(given) > 1 and not asked_for.several):
        raise Incomplete("Pilih jawaban yang tersedia.")
    return sorted(set(given)) if asked_for.several else given[0]


def outdated(procedure: Procedure, answers: Mapping[str, object]) -> list[str]:
    """Answers that no longer fit the others: their question is asked again or not at all."""
    left = asked(procedure, answers)
    gone = [id for id in answers if id in QUESTIONS and id not in left]
    brought = answers.get("papers")
    wanted = {paper.id for paper in papers(procedure, answers)}
    if isinstance(brought, dict) and "papers" in left and set(brought) != wanted:
        gone.append("papers")
    return gone


def lacking(procedure: Procedure, answers: Mapping[str, object]) -> list[Paper]:
    """The papers that these answers call for and the applicant did not bring."""
    brought = answers.get("papers")
    brought = brought if isinstance(brought, dict) else {}
    return [paper for paper in papers(procedure, answers) if brought.get(paper.id) is False]


def _brought(wanted: tuple[Paper, ...], given: set[str]) -> dict[str, bool | None]:
    young = {f"{paper.id}:young" for paper in wanted if paper.adults}
    if given - {paper.id for paper in wanted} - young:
        raise Incomplete("Berkas itu tidak dikenal.")
    return {
        paper.id: None if f"{paper.id}:young" in given else paper.id in given for paper in wanted
    }


def nik(typed: str, owner: int = 0) -> str:
    """Digits only, or "" when left out. owner: whose line at the counter; 0 at the kiosk.

    Raises Incomplete unless there are 16: at a kiosk that is a slip of the finger. Everything
    else about a NIK is advice, and broken ones are what the office is for.
    """
    digits = re.sub(r"[\s.\-]", "", typed)
    if digits and not re.fullmatch(r"[0-9]{16}", digits):
        if owner:
            raise Incomplete(
                "NIK biasanya 16 angka. Periksa lagi NIK {n}.", field=f"nik-{owner}", n=owner
            )
        raise Incomplete("NIK biasanya 16 angka. Periksa lagi, atau pilih Lewati.")
    return digits


def phone(typed: str) -> str:
    """Raises Incomplete on what is no telephone number; "" stays "" (not everyone has one)."""
    digits = re.sub(r"[\s.()\-]", "", typed)
    if digits and not re.fullmatch(r"\+?[0-9]{8,15}", digits):
        raise Incomplete(
            "Nomor telepon 8 sampai 15 angka. Boleh dikosongkan.", field="applicant_phone"
        )
    return digits


def papers(procedure: Procedure, answers: Mapping[str, object]) -> tuple[Paper, ...]:
    """The papers these answers call for."""
    elements = answers.get("elements")
    given = {answers.get("problem"), *(elements if isinstance(elements, list) else ())}
    return tuple(
        paper
        for paper in procedure.papers.values()
        if not paper.answers or given & set(paper.answers)
    )
