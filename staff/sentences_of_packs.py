"""What a letter to another district or the centre says, as its sheet of templates/pdf/ shows it."""

from collections.abc import Sequence
from datetime import date

import web
from lembar_tables import Pack
from office.register import elements


def told(pack: Pack, rows: Sequence[Sequence[str]]) -> dict[str, object]:
    content, on = pack.content, web.local(pack.at).date()
    head, (reference, dated) = content["letterhead"], content["letter"]
    return {
        "title": content["title"],
        "number": pack.label,
        "office": content["office"],
        "letterhead": head,
        "foot": f"Nomor {pack.label} · {web.day(on)}",
        "check": {"qr": "", "alt": "", "words": ""},
        "signature": {
            "place": f"{head['city']}, ……………………………",
            "title": head["title"] or "Pejabat yang menandatangani",
            "name": head["name"],
            "nip": head["nip"],
        },
        "to": content["to"],
        "opening": (
            f"Sehubungan dengan surat Direktorat Jenderal Kependudukan dan Pencatatan Sipil nomor "
            f"{reference} tanggal {web.day(date.fromisoformat(dated))}, {len(rows)} baris berikut "
            "tidak dapat kami selesaikan sendiri. Mohon ditindaklanjuti sesuai kewenangan Saudara "
            "dan hasilnya disampaikan kepada kami per baris."
        ),
        "rows": [_line(row) for row in rows],
        "closing": [
            f"Surat Ditjen itu kami jawab paling lambat {web.day(pack.letter.due_on)}.",
            "Daftar ini memuat data pribadi: hanya untuk petugas yang menindaklanjutinya. Surat "
            "ini berlaku bila ditandatangani basah.",
        ],
    }


def _line(row: Sequence[str]) -> list[str]:
    number, own, other, _, name, category, trouble = row
    numbers = [elements.read_out("nik", one) or one for one in (own, other) if one]
    return [number, "\n".join(numbers), name or "–", f"{category}\n{trouble}"]
