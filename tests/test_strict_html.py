"""The strict reader catches every fault it is there for, and leaves good pages alone."""

import pytest

from tests.strict_html import check

PAGE = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<noscript><meta http-equiv="refresh" content="15"></noscript>
<title>Ambil nomor. Pulih</title>
<link rel="stylesheet" href="/static/tokens.css">
<script src="/static/vendor/htmx.js" defer></script>
</head>
<body>
<main id="isi" aria-labelledby="judul">
<svg class="i" aria-hidden="true"><use href="/static/icons.svg#check"/></svg>
<h1 id="judul">Ambil nomor</h1>
<form method="post" action="/kiosk?a=1&amp;b=2">
<input type="hidden" name="csrf_token" value="x">
<label for="nik">NIK</label> <input id="nik" name="nik" autofocus>
<button>Lanjut</button>
</form>
<a href="https://www.lapor.go.id">LAPOR!</a>
</main>
</body>
</html>
"""


def test_a_good_page_has_no_fault():
    assert check(PAGE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("<!doctype html>\n", "", "doctype"),
        (' lang="id"', "", "<html> has no lang"),
        ("<title>Ambil nomor. Pulih</title>", "", "no <title>"),
        ("Ambil nomor. Pulih</title>", " </title>", "no <title>"),
        ('id="nik"', 'id="isi"', "id='isi' stands 2 times"),
        ('id="nik"', 'id="nomor induk"', "has the id 'nomor induk'"),
        ('<label for="nik"', '<label for="nama"', "for='nama' points at no id"),
        ('labelledby="judul"', 'labelledby="judu"', "aria-labelledby='judu' points at no id"),
        ('name="csrf_token" value="x"', 'name="csrf" value="x"', "has no csrf_token"),
        ('name="csrf_token" value="x"', 'name="csrf_token"', "has no csrf_token"),
        ('method="post"', 'method="POST" method="post"', "says method 2 times"),
        ("<h1 ", '<h1 style="color:red" ', "<h1> carries an inline style"),
        ("</head>", "<style>p {}</style></head>", "<style> carries an inline style"),
        ('<script src="/static/vendor/htmx.js" defer>', "<script>", "<script> is inline"),
        ("<button>", '<button onclick="go()">', "<button> runs onclick"),
        ("<button>", '<button hx-on:click="go()">', "<button> runs hx-on:click"),
        ("https://www.lapor.go.id", "javascript:go()", "<a> runs href"),
        ('src="/static', 'src="https://cdn.example', "fetches from another host"),
        ('href="/static/tokens', 'href="//cdn.example/tokens', "fetches from another host"),
        ("</main>", "", "</body> closes nothing that is open here"),
        ("</main>", "</p></main>", "</p> closes nothing that is open here"),
        ("<button>Lanjut</button>", "<p><b>Lanjut</p></b>", "</p> closes nothing"),
        ("<button>Lanjut</button>", "<button/>", "<button/> does not close itself"),
        ("<h1 ", "<p><div>x</div></p><h1 ", "unexpected-end-tag"),
        ("<h1 ", "<table><p>x</p></table><h1 ", "table-voodoo"),
    ],
)
def test_each_fault_of_a_page_is_named(right, wrong, fault):
    assert right in PAGE
    found = check(PAGE.replace(right, wrong, 1))
    assert any(fault in line for line in found), found


def test_a_page_that_stops_half_way_is_a_fault():
    assert any("<main> is never closed" in line for line in check(PAGE.partition("<svg")[0]))


def test_a_form_inside_a_form_is_a_fault():
    inner = '<form method="post"><input name="csrf_token" value="x"></form>'
    assert check(PAGE.replace("<button>", f"{inner}<button>")) != []


@pytest.mark.parametrize(
    "partial",
    [
        '<section id="ticket-panel" aria-labelledby="elsewhere"><p>A-017 & B-002</p></section>',
        "<tr><td>A-017</td></tr>",
        "<td>A-017</td>",
        "<tbody id='rows'><tr><td>A-017</td></tr></tbody>",
        "<option>Loket 1</option>",
        "",
    ],
)
def test_a_good_partial_needs_no_page_around_it(partial):
    assert check(partial, fragment=True) == []


@pytest.mark.parametrize(
    "partial",
    [
        '<form method="post"><button>Panggil</button></form>',
        '<p id="a"></p><p id="a"></p>',
        '<label for="nik">NIK</label>',
        "<section><p>A-017</section>",
    ],
)
def test_a_faulty_partial_is_caught(partial):
    assert check(partial, fragment=True) != []
