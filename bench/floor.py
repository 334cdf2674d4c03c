"""The floor: a bare Flask view that raises the counter and inserts one ticket row.

Same engine, same encrypted file, same fair write lock, same server settings. No session, no
device, no token, no case, no documents, no audit: what is left is what a number must cost.
"""

import argparse
import logging
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

import waitress
from flask import Flask

import database
from bench.scene import open_folder
from models import Case, NumberSeries, Office, Ticket, TicketStatus
from office import founding, procedures, transitions

WINDOWS = sys.platform == "win32"
SERVER = {  # cli.SERVER, which a test holds equal
    "threads": 4,
    "ident": "",
    "connection_limit": 400 if WINDOWS else 2000,
    "asyncore_use_poll": not WINDOWS,
    "max_request_body_size": 1024 * 1024,
    "inbuf_overflow": 2 * 1024 * 1024,
    "clear_untrusted_proxy_headers": True,
}

app = Flask(__name__)


@app.get("/")
def ready() -> str:
    return "ya"


@app.post("/tickets")
def issue() -> str:
    at = datetime.now(UTC)
    day, office, case = at.date(), app.config["OFFICE"], app.config["CASE"]
    with database.writing():
        raised = (
            NumberSeries.insert(office=office, day=day, series="A", last=1)
            .on_conflict(
                conflict_target=[NumberSeries.office, NumberSeries.day, NumberSeries.series],
                update={NumberSeries.last: NumberSeries.last + 1},
            )
            .returning(NumberSeries.last)
        )
        (row,) = list(raised.execute())  # read to its end, or the commit is refused
        Ticket.insert(
            office=office,
            case=case,
            day=day,
            series="A",
            number=row.last,
            status=TicketStatus.DONE,  # one case holds one live ticket
            role="siak",
            issued_at=at,
            place_at=at,
            changed_at=at,
            submission=secrets.token_urlsafe(24),
            token_hash=secrets.token_bytes(32),
        ).execute()
    return f"A-{row.last:03d}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    open_folder(Path(os.environ["PULIH_DATA"]))
    if Office.select().first() is None:
        at = datetime.now(UTC)
        office = founding.found("FLOOR", "Lantai", "Lantai", "Asia/Makassar", at=at)
        with database.writing():
            transitions.open_case(procedures.queued()[0], office, at=at)
    app.config["OFFICE"], app.config["CASE"] = Office.get().id, Case.get().id
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress.serve(app, host="127.0.0.1", port=port, **SERVER)


if __name__ == "__main__":
    main()
