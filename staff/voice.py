"""How the hall speaks, set by an admin: in English, too, and how loud from which hour on."""

from flask import g, request
from werkzeug.wrappers import Response

import web
from models import Office
from office.walls import loudness
from staff import admin, bp


@bp.app_template_global("voice_as_typed")
def voice_as_typed(office: Office) -> dict[str, object]:
    """The setting as its form shows it: (HH.MM, percent), filled up with empty lines."""
    told = loudness.of(office)
    lines = [(admin.clock(minute), percent) for minute, percent in told.volumes]
    filled = [*lines, *[("", "")] * (loudness.CHANGES - len(lines))]
    return {"english": told.english, "volumes": filled}


@bp.post("/admin/voice")
def set_voice() -> Response:
    english = request.form.get("english") == "1"
    told = {"english": english, "volumes": list(volumes())}
    loudness.set_up(g.office, **told, by=g.officer, at=web.now())
    return admin.saved("voice")


def volumes():
    """What was typed, the first from midnight; a later line without both is none."""
    yield 0, percent(admin.typed("volume-0"))
    for place in range(1, loudness.CHANGES):
        since, loud = (admin.typed(f"{name}-{place}") for name in ("since", "volume"))
        if since or loud:
            yield admin.minute(since), percent(loud)


def percent(text: str) -> int:
    """-1, which no volume is, for what is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
