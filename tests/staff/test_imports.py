"""Bringing an extract into the register: the page in all its states, and what it refuses."""

import json
import time
from io import BytesIO

import pytest

import cli
from models import Event
from office.register import register
from office.register.register_files import tray
from register_tables import RegisterFile
from staff import pieces
from tests.faces import Visitor
from tests.strict_html import check

PAGE = "/staff/register/imports"
FILE = b"NIK;NAMA_LGKP;GOL_DARAH\n9901014101900001;SITI CONTOH;A\n;;B\n"
BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def ani(app, people, clock):
    visitor = Visitor(app).sign_in("admin")
    visitor.get(PAGE)
    yield visitor
    if upload := tray.live():
        tray.cancel(upload.row.id, at=clock())
        seen(visitor, "Pilih berkas")


def seen(ani: Visitor, word: str, path: str = PAGE) -> str:
    """The page as soon as it says this."""
    end = time.monotonic() + 20
    while word not in (page := ani.get(path).text):
        assert time.monotonic() < end, page
        time.sleep(0.02)
    return page


def bring(ani: Visitor, file: bytes = FILE):
    return ani.post(PAGE, file=(BytesIO(file), "C:\\data\\dkb.csv"))


def begun(ani: Visitor, size: int, path: str = PAGE) -> dict[str, str]:
    fields = {"name": "dkb.csv", "size": size}
    return json.loads(ani.post(f"{path}/begun", fields, htmx=True).text)


def piece(ani: Visitor, url: str, offset: int, some: bytes):
    headers = {"Sec-Fetch-Site": "same-origin", "X-CSRFToken": ani.token, "HX-Request": "true"}
    told = {"content_type": "application/octet-stream", "headers": headers}
    return ani.client.post(f"{url}?offset={offset}", data=some, **told)


@BOTH
def test_a_small_file_comes_whole_is_looked_at_and_imported(ani, htmx):
    assert bring(ani).headers["Location"] == PAGE
    page = seen(ani, "Periksa, lalu impor")
    assert check(page) == []
    assert ("Tidak dibaca: GOL_DARAH" in page, "S••• C•••" in page, "SITI" in page) == (
        True,
        True,
        False,
    )
    answer = ani.post(f"{PAGE}/1/confirmations", as_of="2024-01-08", htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    assert not htmx or check(answer.text, fragment=True) == []
    page = seen(ani, "1 orang baru")
    assert check(page) == []
    assert len(register.people("1")) == 1


def test_the_report_is_a_file_that_tells_nothing_of_anyone(ani):
    bring(ani)
    seen(ani, "Periksa, lalu impor")
    for _ in range(2):
        answer = ani.get(f"{PAGE}/1/report")
        assert answer.data.decode("utf-8-sig").splitlines() == [
            "baris;keterangan",
            "3;tidak ada NIK dan tidak ada nama",
        ]
        ani.post(f"{PAGE}/1/confirmations", as_of="2024-01-08")
        seen(ani, "1 orang baru")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


def test_a_large_file_comes_in_pieces(ani):
    to = begun(ani, len(FILE))
    assert "Berkas sedang dikirim" in ani.get(PAGE).text
    for low in range(0, len(FILE), 20):
        assert piece(ani, to["pieces"], low, FILE[low : low + 20]).status_code == 204
    assert ani.post(to["ends"], htmx=True).status_code == 204
    assert "SITI" not in seen(ani, "Periksa, lalu impor")


def test_the_region_is_drawn_again_only_when_something_happened(ani):
    to = begun(ani, len(FILE))
    state, version = f"{PAGE}/state", tray.version()
    assert ani.get(state, htmx=True, seen=version).status_code == 204
    piece(ani, to["pieces"], 0, FILE[:40])
    answer = ani.get(state, htmx=True, seen=version)
    assert (answer.status_code, f"{4000 // len(FILE)} %" in answer.text) == (200, True)
    assert check(answer.text, fragment=True) == []


@BOTH
def test_an_import_is_given_up_from_the_page(ani, htmx):
    begun(ani, len(FILE))
    ani.post(f"{PAGE}/1/cancellations", htmx=htmx)
    assert "Impor dibatalkan. Tidak ada yang berubah." in seen(ani, "Pilih berkas")


REFUSALS = {
    "no file": (PAGE, {}, 422, "Pilih berkas CSV atau XLSX"),
    "no size": (f"{PAGE}/begun", {"name": "x", "size": "²"}, 422, "Pilih berkas CSV"),
    "too much": (f"{PAGE}/begun", {"size": 10**12}, 422, "pulih register import"),
    "not under way": (f"{PAGE}/7/confirmations", {"as_of": "2024-01-08"}, 404, "tidak sedang"),
    "no day": (f"{PAGE}/7/confirmations", {"as_of": "kemarin"}, 422, "Isi tanggal data ditarik"),
    "nothing to cancel": (f"{PAGE}/7/cancellations", {}, 404, "tidak sedang diproses"),
    "absurd": (f"{PAGE}/{10**30}/ends", {}, 404, "tidak sedang diproses"),
}


@pytest.mark.parametrize("name", REFUSALS)
@BOTH
def test_a_refusal_is_said_and_nothing_is_written(ani, name, htmx):
    path, fields, status, words = REFUSALS[name]
    before = Event.select().count()
    answer = ani.post(path, fields, htmx=htmx, came_from=PAGE)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert (Event.select().count(), RegisterFile.select().count()) == (before, 0)


def test_a_second_file_is_refused_while_one_is_looked_at(ani):
    bring(ani)
    seen(ani, "Periksa, lalu impor")
    answer = bring(ani)
    assert (answer.status_code, "sedang diimpor" in answer.text) == (409, True)


def test_a_whole_file_that_is_too_large_is_told_the_other_way(ani):
    answer = bring(ani, b"x" * pieces.WHOLE)
    assert (answer.status_code, "pulih register import" in answer.text) == (413, True)
    assert RegisterFile.select().count() == 0


def test_an_unknown_report_is_not_there(ani):
    assert {ani.get(f"{PAGE}/{id}/report").status_code for id in (7, 10**30)} == {404}


def test_nothing_that_is_sent_is_written_to_a_temporary_file(ani, monkeypatch):
    assert cli.SERVER["inbuf_overflow"] > cli.SERVER["max_request_body_size"] > pieces.WHOLE

    def written(*_, **__):
        raise AssertionError("a temporary file")

    monkeypatch.setattr("tempfile.TemporaryFile", written)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", written)
    assert bring(ani, FILE + b"1;UCOK;C\n" * 80_000).status_code == 303
    seen(ani, "80.001 baris")
