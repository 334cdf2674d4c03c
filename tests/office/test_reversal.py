"""A correction is taken back: by whom, with what, and when it no longer can be."""

from datetime import timedelta

from models import Correction, Reversal, Ticket
from office import sentences
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.register import recover, register, register_import
from tests.office.conftest import SITI


def shown(person: int) -> tuple[str, str, str]:
    row = register.person(person)
    return row.name, row.birth_date, row.mother


def test_one_of_two_is_taken_back_and_the_other_stays(recovered, undo, siti, events, fresh):
    case = recovered(siti, birth_date="3-12-1990", mother="AMINAH")
    undo(case, "birth_date")
    assert shown(siti) == ("SITI CONTOH", "1990-03-12", "AMINAH")
    assert events(case)[-2:] == ["register reversed", "correction reversed"]
    assert fresh(case).end == "done"


def test_a_reversal_is_refused(recovered, undo, people, siti, refused):
    case = recovered(siti, mother="AMINAH")
    with refused(NotAllowed, "pejabat lain yang boleh memberi perintah"):
        undo(case, "mother", by=people.dewi)
    with refused(NotAllowed, "pejabat lain yang boleh memberi perintah"):
        undo(case, "mother", by=people.sari)
    with refused(Incomplete, "Tulis alasan pembatalan"):
        undo(case, "mother", reason="")
    undo(case, "mother")
    with refused(Refused, "sudah dibatalkan"):
        undo(case, "mother")


def test_a_draft_is_not_taken_back(drafted, undo, siti, refused):
    case = drafted(siti, mother="AMINAH")
    with refused(Refused, "belum dijalankan"):
        undo(case, "mother")


def test_what_changed_again_since_is_not_taken_back(recovered, undo, siti, refused):
    case = recovered(siti, mother="AMINAH")
    recovered(siti, mother="AMINAH BINTI ALI")
    with refused(Stale, "Nama ibu sudah berubah lagi"):
        undo(case, "mother")


def test_a_stale_page_takes_nothing_back(recovered, people, siti, clock, refused):
    case = recovered(siti, mother="AMINAH")
    row = Correction.get(case=case)
    with refused(Stale, "baru saja diubah"):
        recover.reverse(row, "Salah.", recover.Done(), by=people.budi, at=clock(), seen=0)


def test_under_siak_taking_back_needs_its_reference_too(mended, undo, clock, refused):
    def told(case):
        return sentences.of(Ticket.get(Ticket.case == case), at=clock()).message

    case = mended().case
    with refused(Incomplete, "nomor rujukan"):
        undo(case, "name")
    assert told(case).startswith("Selesai. Coba lagi")
    undo(case, "name", reference="SIAK-8", done_at=clock())
    assert told(case).startswith("Permohonan belum dapat diproses.")
    row = Reversal.get()
    assert (row.reference, row.change, row.officer.username) == ("SIAK-8", None, "budi")


def test_an_extract_does_not_silently_undo_what_was_taken_back(
    recovered, undo, siti, tmp_path, people, clock
):
    undo(recovered(siti, mother="AMINAH"), "mother")
    file = tmp_path / "dkb.csv"
    file.write_text(f"NIK;NAMA;NAMA IBU\n{SITI['nik']};SITI CONTOH;AMINAH\n")
    found = register_import.check(file)
    result = register_import.run(
        found, as_of=clock().date() - timedelta(days=9), by=None, clock=clock
    )
    assert (result.kept, shown(siti)[2]) == (1, "MINAH")
