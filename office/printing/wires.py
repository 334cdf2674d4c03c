"""The lines to receipt printers. Every wait has its limit; what fails is an OSError."""

import os
import select
import socket
import time
from typing import Any, Protocol

from print_tables import Printer, PrinterKind

CONNECT = 3  # seconds
PIECE = 4096  # bytes written at once


class Wire(Protocol):
    def send(self, data: bytes, within: float) -> None: ...
    def hear(self, within: float) -> bytes: ...  # b"" for nothing in this time
    def close(self) -> None: ...


def reach(printer: Printer, within: float = CONNECT) -> Wire:
    """A line to a printer, open. Raises OSError when nobody is there."""
    if printer.kind == PrinterKind.NETWORK:
        return Network(printer.address, within)
    if printer.kind == PrinterKind.SERIAL:
        return Serial(printer.address)
    return File(printer.address) if printer.address.startswith("/") else Usb(printer.address)


class Network:
    def __init__(self, address: str, within: float) -> None:
        host, _, port = address.rpartition(":")
        self._socket = socket.create_connection((host.strip("[]"), int(port)), within)

    def send(self, data: bytes, within: float) -> None:
        self._socket.settimeout(within)
        self._socket.sendall(data)

    def hear(self, within: float) -> bytes:
        self._socket.settimeout(max(within, 0.001))
        try:
            heard = self._socket.recv(PIECE)
        except TimeoutError:
            return b""
        if not heard:
            raise ConnectionResetError("closed by the printer")
        return heard

    def close(self) -> None:
        self._socket.close()


class File:
    """A line that the system shows as a file: /dev/usb/lp0."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))

    def send(self, data: bytes, within: float) -> None:
        until, rest = time.monotonic() + within, memoryview(data)
        while rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([], [self._file], [], left)[1]:
                raise TimeoutError("the printer takes no more")
            rest = rest[os.write(self._file, rest[:PIECE]) :]

    def hear(self, within: float) -> bytes:
        if not select.select([self._file], [], [], within)[0]:
            return b""
        try:
            return os.read(self._file, PIECE)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        os.close(self._file)


class Serial:
    def __init__(self, address: str) -> None:
        import serial  # only where there is such a printer

        device, _, baud = address.rpartition(":")
        self._port = serial.Serial(device, int(baud), timeout=0, write_timeout=1)

    def send(self, data: bytes, within: float) -> None:
        # SerialTimeoutException is an OSError
        self._port.write_timeout = within + len(data) * 11 / self._port.baudrate
        self._port.write(data)
        self._port.flush()

    def hear(self, within: float) -> bytes:
        self._port.timeout = within
        heard: bytes = self._port.read(1)
        return heard + self._port.read(self._port.in_waiting) if heard else b""

    def close(self) -> None:
        self._port.close()


class Usb:
    """Straight to a printer that the system shows no file of: its maker's and its own number."""

    def __init__(self, address: str) -> None:
        import usb.core
        import usb.util

        maker, product = (int(part, 16) for part in address.split(":"))
        try:
            self._device: Any = usb.core.find(idVendor=maker, idProduct=product)
        except usb.core.NoBackendError as error:
            raise OSError("libusb is missing") from error
        if self._device is None:
            raise OSError("no such printer is plugged in")
        self._release = usb.util.dispose_resources
        try:
            if self._device.is_kernel_driver_active(0):
                self._device.detach_kernel_driver(0)
        except NotImplementedError:  # of Windows
            pass
        ends = self._device.get_active_configuration()[(0, 0)]
        for end in ends:
            inward = usb.util.endpoint_direction(end.bEndpointAddress) == usb.util.ENDPOINT_IN
            setattr(self, "_in" if inward else "_out", end)

    _in: Any = None
    _out: Any = None

    def send(self, data: bytes, within: float) -> None:
        until = time.monotonic() + within
        for start in range(0, len(data), PIECE):
            left = max(1, int(1000 * (until - time.monotonic())))
            self._out.write(data[start : start + PIECE], left)

    def hear(self, within: float) -> bytes:
        if self._in is None:
            time.sleep(within)
            return b""
        try:
            return bytes(self._in.read(64, max(1, int(1000 * within))))
        except OSError as error:  # USBError; a time limit is none of our troubles
            if error.errno == 110 or "timeout" in str(error).lower():
                return b""
            raise

    def close(self) -> None:
        self._release(self._device)
