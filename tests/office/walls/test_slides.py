"""Pictures and videos for the walls: looked into, made anew, in their order, gone when ended."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from models import Slide
from office import founding
from office.errors import Incomplete, NotFound, Refused, Stale
from office.walls import films, slides, walls

TOLD = {"title": "Syarat KTP-el hilang", "zone": "", "place": 1, "seconds": 12}


def box(name: bytes, content: bytes = b"") -> bytes:
    return (8 + len(content)).to_bytes(4) + name + content


def mp4(codec: bytes = b"avc1") -> bytes:
    return box(b"ftyp", b"isom0000") + box(b"mdat", b"x" * 90) + box(b"moov", b"trak" + codec)


def picture(format: str = "PNG", size: tuple[int, int] = (40, 30), **how) -> bytes:
    file = BytesIO()
    Image.new("RGBA" if format == "PNG" else "RGB", size, "red").save(file, format, **how)
    return file.getvalue()


@pytest.fixture
def bring(office, people, clock):
    """bring(content, title=…): as Rina does it, in two pieces."""

    def bring(content: bytes, **told) -> Slide:
        by = {"by": people.rina, "at": clock()}
        key = slides.begin(office, len(content), **by, **TOLD | told)
        half = len(content) // 2
        slides.append(key, 0, content[:half], **by)
        slides.append(key, half, content[half:], **by)
        return slides.finish(key, **by)

    return bring


def files() -> list[str]:
    return sorted(path.name for path in slides.folder().glob("*"))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_made_anew_and_carries_nothing_else(bring, format):
    secret = {"exif": Image.Exif()} if format != "PNG" else {}
    if secret:
        secret["exif"][0x010E] = "TANDA TANGAN"
    slide = bring(picture(format, (2400, 600), **secret))
    path = slides.folder() / slide.file
    shown = Image.open(path)
    assert (shown.format, shown.size, slide.size) == ("JPEG", (1920, 480), path.stat().st_size)
    assert b"TANDA" not in path.read_bytes()
    assert len(slide.file) == 36 and files() == [slide.file]


@pytest.mark.parametrize(
    ("content", "ending"), [(mp4(), ".mp4"), (b"\x1a\x45\xdf\xa3....webm..V_VP9", ".webm")]
)
def test_a_video_a_browser_plays_is_kept_as_it_came(bring, content, ending):
    slide = bring(content)
    assert slide.file.endswith(ending)
    assert (slides.folder() / slide.file).read_bytes() == content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg onload=alert(1)>", "bukan gambar"),
        (b"\xff\xd8\xff" + b"x" * 100, "bukan gambar"),
        (picture("PNG")[:60], "bukan gambar"),
        (picture("PNG", (8000, 6000)), "40 juta piksel"),
        (mp4(b"hvc1"), "HEVC"),
        (mp4()[:-30], "tidak utuh"),
        (mp4()[:16] + box(b"free") * films.MOST_BOXES + mp4(), "tidak utuh"),
        (b"\x1a\x45\xdf\xa3....webm..V_MPEGH", "tidak dapat diputar"),
    ],
)
def test_what_no_wall_could_show_is_refused_and_leaves_no_file(bring, refused, content, sentence):
    with refused(Incomplete, sentence):
        bring(content)
    assert files() == []


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"title": "  "}, "Tulis apa isi"),
        ({"title": "x" * 81}, "paling banyak 80"),
        ({"title": "KTP 3500 0000 0000 0000"}, "tidak boleh memuat NIK"),
        ({"seconds": 4}, "5 sampai 120 detik"),
        ({"place": 100}, "urutan 1 sampai 99"),
        ({"zone": "Lantai 9"}, "Pilih zona"),
    ],
)
def test_what_is_typed_beside_it_is_asked_for_before_it_is_sent(bring, refused, told, sentence):
    with refused(Incomplete, sentence):
        bring(picture(), **told)
    assert not slides.folder().exists()


@pytest.mark.parametrize("size", [0, slides.LARGEST + 1])
def test_a_size_that_is_none_is_refused(office, people, clock, refused, size):
    with refused(Incomplete, "paling besar 100 MB"):
        slides.begin(office, size, by=people.rina, at=clock(), **TOLD)


def test_one_file_is_looked_into_at_a_time(bring, refused):
    with slides.desk, refused(Refused, "Gambar lain sedang diolah"):
        bring(picture())
    assert files() and bring(picture()).file in files()  # what was sent waits for who goes on
    assert not slides.desk.locked()


def test_pieces_come_in_order_from_one_officer(office, people, clock, refused):
    by = {"by": people.rina, "at": clock()}
    key = slides.begin(office, 10, **by, **TOLD)
    slides.append(key, 0, b"12345", **by)
    slides.append(key, 0, b"12345", **by)  # said twice
    with refused(Stale, "tidak urut"):
        slides.append(key, 7, b"123", **by)
    with refused(Stale, "tidak urut"):
        slides.append(key, 5, b"123456", **by)
    with refused(Stale, "belum terkirim"):
        slides.finish(key, **by)
    with refused(NotFound, "tidak sedang dikirim"):
        slides.append(key, 5, b"1", by=people.lead, at=clock())
    slides.sweep(at=clock() + timedelta(minutes=3))
    with refused(NotFound, "tidak sedang dikirim"):
        slides.finish(key, **by)
    assert files() == []


def test_they_are_shown_in_their_order_to_their_zone_and_never_without_a_file(
    bring, office, people, clock
):
    walls.divide(office, {1: "Lantai 1"}, by=people.admin, at=clock())
    last, first, above = bring(picture()), bring(picture()), bring(mp4())
    told = {"by": people.lead, "at": clock()}
    slides.arrange(last, **TOLD | {"place": 9}, **told)
    slides.arrange(above, **TOLD | {"zone": "Lantai 1"}, **told)
    assert [one.id for one in slides.shown(office, "")] == [first.id, last.id]
    assert [one.id for one in slides.shown(office, "Lantai 1")] == [first.id, above.id, last.id]
    (slides.folder() / first.file).unlink()
    assert [one.id for one in slides.shown(office, "")] == [last.id]


def test_what_is_taken_down_is_gone_and_its_row_is_kept(bring, office, people, clock, refused):
    slide, told = bring(picture()), {"by": people.lead, "at": clock()}
    slides.take_down(slide, **told)
    assert (files(), slides.standing(office)) == ([], [])
    assert Slide.get_by_id(slide.id).ended_by_id == people.lead.id
    for verb in (slides.take_down, lambda one, **by: slides.arrange(one, **TOLD, **by)):
        with refused(Refused, "sudah diturunkan"):
            verb(slide, **told)


def test_another_office_does_not_show_it(bring, office, clock):
    slide = bring(picture())
    other = founding.found("LAIN", "Lain", "Lain", "Asia/Jakarta", at=clock())
    assert slides.path_of(office, slide.file)
    assert slides.path_of(other, slide.file) is None
    assert slides.path_of(office, "../pulih.key") is None


def test_there_is_room_for_so_many_and_no_more(bring, refused):
    for _ in range(slides.MOST):
        bring(mp4())
    with refused(Refused, "sudah penuh"):
        bring(mp4())
