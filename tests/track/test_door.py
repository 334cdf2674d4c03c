"""The phone says what is said at the door."""


def test_the_phone_says_what_the_door_says(phone, draw, clock):
    ticket = draw()
    clock.set(2024, 1, 8, 12, 10)
    assert "Istirahat sampai 13.00 WITA. Nomor Anda tetap berlaku." in phone(ticket)
    clock.set(2024, 1, 8, 13, 0)
    assert "Istirahat" not in phone(ticket)
    clock.set(2024, 1, 9, 7, 0)
    assert "Pelayanan belum buka. Buka pukul 08.00 WITA." in phone(ticket)
