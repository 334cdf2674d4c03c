"""What an official paper says, in the words and days its sheet of templates/pdf/ shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import current_app

import web
from models import OfficialPaper
from office.papers import findings, official, typeset
from office.papers.official import NOTE
from office.register import compare, elements

BLANK = "…" * 30
AS_ASKED = "Pemilik data menurut permohonan"


def drawn(paper: OfficialPaper, content: Mapping[str, Any]) -> bytes:
    """The PDF of a version; the same bytes whenever it is drawn."""
    issued = web.local(paper.at).date()
    told = {
        "title": content["title"],
        "number": paper.label,
        "office": content["office"],
        "letterhead": content["letterhead"],
        "foot": f"Nomor {paper.label} · versi {paper.version} · {web.day(issued)}",
        "check": _check(paper, content),
        "signature": _signature(paper, content, issued),
        **(_note(paper, content) if paper.kind == NOTE else _letter(content)),
    }
    return typeset.pdf(paper.kind, told, at=paper.at)


def _note(paper: OfficialPaper, content: Mapping[str, Any]) -> dict[str, object]:
    version = f"{paper.version}. {paper.reason}" if paper.reason else str(paper.version)
    facts = {
        "Permohonan": content["case"],
        "Nomor agenda": content["agenda"],
        "Diperiksa": _day(content["on"]),
        "Versi": version,
    }
    return {
        "facts": [[name, value] for name, value in facts.items() if value],
        "owners": [
            [str(n), name or "–", elements.read_out("nik", nik) or "–"]
            for n, (name, nik) in enumerate(content["owners"], start=1)
        ],
        "text": content["text"],
        "compared": _compared(content),
        "people": [_person(n, one) for n, one in enumerate(content["people"], start=1)],
    }


def _compared(content: Mapping[str, Any]) -> str:
    if not content["people"]:
        return (
            "Tidak ada penduduk dari database kependudukan yang dipilih. Catatan ini pemeriksaan "
            "petugas."
        )
    return f"Dibandingkan pada {_day(content['on'])}.{_filled(content)}"


def _filled(content: Mapping[str, Any]) -> str:
    on = content["drawn_on"]
    return f" Database itu terakhir diisi dari berkas tanggal {_day(on)}." if on else ""


def _person(n: int, one: Mapping[str, Any]) -> dict[str, object]:
    differs = [line for line in one["lines"] if not line["same"]]
    return {
        "name": f"Penduduk {n}: {one['name'] or 'tanpa nama'}",
        "nik": elements.read_out("nik", one["nik"]) or "tidak ada",
        "same": findings.agreeing(one),
        "differs": [_line(line) for line in differs],
    }


def _line(line: Mapping[str, Any]) -> dict[str, object]:
    """A row of the table; of two values that are wholly other no character is marked."""
    said, held = (elements.read_out(line["element"], line[side]) for side in ("said", "held"))
    return {
        "element": elements.WORDS[line["element"]],
        "said": _marked(line, said, held),
        "source": line["source"],
        "held": _marked(line, held, said),
        "rule": line["rule"],
    }


def _marked(line: Mapping[str, Any], value: str, beside: str) -> list[tuple[bool, str]]:
    """A value in pieces, those apart in which it differs; capitals alone are no difference."""
    if line["other"] or not beside:
        return [(False, value)] if value else []
    if line["element"] == "birth_date" and value.count("-") == beside.count("-") == 2:
        pairs = zip(value.split("-"), beside.split("-"), strict=True)
        parts = [[(part != other, part), (False, "-")] for part, other in pairs]
        return [piece for part in parts for piece in part][:-1]
    whole, place, pieces = value.upper(), 0, []
    if len(whole) != len(value):
        return compare.parts(value, beside)[0]
    for changed, text in compare.parts(whole, beside.upper())[0]:
        pieces.append((changed, value[place : place + len(text)]))
        place += len(text)
    return pieces


def _letter(content: Mapping[str, Any]) -> dict[str, object]:
    quotes = content["quotes"]
    if quotes:
        opening = (
            f"Petugas kami memeriksa permohonan nomor {content['case']} dan menulis dalam catatan "
            f"hasil verifikasi nomor {quotes[0]}:"
        )
        about = "Yang dikutip adalah catatan petugas kami, bukan salinan data."
    else:
        opening = (
            f"Kami terangkan bahwa pada {_day(content['on'])} dalam database kependudukan "
            f"{content['office']} tercatat:"
        )
        about = (
            "Surat ini menerangkan isi database kependudukan kami pada tanggal itu."
            f"{_filled(content)} Isi data pada lembaga lain tidak kami ketahui."
        )
    return {
        "to": content["to"],
        "opening": opening,
        "heading": "Disebut" if quotes else "Tercatat",
        "people": [_stated(one) for one in content["people"] or _named(content)],
        "quoted": quotes[1].split("\n") if quotes else [],
        "closing": [
            f"Surat ini diberikan atas permohonan nomor {content['case']}, karena pemohon "
            "menyampaikan bahwa datanya belum dapat dipakai di tempat Saudara. Mohon data di "
            "tempat Saudara diperiksa kembali.",
            about,
            "Surat ini berlaku bila ditandatangani basah. Layanan ini tidak dipungut biaya.",
        ],
    }


def _named(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Whose data a quoted note is about, as the request names them; or a blank for the pen."""
    owners = content["owners"] or [[BLANK, BLANK]]
    return [{"name": AS_ASKED, "rows": [["name", name], ["nik", nik]]} for name, nik in owners]


def _stated(one: Mapping[str, Any]) -> dict[str, object]:
    empty = BLANK if one["name"] == AS_ASKED else "kosong"
    rows = [
        [elements.WORDS[name], elements.read_out(name, value) or empty]
        for name, value in one["rows"]
    ]
    return {"name": one["name"] or "Tanpa nama", "rows": rows}


def _signature(paper: OfficialPaper, content: Mapping[str, Any], on: date) -> dict[str, str]:
    """Of a note, who verified; of a letter, who signs it on paper."""
    head = content["letterhead"]
    place = f"{head['city']}, {web.day(on)}"
    if paper.kind == NOTE:
        title, name = content["officer"]
        return {"place": place, "title": title or "Petugas", "name": name, "nip": ""}
    title = head["title"] or "Pejabat yang menandatangani"
    return {"place": place, "title": title, "name": head["name"], "nip": head["nip"]}


def _check(paper: OfficialPaper, content: Mapping[str, Any]) -> dict[str, str]:
    """How somebody sees whether the paper is ours: by its QR, or by asking us with its code."""
    url, code = current_app.config["PUBLIC_URL"], official.code(paper)
    if not url:
        asked = " · ".join((content["office"], *content["letterhead"]["lines"]))
        words = f"Periksa keaslian: tanyakan kepada {asked}, dengan kode {code}."
        return {"qr": "", "alt": "", "words": words}
    place = url.partition("://")[2]
    words = (
        f"Periksa keaslian: pindai kode ini, atau buka {place}/v dan ketik {code}. Di sana "
        "tertulis nomor, versi, dan tanggalnya; cocokkan dengan lembar ini."
    )
    alt = f"Kode QR untuk memeriksa nomor {paper.label}"
    qr = typeset.qr(f"{url}/V/{official.token(paper)}".upper())
    return {"qr": qr, "alt": alt, "words": words}


def _day(iso: str) -> str:
    return web.day(date.fromisoformat(iso))
