"""A third procedure that asks the centre is worked from the same list, in its own words."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from database import writing
from models import Case
from office import founding, procedures, sop, transitions
from tests.conftest import NINE, PASSWORD
from tests.faces import Visitor
from tests.strict_html import check

SOPS = Path(__file__).parents[2] / "sops"
THIRD = """
id = "pencocokan"
version = 1
title = "Pencocokan Akta"
brought = ["form"]
[sheet]
name = "Pencocokan Akta"
[roles]
deeds = "Petugas Akta"
[documents]
form = { title = "Formulir" }
matched = { title = "Akta yang cocok" }
news = { title = "Kabar" }

[[steps]]
id = "match"
title = "Mencocokkan akta"
short = "Cocokkan akta"
role = "deeds"
minutes = 5
needs = ["form"]
output = "matched"
outcomes = [
  { id = "matches", kind = "advance", to = "given", label = "Akta cocok" },
  { id = "sent", kind = "advance", to = "far", pause = "centre", label = "Kirim akta" },
]

[[steps]]
id = "far"
title = "Menanti kabar"
short = "Menanti kabar"
role = "deeds"
aside = true
output = "news"
outcomes = [{ id = "back", kind = "advance", to = "given", label = "Kabar datang" }]

[ends.given]
label = "Akta diserahkan"
"""


@pytest.fixture
def lala(app, office, tmp_path):
    sops = tmp_path / "sops"
    shutil.copytree(SOPS, sops)
    (sops / "pencocokan.v1.toml").write_text(THIRD, encoding="utf-8")
    procedures.install(sop.load(sops))
    founding.hire(office, "lala", "Lala", ["deeds"], password=PASSWORD, at=NINE)
    with writing():
        transitions.open_case(procedures.newest("pencocokan"), office, at=NINE)
    return Visitor(app).sign_in("lala")


def send(visitor, path, **fields):
    case = Case.get()
    chosen = {"case": [f"{case.id}.{case.moves}"], "when": "all"}
    return visitor.post(f"/staff/consolidation/{path}", {**chosen, **fields})


def test_it_is_asked_waits_and_ends_without_a_word_of_the_first(lala):
    assert "/staff/consolidation" in lala.get("/staff/worklists").text
    page = lala.get("/staff/consolidation", when="ask").text
    assert check(page) == [] and "Kirim akta" in page and "Ajukan konsolidasi" not in page
    send(lala, "requests", how="Belum ada di sana.", again_on="2024-01-10", when="ask")
    page = lala.get("/staff/consolidation").text
    assert Case.get().look_again_on == date(2024, 1, 10)
    assert "Kabar datang" in page and "Sudah terbaca" not in page and "surat" not in page
    send(lala, "decisions", outcome="back", how="Kabar lewat surat edaran.")
    assert Case.get().end == "given"


def test_another_procedures_word_is_no_way_out_here(lala):
    send(lala, "requests", how="Belum ada di sana.", again_on="2024-01-10", when="ask")
    answer = send(lala, "decisions", outcome="readable", how="Dicek.")
    assert "1 tidak" in answer.text and Case.get().end is None
