"""What a recapitulation says, in the words and days its sheet of templates/pdf/ shows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from werkzeug.wrappers import Response

import web
from office.ministry import outcomes
from office.ministry.results import RESULTS
from office.papers import typeset
from reply_tables import Reply
from staff import official


def pdf(reply: Reply) -> Response:
    name = f"jawaban-{reply.number}-{reply.year}-versi-{reply.version}"
    return official.pdf(drawn(reply), name)


def drawn(reply: Reply) -> bytes:
    """The PDF of a version; the same bytes whenever it is drawn."""
    content, on = reply.content, web.local(reply.at).date()
    head = content["letterhead"]
    told = {
        "title": content["title"],
        "number": reply.label,
        "office": content["office"],
        "letterhead": head,
        "foot": f"Nomor {reply.label} · versi {reply.version} · {web.day(on)}",
        "check": {"qr": "", "alt": "", "words": ""},
        "signature": {
            "place": f"{head['city']}, ……………………………",
            "title": head["title"] or "Pejabat yang menandatangani",
            "name": head["name"],
            "nip": head["nip"],
        },
        "to": content["to"],
        "facts": _facts(reply, content),
        "opening": _opening(content, reply.at),
        **_table(content),
        "lists": [[name, amount(rows)] for name, rows, *_ in content["lists"]],
        "closing": _closing(content),
    }
    return typeset.pdf("reply", told, at=reply.at)


def amount(number: int) -> str:
    """62.000"""
    return f"{number:,}".replace(",", ".")


def _facts(reply: Reply, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    reference, dated = content["letter"]
    facts = {"Surat yang dijawab": f"{reference}, {_day(dated)}"}
    if content["former"]:
        label, at = content["former"]
        facts["Menyusul jawaban"] = f"{label}, {_moment(at)}"
    facts["Keadaan pada"] = web.moment(reply.at)
    if reply.reason:
        facts["Versi"] = f"{reply.version}. {reply.reason}"
    return list(facts.items())


def _opening(content: Mapping[str, Any], at: datetime) -> str:
    rows = amount(content["total"])
    if content["former"]:
        return (
            f"Menyusul jawaban kami yang terdahulu, kami sampaikan {rows} baris yang hasilnya baru "
            "ada atau berubah sesudah jawaban itu."
        )
    reference, dated = content["letter"]
    return (
        f"Menjawab surat Saudara nomor {reference} tanggal {_day(dated)}, kami sampaikan tindak "
        f"lanjut atas {rows} baris data anomali dan ganda sebagai berikut."
    )


def _table(content: Mapping[str, Any]) -> dict[str, object]:
    """Categories by results; what has none yet is one column."""
    there = {result for *_, rows in content["categories"] for result in rows}
    shown = [id for id in RESULTS if id in there]
    still = bool(there - set(RESULTS))
    heads = ["Kategori", *(RESULTS[id] for id in shown), *(["Belum selesai"] if still else [])]
    lines = [(f"{code} {label}", rows) for code, label, rows in content["categories"]]
    whole = {id: sum(rows.get(id, 0) for _, rows in lines) for id in there}
    return {
        "heads": [*heads, "Jumlah"],
        "rows": [_line(name, rows, shown, still) for name, rows in lines],
        "total": _line("Jumlah", whole, shown, still),
    }


def _line(name: str, rows: Mapping[str, int], shown: list[str], still: bool) -> list[str]:
    left = sum(count for id, count in rows.items() if id in outcomes.OPEN)
    counts = [*(rows.get(id, 0) for id in shown), *([left] if still else []), sum(rows.values())]
    return [name, *map(amount, counts)]


def _closing(content: Mapping[str, Any]) -> list[str]:
    """What the table does not tell: rows that are not on a list, could not be read, or are open."""
    lines = []
    left = sum(
        count
        for *_, rows in content["categories"]
        for id, count in rows.items()
        if id in outcomes.OPEN
    )
    if content["typed"]:
        lines.append(f"Termasuk {amount(content['typed'])} baris yang dicatat kantor tanpa daftar.")
    if left:
        lines.append(
            f"{amount(left)} baris belum selesai dan akan disampaikan dalam jawaban susulan."
        )
    for name, _, unread, named in content["lists"]:
        if unread:
            where = ", ".join(map(str, named)) + (" …" if unread > len(named) else "")
            lines.append(
                f"{amount(unread)} baris pada {name} tidak dapat dibaca dan tidak termasuk dalam "
                f"tabel, yaitu baris {where}. Mohon dikirim kembali."
            )
    lists = "Daftar per baris dengan hasil dan catatannya kami lampirkan terpisah."
    return [*lines, lists] if content["lists"] else lines


def _day(iso: str) -> str:
    return web.day(date.fromisoformat(iso))


def _moment(iso: str) -> str:
    return web.day(web.local(datetime.fromisoformat(iso)).date())
