"""The server dies and comes back: kiosk, counter and wall go on, and nobody sees an error page."""

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from models import Ticket
from office import queue
from tests.browser.conftest import HOST, KIOSK_SCREEN, PHONE_SCREEN, WALL_SCREEN
from tests.track.conftest import link

pytestmark = pytest.mark.browser


class Proxy:
    """A tiny reverse proxy: hands everything on; after `fail(n)` the next n get a 502."""

    def __init__(self, port: int) -> None:
        self.behind, self.failing, self.failed = port, 0, 0
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def hand_on(self) -> None:
                proxy.hand_on(self)

            do_GET = do_POST = do_HEAD = hand_on

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://{HOST}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def fail(self, times: int) -> None:
        self.failing, self.failed = times, 0

    def hand_on(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
        if self.failing:
            self.failing, self.failed = self.failing - 1, self.failed + 1
            self._answer(asked, 502, [], b"<h1>502 Bad Gateway</h1>")
            return
        behind = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=8)
        behind.request(asked.command, asked.path, body, dict(asked.headers))
        answer = behind.getresponse()
        self._answer(asked, answer.status, answer.getheaders(), answer.read())

    def _answer(self, asked, status: int, headers: list, body: bytes) -> None:
        asked.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                asked.send_header(name, value)
        if status != 204:
            asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def proxy(server) -> Iterator[Proxy]:
    proxy = Proxy(server.port)
    yield proxy
    proxy.stop()


@pytest.fixture
def ask(open_page):
    """ask(base): a kiosk at its first question."""

    def ask(base: str = ""):
        page = open_page(f"{base}/kiosk", size=KIOSK_SCREEN)
        page.get_by_role("button", name="Data saya salah atau ditolak").click()
        expect(page.get_by_role("heading", name="Data siapa yang bermasalah?")).to_be_visible()
        return page

    return ask


def test_the_wall_comes_back_by_itself(open_page, server, draw, people, counters, clock):
    wall = open_page("/display/hall", size=WALL_SCREEN)
    draw()
    server.stop()
    wall.wait_for_timeout(1500)
    ticket = queue.call_next(counters[2], by=people.sari, at=clock())
    server.start()
    expect(wall.locator(".call[data-new] b").first).to_have_text(ticket.label, timeout=5000)
    expect(wall.locator("body")).to_have_attribute("data-state", "hidup")


def test_a_press_at_the_kiosk_waits_for_the_server(ask, server):
    kiosk = ask()
    server.stop()
    kiosk.get_by_role("button", name="Data saya sendiri").click()
    expect(kiosk.get_by_text("Sebentar, sambungan terputus.")).to_be_visible()
    server.start()
    expect(kiosk.get_by_role("heading", name="Apakah KK terbitan")).to_be_visible()


def test_the_kiosk_keeps_its_answers_over_a_restart(ask, server):
    kiosk = ask()
    kiosk.get_by_role("button", name="Data saya sendiri").click()
    expect(kiosk.get_by_role("heading", name="Apakah KK terbitan")).to_be_visible()
    server.stop()
    server.start()
    kiosk.get_by_role("button", name="Ya", exact=True).click()
    expect(kiosk.get_by_role("heading", name="Di mana data itu ditolak?")).to_be_visible()


def test_who_left_a_dead_kiosk_gets_no_number_when_it_wakes(ask, server):
    """They were sent to Petugas Informasi, who gave them one on paper."""
    kiosk = ask()
    kiosk.clock.install()
    kiosk.reload()
    server.stop()
    kiosk.get_by_role("button", name="Data saya sendiri").click()
    told = kiosk.get_by_role("alert").filter(has_text="Silakan ke Petugas Informasi")
    expect(kiosk.get_by_text("Layar ini melanjutkan sendiri")).to_be_visible()
    kiosk.clock.fast_forward(61_000)
    expect(told.locator(".long")).to_be_visible()
    server.start()
    kiosk.clock.fast_forward(2_000)
    expect(kiosk.get_by_role("heading", name="Apa keperluan Anda?")).to_be_visible()


def test_the_counter_says_it_is_cut_off_and_goes_on(sign_in, server, draw):
    label = draw().label
    counter = sign_in("sari", counter=1)
    expect(counter.get_by_role("button", name="Panggil berikutnya")).to_be_visible()
    server.stop()
    expect(counter.locator("#offline")).to_be_visible()
    server.start()
    expect(counter.locator("#offline")).to_be_hidden()
    counter.get_by_role("button", name="Panggil berikutnya").click()
    expect(counter.locator("#call-panel .number")).to_have_text(label)
    assert Ticket.get().calls == 1


def test_the_phone_says_it_waits_and_goes_on(open_page, server, draw, people, counters, clock):
    ticket = draw()
    phone = open_page(link(ticket), size=PHONE_SCREEN)
    server.stop()
    expect(phone.get_by_text("Belum tersambung.")).to_be_visible(timeout=7000)
    queue.call(ticket, counters[2], by=people.sari, at=clock())
    server.start()
    expect(phone.locator(".says")).to_contain_text("Silakan ke Loket 2.", timeout=8000)
    expect(phone.get_by_text("Belum tersambung.")).to_be_hidden()


def test_everyone_survives_a_502(open_page, ask, proxy, draw, people, counters, clock):
    wall = open_page(f"{proxy.url}/display/hall", size=WALL_SCREEN)
    kiosk = ask(proxy.url)
    draw()
    proxy.fail(3)
    ticket = queue.call_next(counters[2], by=people.sari, at=clock())
    kiosk.get_by_role("button", name="Data saya sendiri").click()
    expect(wall.locator(".call b").first).to_have_text(ticket.label, timeout=5000)
    expect(kiosk.get_by_role("heading", name="Apakah KK terbitan")).to_be_visible()
    assert proxy.failed == 3
