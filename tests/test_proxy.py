"""Behind a proxy: who asks, and who may say so."""

import json
import threading
import urllib.request

import pytest
import waitress
from flask import Flask, request

import cli


@pytest.fixture
def told(monkeypatch):
    """told(tls=True): how the server sees who asks, when a proxy says it is somebody else."""

    def told(*, tls: bool, proxy: str = "127.0.0.1") -> list[str]:
        monkeypatch.setenv("PULIH_PROXY", proxy)
        echo = Flask("echo")
        echo.config["TLS"] = tls
        echo.add_url_rule("/", "who", lambda: [request.remote_addr, request.scheme])
        server = waitress.create_server(echo, host="127.0.0.1", port=0, **cli.behind(echo))
        threading.Thread(target=server.run, daemon=True).start()
        address = f"http://127.0.0.1:{server.effective_port}/"
        asked = urllib.request.Request(address, headers={"X-Forwarded-For": "192.0.2.7"})
        try:
            return json.load(urllib.request.urlopen(asked, timeout=10))
        finally:
            server.close()

    return told


def test_a_proxy_says_who_asks(told):
    assert told(tls=True) == ["192.0.2.7", "https"]


def test_nobody_else_says_who_asks(told):
    assert told(tls=True, proxy="192.0.2.1") == ["127.0.0.1", "https"]


def test_without_a_proxy_nobody_says_who_asks(told):
    assert told(tls=False) == ["127.0.0.1", "http"]
