"""The kiosk face: one question a screen, to a number on paper."""

from flask import Blueprint

bp = Blueprint("kiosk", __name__, url_prefix="/kiosk")

from kiosk import by_code, printing, routes  # noqa: E402, F401  (their routes hang on bp)
