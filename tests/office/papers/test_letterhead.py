"""The head of an office's papers, and the patterns of their numbers."""

import pytest

from office.errors import Incomplete
from office.papers import letterhead


def test_an_empty_head_is_told_by_name_and_region(office):
    head = letterhead.of(office)
    assert head.government == "Pemerintah Kabupaten Contoh"
    assert (head.agency, head.city) == ("Disdukcapil Kabupaten Contoh", "Kabupaten Contoh")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"note": "{nomor}"}, "harus memuat"),
        ({"letter": "{nik}/{nomor}/{tahun}"}, "hanya mengenal"),
        ({"contact": "a\nb\nc\nd"}, "paling banyak 3 baris"),
        ({"city": "x" * 201}, "terlalu panjang"),
    ],
)
def test_a_head_that_cannot_be_printed_is_refused(
    office, people, clock, refused, changed, sentence
):
    with refused(Incomplete, sentence):
        told = letterhead.PATTERNS | changed
        letterhead.set_up(office, **told, by=people.admin, at=clock())
