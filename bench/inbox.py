"""The ministry's lists: one of 62,000 rows brought through its page while kiosks submit."""

import asyncio
import json
import random
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from typing import Any

import psutil
import xlsxwriter

from bench import ladder
from bench.browser import Browser, connections, expect
from bench.figures import in_ms
from bench.kiosk import walk
from bench.register import press
from bench.scene import PASSWORD, Scene, furnished, now
from bench.server import Server, serving
from office import founding
from office.register import synthetic_names

ROWS = 62_000
PRESSES = 120
AGAIN = 0.1  # seconds between two looks at how far it is
WEIGHED = 0.05  # seconds between two looks at the memory
HEAD = ("No", "NIK", "NIK Ganda", "No KK", "Nama Lengkap", "Tgl Lahir", "Alamat", "Kelurahan")
HEAD += ("Kecamatan", "Kab/Kota", "Jenis Anomali", "Keterangan")
TROUBLES = ("Tanggal lahir tidak valid", "Nama tidak lazim", "Rekam Ganda", "NIK tidak ditemukan")


def measure(count: int = 0) -> dict[str, object]:
    with furnished(kiosks=8) as scene:
        hired = {"password": PASSWORD, "at": now()}
        founding.hire(scene.office, "staf", "Staf", ["staff"], **hired)
        figures = asyncio.run(_measure(scene, count or ROWS))
    up = ladder.measure(count)  # an office of its own: all the lembar of such a letter
    return figures | {"bulk_s": up["bulk_s"], "bulk_kiosk_p99_ms": up["kiosk_p99_ms"]}


def rows(count: int, *, seed: int) -> Iterator[tuple[str, ...]]:
    """Invented people of an invented list; no region has the code 99."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        nik, other = (f"99010{chance.randrange(10**5):05}{number:06}"[:16] for _ in range(2))
        trouble, village = chance.choice(TROUBLES), chance.choice(synthetic_names.VILLAGES)
        where = ("Jl. Contoh No. 1", str(village), "Contoh", "Kabupaten Uji")
        who = (str(number), nik, other if "Ganda" in trouble else "", f"9901{number:012}")
        yield (*who, f"CONTOH {number}", "01-01-1990", *where, trouble, f"{trouble}: periksa")


def book(count: int, *, seed: int) -> bytes:
    """A list as the ministry sends it: a title, then headings, then rows, every cell a text."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Anomali")
        sheet.write_string(0, 0, "DAFTAR DATA ANOMALI DAN GANDA")
        for line, row in enumerate((HEAD, *rows(count, seed=seed)), start=2):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, cell)
    return file.getvalue()


def text(count: int, *, seed: int) -> bytes:
    return "\n".join(map(";".join, (HEAD, *rows(count, seed=seed)))).encode()


async def _measure(scene: Scene, count: int) -> dict[str, object]:
    file = book(count, seed=1)
    with serving(scene) as server:
        async with connections(8) as net:
            staff = Browser(net, server.url)
            await staff.get("/staff/sign-in")
            expect(await staff.post("/staff/sign-in", username="staf", password=PASSWORD), 303)
            letter = await _book(staff)

            async def meanwhile(
                work: Coroutine[Any, Any, float],
            ) -> tuple[float, float, list[float]]:
                """How long it takes, the memory it takes, what each press at a kiosk waits."""
                visits = await walk(scene, server, net, PRESSES)
                with _Weighed(server) as weight:
                    working = asyncio.create_task(work)
                    waits = await press(visits, working.done)
                    return await working, weight.most / 2**20, waits

            took, weight, waits = await meanwhile(_import(staff, letter, file))
            back_s, back_mb, slowed = await meanwhile(_give_back(staff, letter))
            text_s = await _import(staff, letter, text(count, seed=2))
    return {
        "rows": count,
        "import_s": round(took, 1),
        "import_mb": round(weight, 1),
        "import_csv_s": round(text_s, 1),
        "kiosk_p99_ms": in_ms(waits, 0.99),
        "kiosk_max_ms": in_ms(waits, 1),
        "presses": len(waits),
        "answer_s": round(back_s, 1),
        "answer_mb": round(back_mb, 1),
        "answer_kiosk_p99_ms": in_ms(slowed, 0.99),
    }


async def _book(staff: Browser) -> str:
    """The address of a letter booked just now."""
    await staff.get("/staff/inbox")
    dated = (now() - timedelta(days=3)).date().isoformat()
    answer = await staff.post("/staff/inbox", reference="400.8/1/Uji", dated=dated)
    return expect(answer, 303).headers["Location"]


async def _import(staff: Browser, letter: str, file: bytes) -> float:
    """From the first byte sent until its rows are shown; nobody reads the preview."""
    await staff.get(letter)
    began = time.perf_counter()
    sizes = {"name": "daftar", "size": str(len(file))}
    to = json.loads((await staff.post(f"{letter}/lists/begun", **sizes)).text)
    for offset in range(0, len(file), to["piece"]):
        piece = file[offset : offset + to["piece"]]
        expect(await staff.send(f"{to['pieces']}?offset={offset}", piece), 204)
    expect(await staff.post(to["ends"]), 204)
    page = await _until(staff, letter, "Masukkan ")
    look = page.partition('name="look" value="')[2].partition('"')[0]
    confirm = to["ends"].replace("/ends", "/confirmations")
    expect(await staff.post(confirm, look=look), 303)
    await _until(staff, letter, " baris dimasukkan;")
    return time.perf_counter() - began


async def _give_back(staff: Browser, letter: str) -> float:
    """The whole list back as it came, asked for once its page is open."""
    page = expect(await staff.get(f"{letter}/answer"), 200).text
    file = page.partition('name="file" value="')[2].partition('"')[0]
    began = time.perf_counter()
    asked = {"file": file, "of": "now", "open_for": "Uji"}
    expect(await staff.post(f"{letter}/answer/lists", **asked), 200)
    return time.perf_counter() - began


async def _until(staff: Browser, letter: str, word: str) -> str:
    """The region as soon as it says this; once nothing is under way, the page."""
    while word not in (page := (answer := await staff.get(f"{letter}/state")).text):
        if answer.status == 303:
            page = expect(await staff.get(letter), 200).text
            if word in page:
                break
        await asyncio.sleep(AGAIN)
    return page


class _Weighed:
    """The most memory that a server and the processes beside it hold together."""

    def __init__(self, server: Server) -> None:
        self.most, self._server = 0, psutil.Process(server.process.pid)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "_Weighed":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(WEIGHED):
            with suppress(psutil.NoSuchProcess):
                everyone = [self._server, *self._server.children(recursive=True)]
                self.most = max(self.most, sum(one.memory_info().rss for one in everyone))
