"""Who may open what: the matrix of every staff page and every role, drawn from the URL map."""

import re

import pytest

from models import Officer, Ticket
from office import access
from staff import policy
from tests.conftest import PEOPLE
from tests.faces import Visitor

NOT_YOURS = "Halaman ini bukan untuk peran Anda."
# What must hold whatever the table says: endpoint -> the only test officers who get in.
ONLY = {
    "staff.admin": {"admin"},
    "staff.hire": {"admin"},
    "staff.invite": {"admin"},
    "staff.delegate": {"admin"},
    "staff.set_priority": {"rina"},
    "staff.call_next": {"sari", "dewi", "joko", "budi", "rina", "staf", "kasi", "kabid", "kadis"},
    "staff.come": {"sari", "dewi", "joko", "budi", "rina", "staf", "kasi", "kabid", "kadis"},
}


def pages(app):
    """(endpoint, method, path) of every page of the staff face; ids are of nothing there is."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("staff."):
            method = "GET" if "GET" in rule.methods else "POST"
            path = re.sub(r"<int:\w+>", "999999", rule.rule)
            yield rule.endpoint, method, re.sub(r"<[^>]+>", "nothing", path)


def ask(visitor: Visitor, method: str, path: str):
    return visitor.get(path) if method == "GET" else visitor.post(path)


def groups(username: str, clock) -> set[str]:
    officer = Officer.get(username=username)
    return policy.groups(access.authorities(officer, on=clock().date()).keys())


def test_every_page_has_a_line_in_the_policy(app):
    assert {endpoint for endpoint, _, _ in pages(app)} - set(policy.WHO) == set()


def test_the_policy_has_no_line_for_a_page_that_is_gone(app):
    assert set(policy.WHO) - {endpoint for endpoint, _, _ in pages(app)} == set()


def test_nobody_gets_in_without_signing_in(app):
    let_in = []
    for endpoint, method, path in pages(app):
        visitor = Visitor(app)
        visitor.get("/staff/sign-in")
        answer = ask(visitor, method, path)
        if not answer.headers.get("Location", "").startswith("/staff/sign-in"):
            let_in.append(endpoint)
    assert sorted(let_in) == ["staff.enter", "staff.sign_in"]


@pytest.mark.parametrize("username", PEOPLE)
def test_each_officer_opens_what_the_policy_gives_them_and_nothing_else(app, username, clock):
    visitor = Visitor(app).sign_in(username)
    visitor.get("/staff/siak")
    visitor.get("/staff/sign-in")
    mine = groups(username, clock)
    unexpected = []
    for endpoint, method, path in pages(app):
        if endpoint in ("staff.sign_out", "staff.enter", "staff.sign_in"):
            continue
        told = NOT_YOURS.encode() in ask(visitor, method, path).data  # a PDF is no text
        if told == policy.may(endpoint, mine):
            unexpected.append((endpoint, told))
    assert unexpected == []


@pytest.mark.parametrize("endpoint", ONLY)
def test_the_pages_that_matter_most_are_for_these_officers(app, endpoint, clock):
    may = {username for username in PEOPLE if policy.may(endpoint, groups(username, clock))}
    assert may == ONLY[endpoint]


def test_a_form_of_another_site_changes_nothing(app, draw):
    draw()
    visitor = Visitor(app).sign_in("sari", counter=1)
    answer = visitor.client.post(
        "/staff/counter/calls",
        data={"csrf_token": visitor.token},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert (answer.status_code, Ticket.get().status) == (403, "waiting")


def test_a_form_without_its_token_changes_nothing(app, draw):
    draw()
    visitor = Visitor(app).sign_in("sari", counter=1)
    visitor.token = "nothing"
    assert visitor.post("/staff/counter/calls").status_code == 403
    assert Ticket.get().status == "waiting"
