"""Who will be called next stands on the counter's page before the press."""

import re

from tests.faces import Visitor


def marked(page: str) -> list[str]:
    """The labels of the rows that are marked as next."""
    rows = re.findall(r'<tr id="waiting-.*?</tr>', page, re.DOTALL)
    return [re.search(r"[A-Z]-[0-9]{3}", row)[0] for row in rows if "Berikutnya" in row]


def test_the_row_that_is_called_next_is_marked(app, draw, clock):
    sari = Visitor(app).sign_in("sari", counter=1)
    for priority in ("no", "no", "yes"):
        draw(priority=priority)
        clock.forward(seconds=1)
    for label in ("A-003", "A-001", "A-002"):
        page = sari.get("/staff/counter").text
        assert marked(page) == [label]
        assert f"Berikutnya: {label}." in page
        assert label in sari.post("/staff/counter/calls", htmx=True).text
        sari.post(f"/staff/tickets/{int(label[-3:])}/skips", htmx=True)


def test_an_empty_counter_says_so_in_a_word(app):
    page = Visitor(app).sign_in("sari", counter=1).get("/staff/counter").text
    assert "Kosong" in page and "Tidak ada yang menunggu." in page
    assert marked(page) == []
