"""The page on which pictures and videos are brought for the walls."""

from io import BytesIO

from PIL import Image

from models import Slide
from office import founding
from office.walls import slides
from tests.strict_html import check

PAGE = "/staff/slides"
TOLD = {"title": "Syarat <KTP-el>", "place": "2", "seconds": "9"}
VIDEO = b"\x1a\x45\xdf\xa3 webm V_VP9"


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 36), "navy").save(file, "PNG")
    return file.getvalue()


def press(visitor, path="", htmx=False, **fields):
    return visitor.post(PAGE + path, fields, htmx=htmx, came_from=PAGE)


def in_pieces(visitor, content: bytes, **told):
    """As import.js sends it; what the last press was answered."""
    begun = press(visitor, "/begun", name="poster.webm", size=len(content), **told)
    if begun.status_code != 200:
        return begun
    half = len(content) // 2
    for at in (0, half):
        piece = content[at : at + half] if at == 0 else content[half:]
        answer = visitor.client.post(
            f"{begun.json['pieces']}?offset={at}",
            data=piece,
            content_type="application/octet-stream",
            headers={"X-CSRFToken": visitor.token, "Sec-Fetch-Site": "same-origin"},
        )
        assert answer.status_code == 204
    return visitor.post(begun.json["ends"], {}, came_from=PAGE)


def test_a_small_picture_is_brought_in_one_piece_without_javascript(rina):
    assert check(rina.get(PAGE).text) == []
    file = (BytesIO(picture()), "poster.png")
    answer = rina.post(PAGE, {**TOLD, "file": file}, came_from=PAGE)
    slide = Slide.get()
    assert answer.status_code == 303
    assert (slide.title, slide.place, slide.seconds) == ("Syarat <KTP-el>", 2, 9)
    page = rina.get(PAGE).text
    assert ("9 detik" in page, check(page)) == (True, [])
    shown = rina.get(f"{PAGE}/{slide.id}/picture")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")


def test_a_video_is_brought_in_pieces_changed_and_taken_down(rina):
    rina.get(PAGE)
    assert in_pieces(rina, VIDEO).status_code == 204
    slide = Slide.get()
    assert (slide.title, slide.size) == ("poster", len(VIDEO))
    press(rina, f"/{slide.id}/changes", **TOLD)
    page = rina.get(PAGE).text
    assert ("Syarat &lt;KTP-el&gt;" in page, check(page)) == (True, [])
    assert rina.get(f"{PAGE}/{slide.id}/picture").status_code == 404
    press(rina, f"/{slide.id}/takedowns", htmx=True)
    assert slides.standing(slide.office) == []
    assert press(rina, f"/{slide.id}/takedowns").status_code == 409


def test_what_is_no_picture_is_told_in_words(rina):
    rina.get(PAGE)
    answer = in_pieces(rina, b"no picture at all")
    assert (answer.status_code, "bukan gambar" in answer.text) == (422, True)
    answer = rina.post(PAGE, {**TOLD, "file": (BytesIO(b"x" * 1_200_000), "x.png")}, came_from=PAGE)
    assert (answer.status_code, "terlalu besar untuk dikirim" in answer.text) == (413, True)
    assert Slide.select().count() == 0


def test_another_offices_picture_is_not_there(rina, people, clock):
    other = founding.found("LAIN", "Lain", "Lain", "Asia/Jakarta", at=clock())
    told = {"by": people.admin, "at": clock()}
    key = slides.begin(other, len(VIDEO), title="Lain", zone="", place=1, seconds=9, **told)
    slides.append(key, 0, VIDEO, **told)
    slide = slides.finish(key, **told)
    assert "Lain" not in rina.get(PAGE).text
    assert press(rina, f"/{slide.id}/takedowns").status_code == 404
    assert rina.get(f"{PAGE}/{slide.id}/picture").status_code == 404
