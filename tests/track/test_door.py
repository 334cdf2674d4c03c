"""The phone says what is said at the door."""

from office import closing


def test_the_phone_says_what_the_door_says(phone, draw, clock):
    ticket = draw()
    clock.set(2024, 1, 8, 12, 10)
    assert "Istirahat sampai 13.00 WITA. Nomor Anda tetap berlaku." in phone(ticket)
    clock.set(2024, 1, 8, 13, 0)
    assert "Istirahat" not in phone(ticket)
    clock.set(2024, 1, 9, 7, 0)
    assert "Pelayanan belum buka. Buka pukul 08.00 WITA." in phone(ticket)


def test_who_an_early_closing_left_over_is_told_to_come_again(phone, draw, office, people, clock):
    ticket = draw()
    clock.set(2024, 1, 8, 15, 0)
    closing.close_today(office, by=people.rina, at=clock())
    page = phone(ticket)
    assert "Hari ini sudah ditutup. Datanglah pada hari kerja berikutnya, Anda didahulukan." in page
    assert "Pelayanan hari ini sudah tutup. Buka lagi Selasa, 9 Januari 2024, 08.00 WITA." in page
    clock.set(2024, 1, 9, 9, 0)
    assert "Nomor ini untuk hari lain." in phone(ticket)
