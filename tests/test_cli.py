"""The command, as an administrator types it: each test starts the real program."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from functools import partial
from pathlib import Path

import pytest

import cli
import database
from models import Device, Event, Office, Officer, Ticket
from office import devices
from office.register import register
from tests.conftest import KEY

ROOT = Path(__file__).parents[1]
OFFICE = tuple("--code A1 --register own --name Dinas --region Aceh --zone Asia/Jakarta".split())  # noqa: SIM905


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def pulih(data):
    """pulih("serve") runs the command to its end: its exit code, its words and its complaints."""
    return partial(run, data)


@pytest.fixture(scope="module")
def founded(tmp_path_factory) -> Path:
    """A folder with a new office, made once."""
    data = tmp_path_factory.mktemp("founded") / "data"
    assert run(data, "init", *OFFICE).returncode == 0
    return data


@pytest.fixture
def ready(founded, data) -> Path:
    """A copy of that folder, of this test's own."""
    return shutil.copytree(founded, data)


@pytest.fixture
def start(data):
    """start("serve") leaves the program running: the process and its address."""
    running = []

    def start(*arguments: str, **environment: str):
        process = subprocess.Popen(
            [sys.executable, "-m", "cli", *arguments, "--port", str(free_port())],
            cwd=ROOT,
            env=surroundings(data, **environment),
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://\S+", line):
                return process, found[0], said
        raise AssertionError("".join(said))

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def run(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        cwd=ROOT,
        env=surroundings(data, **environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def surroundings(data: Path, **more: str) -> dict[str, str]:
    outer = {name: value for name, value in os.environ.items() if not name.startswith("PULIH_")}
    own = {"PULIH_DATA": str(data), "PULIH_ADMIN_PASSWORD": "kata sandi panjang"}
    return {**outer, "PYTHONIOENCODING": "utf-8", **own, **more}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def refused(done: subprocess.CompletedProcess, sentence: str) -> None:
    """One sentence on the way out, and no traceback."""
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def open_data(data: Path) -> None:
    database.db.open(data / "pulih.db", database.read_key(data / "pulih.key", create=False))


def status_of(ticket: Ticket) -> str:
    return Ticket.get_by_id(ticket.id).status


def test_init_makes_an_office_with_its_admin(ready):
    open_data(ready)
    assert (Office.get().name, Officer.get().username) == ("Dinas", "admin")
    database.db.close()


def test_a_log_that_has_not_every_letter_stops_nothing(pulih):
    assert pulih("init", "--code", "A→1", *OFFICE[2:]).returncode == 0
    done = pulih("audit", "verify", PYTHONIOENCODING="cp1252")
    assert (done.returncode, done.stdout.startswith("A?1: ")) == (0, True)


def test_no_file_is_read_in_the_computers_own_code_page(pulih, ready):
    done = pulih("audit", "verify", PYTHONWARNDEFAULTENCODING="1")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_house_reached_through_a_link_finds_its_files(tmp_path):
    (tmp_path / "link").symlink_to(ROOT, target_is_directory=True)
    program = "import sys; sys.path.insert(0, '.'); import app; print(app.STATIC)"
    words = [sys.executable, "-c", program]
    done = subprocess.run(
        words, cwd=tmp_path / "link", capture_output=True, text=True, check=True, timeout=60
    )
    assert Path(done.stdout.strip()) == ROOT.resolve() / "static"


def test_init_leaves_an_office_that_stands(pulih, ready):
    refused(pulih("init", *OFFICE), "sudah berisi kantor")
    refused(pulih("init", *OFFICE[:2], *OFFICE[4:]), "sudah berisi kantor")  # and asks nothing


def test_init_with_a_weak_password_can_be_tried_again(pulih, data):
    refused(pulih("init", *OFFICE, PULIH_ADMIN_PASSWORD="pendek"), "paling sedikit 12 huruf")
    assert pulih("init", *OFFICE).returncode == 0


def test_init_asks_which_register_is_the_offices_own(pulih, data):
    refused(pulih("init", *OFFICE[:2], *OFFICE[4:]), "--register siak (kantor yang memakai SIAK)")
    assert not data.exists()


@pytest.mark.parametrize(("typed", "mode"), [(["excel", " OWN "], "own"), ([""], "siak")])
def test_what_is_typed_at_the_first_start_counts(monkeypatch, data, typed, mode):
    monkeypatch.setattr("builtins.input", lambda _: typed.pop(0))
    for name, value in surroundings(data).items():
        monkeypatch.setenv(name, value)
    assert cli.main(["init", *OFFICE[:2], *OFFICE[4:]]) == 0
    assert (register.mode(), typed) == (mode, [])
    database.db.close()


def test_a_first_password_is_typed_twice_alike(monkeypatch, data, capsys):
    typed = ["kata sandi admin", "kata sandi adnin"]
    monkeypatch.setattr("cli.getpass", lambda _: typed.pop(0))
    for name, value in (surroundings(data) | {"PULIH_ADMIN_PASSWORD": ""}).items():
        monkeypatch.setenv(name, value)
    assert cli.main(["init", *OFFICE]) == 1
    assert "Kedua kata sandi tidak sama." in capsys.readouterr().err
    assert not Officer.select().exists() and not Office.select().exists()
    typed += ["kata sandi admin"] * 2
    assert (cli.main(["init", *OFFICE]), Officer.select().count()) == (0, 1)
    database.db.close()


def test_init_knows_its_zones(pulih):
    refused(pulih("init", *OFFICE[:-1], "Asia/Contoh"), "Zona waktu tidak dikenal")


def test_the_key_is_for_its_owner_only(ready):
    assert (ready / "pulih.key").stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_a_device_is_invited_with_a_code_that_enrols_it(pulih, ready):
    said = pulih("device", "kiosk", "Mesin 1").stdout
    code = re.search(r"ketik: (\w{5} \w{5})", said)[1]
    open_data(ready)
    device, _ = devices.enrol(code, at=cli.utc_now())
    assert (device.kind, Device.get().name) == ("kiosk", "Mesin 1")
    database.db.close()


def test_a_device_needs_an_office_that_exists(pulih, ready):
    refused(pulih("device", "wall", "Papan", "--office", "B2"), "Kantor B2 belum ada")


def test_an_honest_trail_is_verified(pulih, ready):
    done = pulih("audit", "verify")
    assert done.returncode == 0
    assert re.fullmatch(r"A1: \d entri utuh\n", done.stdout)


def test_a_changed_entry_is_named(pulih, ready):
    open_data(ready)
    for (trigger,) in database.db.execute_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'"
    ).fetchall():
        database.db.execute_sql(f"DROP TRIGGER {trigger}")
    Event.update(detail="other").where(Event.number == 2).execute()
    database.db.close()
    done = pulih("audit", "verify")
    assert (done.returncode, done.stdout) == (1, "A1: 1 entri utuh; entri 2 berubah\n")


def test_serving_needs_a_database(pulih, data):
    refused(pulih("serve"), "belum ada. Buat dengan `pulih init`")
    assert not data.exists()


def test_serving_needs_the_key_that_fits(pulih, ready):
    (ready / "pulih.key").write_text(KEY.hex())
    refused(pulih("serve"), "Kunci tidak cocok dengan basis data pulih.db")


def test_serving_needs_a_key_at_all(pulih, ready):
    (ready / "pulih.key").unlink()
    refused(pulih("serve"), "Kunci basis data tidak ada")
    assert not (ready / "pulih.key").exists()


def test_every_fault_of_the_procedures_is_listed(pulih, ready, tmp_path):
    sops = tmp_path / "sops"
    sops.mkdir()
    (sops / "a.v1.toml").write_text('id = "a"\nversion = 1\nbogus = 1\n')
    done = pulih("serve", PULIH_SOPS=str(sops))
    refused(done, "a.v1.toml: bogus: kunci tidak dikenal.")
    assert "a.v1.toml: title: wajib diisi." in done.stderr


def test_a_port_that_is_taken_is_said(pulih, ready):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused(pulih("serve", "--port", port), f"Alamat 127.0.0.1:{port} tidak dapat dipakai")


def test_an_engine_that_is_too_old_is_named(monkeypatch, capsys, folder):
    monkeypatch.setenv("PULIH_DATA", str(folder))
    monkeypatch.setattr(database, "OLDEST_SQLITE", (99, 0, 0))
    assert cli.main(["serve"]) == 1
    assert "terlalu lama: versi sebelum 99.0.0" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(pulih, data):
    data.write_text("a file where the folder should be")
    refused(pulih("init", *OFFICE), "tidak dapat memakai berkas atau basis data")


def test_the_server_answers_and_goes_quietly(start, ready):
    process, address, _ = start("serve")
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    process.terminate()
    assert process.wait(10) == 0 or sys.platform == "win32"


def test_yesterday_is_closed_when_the_program_starts(start, folder, draw):
    ticket = draw()
    start("serve", PULIH_DATA=str(folder))
    until = time.monotonic() + 10
    while (status := status_of(ticket)) == "waiting" and time.monotonic() < until:
        time.sleep(0.1)
    assert status == "lapsed"


def test_the_demo_leaves_a_real_office_alone(pulih, ready):
    refused(pulih("demo"), "Basis data ini milik kantor sungguhan")


@pytest.mark.slow
def test_the_demo_opens_at_once_and_again(start, data):
    process, address, said = start("demo")
    assert "Menyiapkan kantor demo" in "".join(said)
    for door in ("/", "/kiosk", "/display/hall", "/staff/sign-in"):
        with urllib.request.urlopen(address + door) as answer:
            assert answer.status == 200
    process.terminate()
    process.wait(10)
    _, _, said = start("demo")
    assert "Menyiapkan" not in "".join(said)
