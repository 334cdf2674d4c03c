"""A wall's own settings: for which counters it stands, how it looks, whether it speaks; and the
zones of a hall."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from database import find, locked, store, writing
from models import Counter, Device, DeviceKind, Office, Officer
from office import audit, texts
from office.audit import Happened
from office.errors import Incomplete, NotFound

LOOKS = {"gelap": "Gelap", "terang": "Terang", "kontras": "Kontras tinggi"}
LONGEST_ZONE = 24


@dataclass(frozen=True)
class Wall:
    """zone: whose counters' calls it shows and says; "" is all. moves: whether long texts run
    across it, or change page by page. tried: when it was last told to say something (ms)."""

    zone: str = ""
    look: str = "gelap"
    speaks: bool = True
    moves: bool = True
    tried: int = 0


def of(device: Device) -> Wall:
    return Wall(**device.wall)


def set_up(
    device: Device, *, zone: str, look: str, speaks: bool, moves: bool, by: Officer, at: datetime
) -> None:
    """Raises NotFound for what is no wall; Incomplete for a look, or a zone, that is none."""
    with writing():
        device = _wall(device)
        was = of(device)
        if look not in LOOKS or zone not in ("", was.zone, *zones(device.office_id)):
            raise Incomplete("Pilih zona dan tampilan dari daftarnya.")
        wall = replace(was, zone=zone, look=look, speaks=speaks, moves=moves)
        _store(device, wall, by=by, at=at)


def try_voice(device: Device, *, by: Officer, at: datetime) -> None:
    """Let this wall alone say a few words. Raises NotFound; Incomplete where it is silent."""
    with writing():
        device = _wall(device)
        if not of(device).speaks:
            raise Incomplete("Layar {name} diatur diam. Nyalakan dulu suaranya.", name=device.name)
        tried = replace(of(device), tried=int(at.timestamp() * 1000))
        _store(device, tried, by=by, at=at)


def divide(office: Office, named: Mapping[int, str], *, by: Officer, at: datetime) -> None:
    """Say in which part of the hall each counter stands: its number -> zone, "" for none.

    Raises Incomplete on a counter that is none, and on a name that is too long.
    """
    with writing():
        ours = {one.number: one for one in find(Counter, "office_id = ?", office.id)}
        if unknown := named.keys() - ours.keys():
            raise Incomplete("Loket {number} tidak ada.", number=min(unknown))
        for number, zone in named.items():
            store(ours[number], zone=" ".join(texts.clean(zone, LONGEST_ZONE).split()))
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail="zones")


def zones(office_id: int) -> dict[str, list[int]]:
    """Every zone that a counter stands in, and the numbers of its counters."""
    found: dict[str, list[int]] = {}
    for counter in find(Counter, "office_id = ? AND zone <> '' ORDER BY zone, number", office_id):
        found.setdefault(counter.zone, []).append(counter.number)
    return found


def _wall(device: Device) -> Device:
    device = locked(device)
    if device.kind != DeviceKind.WALL or device.revoked_at:
        raise NotFound("Layar itu tidak ada.")
    return device


def _store(device: Device, wall: Wall, *, by: Officer, at: datetime) -> None:
    store(device, wall=vars(wall))
    detail = f"wall {device.id}"
    audit.record(device.office_id, Happened.DEVICE_CHANGED, at=at, by=by, detail=detail)
