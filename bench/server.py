"""The real server, and its floor, each in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bench.scene import ROOT, Scene

PATIENCE = 30  # seconds for a server to answer


class Server:
    """A server process on a port of its own; `ready_s` is how long its first answer took."""

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        self._command = [sys.executable, "-m", *module.split()]
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [*self._command, "--port", str(self.port)],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
        )
        while not self._answers():
            if self.process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise SystemExit(f"{' '.join(self._command)} tidak menjawab.")
            time.sleep(0.005)
        self.ready_s = time.perf_counter() - began

    def kill(self) -> None:
        """As a power switch does: no goodbye."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.url + "/", timeout=5).close()  # noqa: S310  our own
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


@contextmanager
def serving(scene: Scene) -> Iterator[Server]:
    """`pulih serve` on the scene's database."""
    with _running("cli serve", scene.environment) as server:
        yield server


@contextmanager
def floor(scene: Scene) -> Iterator[Server]:
    """The least that could give a number; see bench.floor."""
    folder = scene.folder / "floor"
    with _running("bench.floor", {"PULIH_DATA": str(folder)}) as server:
        yield server


@contextmanager
def _running(module: str, environment: Mapping[str, str]) -> Iterator[Server]:
    server = Server(module, environment)
    try:
        yield server
    finally:
        server.stop()
