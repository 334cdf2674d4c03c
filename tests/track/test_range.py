"""The waiting range on the phone."""

import re

from tests.past_days import live_through


def test_waiting_says_between_which_moments_and_why_it_became_later(
    draw, phone, clock, counters, people
):
    assert "Perkiraan dipanggil" not in phone(draw())  # no history yet
    live_through(draw, clock, counters[1], people.sari)
    tickets = [draw() for _ in range(6)]
    range_ = r'<span class="num">\d\d\.\d\d–\d\d\.\d\d WITA <small>\(dapat berubah\)'
    page = phone(tickets[5])
    assert re.search("Perkiraan dipanggil: " + range_, page) and "Lebih lama" not in page
    clock.forward(minutes=45)
    assert "Lebih lama karena" in phone(tickets[5])
    clock.set(2024, 1, 15, 14, 55)
    assert "Mungkin tidak sempat dipanggil hari ini." in phone(tickets[5])
