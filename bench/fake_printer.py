"""A receipt printer on a socket, well or not, that reads what it is sent as paper.

python -m bench.fake_printer --port 9100 --plays ok
"""

import argparse
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

# What it can play: after four lines, half closes the line and out_midway runs out of paper.
PLAYS = ("ok", "near_end", "paper_out", "cover", "unplugged", "hang", "slow", "mute")
PLAYS += ("half", "out_midway", "twice", "garbage", "chatter")


@dataclass
class Paper:
    """What one job put on paper: lines of text, pictures as rows of dots, and cuts."""

    lines: list[str] = field(default_factory=list)
    rasters: list[tuple[int, bytes]] = field(default_factory=list)  # bytes of a row, all rows
    sizes: list[tuple[int, int]] = field(default_factory=list)  # how wide and high each line is
    cuts: int = 0
    unread: bytes = b""  # what it does not know

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def pictures(self) -> list[list[list[int]]]:
        """Each as rows of dots, 1 for black."""
        return [
            [_dots(rows[at : at + wide]) for at in range(0, len(rows), wide)]
            for wide, rows in self.rasters
        ]


def _dots(row: bytes) -> list[int]:
    return [byte >> (7 - bit) & 1 for byte in row for bit in range(8)]


class FakePrinter:
    """Listens until closed. `papers` are the jobs that came out whole."""

    def __init__(self, plays: str = "ok", *, port: int = 0, counts: bool = True) -> None:
        self.plays, self.counts = plays, counts  # counts: gives a job's number back (GS ( H)
        self.papers: list[Paper] = []
        self.heard = bytearray()
        self._server = socket.create_server(("127.0.0.1", port))
        self.port = self._server.getsockname()[1]
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        if plays == "unplugged":
            self._server.close()
        else:
            self._thread.start()

    def __enter__(self) -> "FakePrinter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def close(self) -> None:
        for end in (self._server, *self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            self._open.append(line)
            threading.Thread(target=self.serve, args=(line,), daemon=True).start()

    def serve(self, line: socket.socket) -> None:
        """Obey what comes over one line until it ends."""
        with suppress(OSError), line:
            _Job(self, line).run()


class _Job:
    """One connection: its bytes are obeyed as they come."""

    def __init__(self, printer: FakePrinter, line: socket.socket) -> None:
        self._printer, self._line = printer, line
        self._paper, self._data, self._words = Paper(), b"", ""
        self._size = (1, 1)
        self._stopped = printer.plays in ("paper_out", "cover")
        self._spoke, self._turn = 0, len(printer._open)

    def run(self) -> None:
        if self._printer.plays == "chatter":
            threading.Thread(target=self._chatter, daemon=True).start()
        while piece := self._line.recv(4096):
            self._printer.heard += piece
            if self._printer.plays == "hang":
                time.sleep(3600)
            self._data += piece
            while self._data and self._obey():
                pass

    def _chatter(self) -> None:
        with suppress(OSError):
            while True:
                self._line.sendall(b"U" * 64)

    def answer(self, *told: int) -> None:
        plays = self._printer.plays
        self._spoke += 1
        if plays == "mute":
            return
        if plays == "slow":
            time.sleep(0.03)
        if plays == "garbage" and self._spoke > 4 * (self._turn % 2):
            told = tuple((one * 7 + self._spoke * 37) % 256 for one in (*told, 3, 5))
        self._line.sendall(bytes(told) * (2 if plays == "twice" else 1))

    def _obey(self) -> bool:
        """Obey the first command; False while it is not whole."""
        for start, (length, verb) in COMMANDS.items():
            if self._data.startswith(start):
                needed = length(self._data)
                if needed is None or len(self._data) < needed:
                    return False
                told, self._data = self._data[len(start) : needed], self._data[needed:]
                if start[0] == 0x10 or not self._stopped:
                    verb(self, told)
                return True
        if any(start.startswith(self._data) for start in COMMANDS):
            return False
        letter, self._data = self._data[:1], self._data[1:]
        if not self._stopped:
            self._print(letter)
        return True

    def _print(self, letter: bytes) -> None:
        if letter == b"\n":
            self._paper.lines.append(self._words)
            self._paper.sizes.append(self._size)
            self._words = ""
            self._break_off()
        elif b" " <= letter <= b"~":
            self._words += letter.decode()
        else:
            self._paper.unread += letter

    def _break_off(self) -> None:
        """In the middle of a job, where that is played."""
        if len(self._paper.lines) == 4 and self._printer.plays == "half":
            self._line.shutdown(socket.SHUT_RDWR)
            raise ConnectionResetError
        if len(self._paper.lines) == 4 and self._printer.plays == "out_midway":
            self._stopped = True

    def health(self, told: bytes) -> None:
        cover = self._printer.plays == "cover"
        out = self._stopped and not cover
        near = 0x0C if self._printer.plays == "near_end" or out else 0
        self.answer(
            {
                1: 0x12 | (0x08 if self._stopped else 0),
                2: 0x12 | (0x04 if cover else 0) | (0x20 if out else 0),
                3: 0x12,
                4: 0x12 | near | (0x60 if out else 0),
            }[told[0]]
        )

    def paper(self, _told: bytes) -> None:
        self.answer(0x03 if self._printer.plays == "near_end" else 0)

    def number(self, told: bytes) -> None:
        if self._printer.counts and len(told) == 8:
            self.answer(0x37, 0x22, *told[4:], 0)

    def picture(self, told: bytes) -> None:
        self._paper.rasters.append((told[1] + 256 * told[2], told[5:]))

    def size(self, told: bytes) -> None:
        wide, high = bool(told[0] & 0x20), bool(told[0] & 0x10)
        self._size = (1 + wide, 1 + high)

    def cut(self, told: bytes) -> None:
        self._paper.cuts += 1
        if told[0] == 0:  # the whole of it: the job is out
            self._printer.papers.append(self._paper)
            self._paper = Paper()

    def ignore(self, _told: bytes) -> None:
        """What changes nothing that is looked at."""


def _fixed(length: int) -> Callable[[bytes], int | None]:
    return lambda data: length


def _counted(data: bytes) -> int | None:
    """GS ( x pL pH: as many bytes as it says."""
    return 5 + data[3] + 256 * data[4] if len(data) >= 5 else None


def _raster(data: bytes) -> int | None:
    if len(data) < 8:
        return None
    return 8 + (data[4] + 256 * data[5]) * (data[6] + 256 * data[7])


Verb = Callable[[_Job, bytes], None]
COMMANDS: dict[bytes, tuple[Callable[[bytes], int | None], Verb]] = {
    b"\x10\x04": (_fixed(3), _Job.health),
    b"\x1b@": (_fixed(2), _Job.ignore),
    b"\x1b!": (_fixed(3), _Job.size),
    **{b"\x1b" + bytes([one]): (_fixed(3), _Job.ignore) for one in b"{E-Mtad3"},
    **{b"\x1d" + bytes([one]): (_fixed(3), _Job.ignore) for one in b"Bab!"},
    b"\x1dr": (_fixed(3), _Job.paper),
    b"\x1dV": (_fixed(3), _Job.cut),
    b"\x1dv0": (_raster, _Job.picture),
    b"\x1d(H": (_counted, _Job.number),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--plays", choices=PLAYS, default="ok")
    options = parser.parse_args()
    printer = FakePrinter(options.plays, port=options.port)
    print(f"{printer.plays}: {printer.address}", flush=True)
    shown = 0
    while True:
        time.sleep(0.2)
        for paper in printer.papers[shown:]:
            print(paper.text, f"({len(paper.rasters)} gambar, {paper.cuts} potong)", flush=True)
        shown = len(printer.papers)


if __name__ == "__main__":
    main()
