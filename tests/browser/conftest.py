"""A real Chromium before a real server, which runs in this process so that a test owns its clock.

The browser knows the server as http://pulih.test: not localhost, so that no rule is tried only
under the kindness browsers keep for their own machine.
"""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest
import waitress
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.chromium import browser_path
from models import Device, DeviceKind
from office import made, procedures, queue, tickets
from office.ministry import lembar
from tests.conftest import PASSWORD

HOST = "pulih.test"
KIOSK_SCREEN = {"width": 1080, "height": 1920}
STAFF_SCREEN = {"width": 1440, "height": 900}
WALL_SCREEN = {"width": 1920, "height": 1080}
PHONE_SCREEN = {"width": 390, "height": 844}


class Server:
    """The application behind waitress; can be stopped and started again on the same port."""

    def __init__(self, app) -> None:
        self.app = app
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self.start()

    def start(self) -> None:
        self._server = waitress.create_server(
            self.app,
            host="127.0.0.1",
            port=self.port,
            threads=8,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=True,
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the door and hang up on everyone, as a dead process does."""
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        self._server.close()
        self._server.task_dispatcher.shutdown()  # its threads hold a connection each
        self._thread.join(timeout=5)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
                "--autoplay-policy=no-user-gesture-required",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def server(app) -> Iterator[Server]:
    server = Server(app)
    yield server
    server.stop()


@pytest.fixture
def open_page(chromium: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """open_page("/kiosk", size=KIOSK_SCREEN) in a browser of its own; faults on it fail the test.

    Says so when a page logs an error, breaks the content policy, or holds an id twice.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(path: str = "/", size=STAFF_SCREEN, javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=server.url, viewport=size, java_script_enabled=javascript, locale="id-ID"
        )
        context.set_default_timeout(8000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda line: _note(line, faults))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def _note(line, faults: list[str]) -> None:
    if "Content Security Policy" in line.text or "Content-Security-Policy" in line.text:
        faults.append(line.text)


@pytest.fixture
def sign_in(open_page) -> Callable[..., Page]:
    """sign_in("sari", counter=1): a browser of that officer's own."""

    def sign_in(username: str, counter: int | None = None, size=STAFF_SCREEN, **how) -> Page:
        page = open_page("/staff", size=size, **how)
        page.get_by_label("Nama pengguna").fill(username)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        if counter:
            page.goto("/staff/counters")
            page.get_by_role("button", name=f"Loket {counter}", exact=False).first.click()
        return page

    return sign_in


@pytest.fixture
def call(people, counters, clock):
    """call(counter): the next number called there, at once, whoever is there left unserved."""

    def call(number: int = 1) -> str:
        desk = counters[number]
        if here := tickets.at_counter(desk):
            queue.hold(here, by=people.sari, at=clock(), counter=desk)
        return queue.call_next(desk, by=people.sari, at=clock()).label

    return call


@pytest.fixture
def crowd(draw):
    """crowd(n): n numbers drawn."""
    return lambda count: [draw().label for _ in range(count)]


@pytest.fixture
def approved(people, decide, clock):
    """approved(7): a lembar of that many rows, initialled twice and approved for signature."""

    def approved(count: int):
        row = lembar.NewRow("6401010101900001", "6401010101900002", "G2", "Satu orang dua NIK")
        told = {"reference": "470/1", "dated": clock().date(), "by": people.staf, "at": clock()}
        case = lembar.open_lembar(procedures.newest("anomali-data"), [row] * count, **told)
        case = decide(case, "received", people.staf)
        case = decide(case, "examined", people.staf, work=made.Work(text="Cocok."))
        for who in (people.kasi, people.kabid, people.kadis):
            case = decide(case, "yes", who)
        return case

    return approved


def double_ids(page: Page) -> list[str]:
    """The ids that stand more than once on a page."""
    return page.evaluate(
        "() => { const seen = {}; document.querySelectorAll('[id]').forEach(e =>"
        " seen[e.id] = (seen[e.id] || 0) + 1);"
        " return Object.keys(seen).filter(id => seen[id] > 1); }"
    )


def wall(office) -> Device:
    return Device.get(Device.office == office, Device.kind == DeviceKind.WALL)


def stopped(page):
    """The page with its clock in the test's hand: it moves by page.clock.run_for only."""
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(3600)
    page.wait_for_load_state("networkidle")  # the last poll of its own has been answered
    return page


@pytest.fixture
def loket(sign_in):
    """Sari's browser at counter 1."""
    page = sign_in("sari", counter=1)
    page.wait_for_url("**/staff/counter")
    return page
