"""The pictures and letters of every face come from here, and the phone carries none."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "static"
STYLES = {path.name: path.read_text() for path in STATIC.glob("*.css")}
ICONS = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))


def test_every_icon_a_page_shows_is_in_the_sprite():
    pages = [path.read_text() for path in (ROOT / "templates").rglob("*.*")]
    asked = {name for page in pages for name in re.findall(r"icons\.svg#([\w-]+)", page)}
    assert asked <= ICONS


def test_no_style_fetches_from_another_host():
    fetched = {
        (name, place)
        for name, css in STYLES.items()
        for place in re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')]+)", css)
    }
    assert {(name, place) for name, place in fetched if "//" in place} == set()
    assert all((STATIC / place).is_file() for _, place in fetched)


def test_only_one_style_brings_the_web_font():
    assert [name for name, css in STYLES.items() if "@font-face" in css] == ["font.css"]


def test_the_phone_reads_in_its_own_font():
    pages = [path.read_text() for path in (ROOT / "templates" / "track").rglob("*.html")]
    assert [page for page in pages if "font.css" in page] == []
    assert "--font: system-ui" in STYLES["track.css"]


def test_a_browser_ticks_nothing_again_in_a_list_that_has_changed():
    pages = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    forms = [form for page in pages for form in re.findall(r'<form[^>]*class="stack"[^>]*', page)]
    assert forms
    assert [form for form in forms if 'autocomplete="off"' not in form] == []
