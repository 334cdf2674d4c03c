"""Notes and letters: numbered once, versions kept, checked by whoever holds one."""

import pytest
from peewee import IntegrityError

from database import db, writing
from models import AgendaSeries, Case, OfficialPaper, Output, View
from office import made
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.papers import letterhead, letters, notes, official
from office.register import identify, register
from register_tables import PersonView

SITI = {
    "nik": "6401014101900001",
    "name": "SITI CONTOH",
    "birth_date": "1990-01-01",
    "sex": "P",
    "mother": "FATIMAH",
}
NUMBER = "001/CHV/PSR/I/2024"


@pytest.fixture
def siti(people, clock):
    return register.enter([SITI], by=people.sari, at=clock())[0]


@pytest.fixture
def own(people, clock):
    register.choose_mode("own", by=people.sari, at=clock())


@pytest.fixture
def chosen(at_step, siti, people, clock):
    """A request at the step of the note, about Siti; its NIK differs by one digit."""
    case = at_step("verify", nik="6401014101900002", rejected_at="bpjs").case
    identify.identify(case, siti, by=people.dewi, at=clock())
    return case


@pytest.fixture
def noted(decide, people):
    def noted(case: Case, text: str = "Sudah dicocokkan.") -> OfficialPaper:
        decide(case, "noted", people.dewi, work=made.Work(text=text))
        return official.latest(case, "note", "verification")

    return noted


@pytest.fixture
def right(noted, decide, people):
    """right(case): noted, and found right; the letter is to be given."""

    def right(case: Case) -> Case:
        noted(case)
        return decide(case, "right", people.dewi, reason="Sudah benar.")

    return right


@pytest.fixture
def by_dewi(people, clock):
    return lambda: {"by": people.dewi, "at": clock()}


def test_a_note_freezes_what_was_compared(chosen, noted, siti):
    paper = noted(chosen)
    (found,) = paper.content["people"]
    assert (paper.label, paper.version, paper.content["count"]) == (NUMBER, 1, 1)
    assert (found["person"], found["name"]) == (siti, "SITI CONTOH")
    lines = {line["element"]: (line["held"], line["rule"]) for line in found["lines"]}
    assert lines["nik"] == ("6401014101900001", "beda satu angka")


def test_a_note_without_anybody_chosen_holds_its_text(at_step, noted):
    content = noted(at_step("verify").case, "Tidak ditemukan.").content
    assert (content["people"], content["text"]) == ([], "Tidak ditemukan.")


def test_a_draft_tells_what_differs_and_masks_numbers(chosen, clock):
    text = notes.draft(chosen, on=clock().date())
    assert "NIK: menurut pemohon •••• 0002, di database •••• 0001" in text
    assert "beda satu angka" in text and "640101" not in text and "SITI" not in text


def test_a_draft_with_nothing_to_compare_claims_no_difference(at_step, siti, people, clock):
    case = at_step("verify", nik="").case
    identify.identify(case, siti, by=people.dewi, at=clock())
    text = notes.draft(case, on=clock().date())
    assert text.endswith("Tidak ada yang disebut untuk dibandingkan.")


def test_a_draft_about_many_people_still_fits_its_field(at_step, people, clock):
    many = [SITI | {"name": "CONTOH PANJANG " * 12, "nik": f"64010141019000{n}"} for n in range(9)]
    case = at_step("verify", nik="6401014101900099").case
    for person in register.enter(many, by=people.sari, at=clock()):
        identify.identify(case, person, by=people.dewi, at=clock())
    said = {"mother": "IBU " * 20, "father": "BAPAK " * 20, "address": "JALAN " * 20}
    for person in identify.identified(case):
        identify.state(case, person, said, "Akta", by=people.dewi, at=clock())
    text = notes.draft(case, on=clock().date())
    assert len(text) <= 2000 and "Berbeda, lihat tabel" in text


def test_a_note_made_again_after_a_return_is_the_next_version(chosen, noted):
    noted(chosen)
    with writing():
        notes.issue(Case.get_by_id(chosen.id), "verification", chosen.decisions.get())
    paper = official.latest(chosen, "note", "verification")
    assert (paper.label, paper.version, paper.reason) == (NUMBER, 2, notes.AGAIN)
    assert AgendaSeries.get(AgendaSeries.kind == "note").last == 1


def test_a_later_edit_is_a_new_version_with_its_reason(chosen, noted, by_dewi):
    first = noted(chosen)
    second = notes.revise(first, "Ejaan sesuai akta.", "Salah ketik.", **by_dewi())
    assert (second.label, second.version, second.reason) == (NUMBER, 2, "Salah ketik.")
    assert second.content["people"] == first.content["people"]
    assert [row.version for row in official.of_case(chosen)] == [2, 1]
    assert Output.get(Output.document == "verification", Output.stands).text == "Ejaan sesuai akta."


@pytest.mark.parametrize(
    ("text", "reason", "kind", "sentence"),
    [
        ("Baru.", " ", Incomplete, "Tulis alasan"),
        ("", "Alasan.", Incomplete, "catatan yang baru"),
        ("Sudah dicocokkan.", "Alasan.", Incomplete, "catatan yang baru"),
    ],
)
def test_an_edit_without_text_or_reason_is_refused(
    chosen, noted, by_dewi, refused, text, reason, kind, sentence
):
    paper = noted(chosen)
    with refused(kind, sentence):
        notes.revise(paper, text, reason, **by_dewi())


def test_only_who_makes_the_note_may_change_it(chosen, noted, people, clock, refused):
    paper = noted(chosen)
    with refused(NotAllowed, "bukan tugas Anda"):
        notes.revise(paper, "Baru.", "Alasan.", by=people.budi, at=clock())


def test_a_version_that_was_replaced_is_not_edited(chosen, noted, by_dewi, refused):
    first = noted(chosen)
    notes.revise(first, "Kedua.", "Salah ketik.", **by_dewi())
    with refused(Stale, "sudah diganti versi 2"):
        notes.revise(first, "Ketiga.", "Salah ketik.", **by_dewi())


def test_a_letter_states_what_was_asked_and_no_more(chosen, right, by_dewi):
    case = right(chosen)
    paper = letters.write(case, "Kepala BPJS Kesehatan", ["mother"], **by_dewi())
    (one,) = paper.content["people"]
    assert paper.label == "001/SK/PSR/I/2024"
    assert one["rows"] == [["nik", SITI["nik"]], ["name", "SITI CONTOH"], ["mother", "FATIMAH"]]
    assert paper.content["quotes"] == []


def test_the_office_that_has_siak_quotes_its_note(at_step, right, by_dewi):
    case = right(at_step("verify", nik="6401014101900001").case)
    paper = letters.write(case, "Pimpinan bank", [], **by_dewi())
    assert paper.content["quotes"] == [NUMBER, "Sudah dicocokkan."]
    assert paper.content["owners"] == [["", "6401014101900001"]]


def test_where_the_register_is_ours_no_case_ends_with_a_letter_about_nobody(
    at_step, own, decide, people, refused
):
    case = at_step("correct").case
    with refused(Incomplete, "Pilih dulu orangnya"):
        decide(case, "right", people.dewi, reason="Sudah benar.")


def test_where_the_register_is_ours_a_letter_speaks_of_somebody(
    at_step, right, people, clock, by_dewi, refused
):
    case = right(at_step("verify").case)
    register.choose_mode("own", by=people.sari, at=clock())
    with refused(Incomplete, "Belum ada orang"):
        letters.write(case, "Pimpinan bank", [], **by_dewi())


@pytest.mark.parametrize(
    ("to", "elements", "sentence"),
    [(" ", [], "kepada siapa"), ("Bank", ["salary"], "Elemen tidak dikenal")],
)
def test_a_letter_to_nobody_or_of_nothing_is_refused(
    chosen, right, by_dewi, refused, to, elements, sentence
):
    case = right(chosen)
    with refused(Incomplete, sentence):
        letters.write(case, to, elements, **by_dewi())


def test_a_second_letter_is_a_version_of_the_first(chosen, right, by_dewi, refused):
    case = right(chosen)
    paper = letters.write(case, "Pimpinan bank", [], **by_dewi())
    with refused(Refused, "sudah dibuat"):
        letters.write(case, "Pimpinan bank", [], **by_dewi())
    again = letters.revise(paper, "Bank Contoh, Tana Paser", [], "Alamat.", **by_dewi())
    assert (again.label, again.version) == (paper.label, 2)


def test_a_request_that_ends_otherwise_has_no_letter(mended, by_dewi, refused):
    case = mended().case
    with refused(Refused, "tidak berakhir dengan surat"):
        letters.write(case, "Pimpinan bank", [], **by_dewi())


def test_who_does_not_hand_over_writes_no_letter(chosen, right, people, clock, refused):
    case = right(chosen)
    with refused(NotAllowed, "bukan tugas Anda"):
        letters.write(case, "Pimpinan bank", [], by=people.budi, at=clock())


def test_a_paper_is_opened_in_full_and_leaves_a_trace(chosen, noted, siti, people, clock):
    paper = noted(chosen)
    told = official.open_paper(paper, by=people.dewi, role="adb", at=clock())
    assert told["people"][0]["nik"] == SITI["nik"]
    why = f"Membuka catatan nomor {NUMBER} versi 1"
    assert View.select().order_by(-View.id).get().reason == why
    assert PersonView.get(PersonView.reason == why).person == siti


def test_a_paper_is_checked_by_its_link_and_by_its_code(chosen, noted, by_dewi):
    paper = noted(chosen)
    notes.revise(paper, "Kedua.", "Salah ketik.", **by_dewi())
    typed = official.code(paper).replace("-", " ").lower()
    for found in (official.by_token(official.token(paper)), official.by_code(typed)):
        assert (found.paper.version, found.versions, found.count) == (1, 2, 1)
    assert official.by_token("A" * 26) is official.by_code("") is None


def test_every_version_has_its_own_link(chosen, noted, by_dewi):
    paper = noted(chosen)
    second = notes.revise(paper, "Kedua.", "Salah ketik.", **by_dewi())
    assert official.token(paper) != official.token(second)
    assert len(official.token(paper)) == 26 and len(official.code(paper)) == 11


def test_what_was_issued_is_never_rewritten(chosen, noted):
    noted(chosen)
    for statement in ("UPDATE official_paper SET reason = 'x'", "DELETE FROM official_paper"):
        with pytest.raises(IntegrityError, match="history is kept: official_paper"):
            db.execute_sql(statement)


@pytest.mark.parametrize(
    ("number", "version", "rule"), [(3, 1, "has_no_hole"), (1, 3, "follows_its_former_version")]
)
def test_no_number_and_no_version_is_left_out(chosen, noted, number, version, rule):
    noted(chosen)
    columns = [name for name in OfficialPaper._meta.columns if name != "id"]
    told = {"number": number, "version": version, "token_hash": b"x", "code_hash": b"y"}
    places = ", ".join("?" if name in told else f'"{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with pytest.raises(IntegrityError, match=f"history is kept: official_paper_{rule}"):
        db.execute_sql(
            f"INSERT INTO official_paper ({names}) SELECT {places} FROM official_paper",
            [told[name] for name in columns if name in told],
        )


def test_a_paper_keeps_the_head_it_was_issued_with(chosen, noted, office, people, clock, by_dewi):
    paper = noted(chosen)
    changed = {"agency": "Dinas Baru", "city": "Kota Contoh", **letterhead.PATTERNS}
    letterhead.set_up(office, **changed, by=people.admin, at=clock())
    assert OfficialPaper.get_by_id(paper.id).content["letterhead"]["agency"] != "Dinas Baru"
    second = notes.revise(paper, "Kedua.", "Kop baru.", **by_dewi())
    assert (second.label, second.content["letterhead"]["city"]) == (NUMBER, "Kota Contoh")
