"""One person's browser without a screen: cookies, forms and the token in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp

from bench.scene import PASSWORD

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def connections(many: int) -> aiohttp.ClientSession:
    """Kept-alive connections; each browser carries its own cookies."""
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(),
        connector=aiohttp.TCPConnector(limit=many),
        timeout=aiohttp.ClientTimeout(total=60),
    )


@dataclass
class Answer:
    status: int
    text: str
    headers: Mapping[str, str]


@dataclass
class Browser:
    """Whoever sits before one; `token` is the one of the last page with a form."""

    net: aiohttp.ClientSession
    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    async def get(self, path: str, **headers: str) -> Answer:
        return await self._ask("GET", path, None, headers)

    async def post(self, path: str, *, htmx: bool = False, **fields: str) -> Answer:
        """Send a form as its page would; nothing is followed."""
        headers = {**SAME_SITE, **({"HX-Request": "true"} if htmx else {})}
        return await self._ask("POST", path, {"csrf_token": self.token, **fields}, headers)

    async def send(self, path: str, piece: bytes) -> Answer:
        """A piece of a file, as static/import.js sends it."""
        headers = {**SAME_SITE, "X-CSRFToken": self.token, "HX-Request": "true"}
        return await self._ask("POST", path, piece, headers)

    async def sign_in(self, username: str, counter: int) -> None:
        await self.get("/staff/sign-in")
        done = await self.post("/staff/sign-in", username=username, password=PASSWORD)
        expect(done, 303)
        await self.get("/staff/counters")
        expect(await self.post("/staff/counter", number=str(counter)), 303)
        await self.get("/staff/counter")

    async def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, str] | bytes | None,
        headers: Mapping[str, str],
    ) -> Answer:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self.net.request(
            method,
            self.url + path,
            data=body,
            headers={**headers, **({"Cookie": jar} if jar else {})},
            allow_redirects=False,
        ) as response:
            text = await response.text(errors="replace")  # a file is no text
            for name, cookie in response.cookies.items():
                self.cookies[name] = cookie.value
            if found := TOKEN.search(text):
                self.token = found[1]
            return Answer(response.status, text, response.headers)


def expect(answer: Answer, status: int) -> Answer:
    """A bench that measures refusals would be fast and worth nothing."""
    if answer.status != status:
        raise SystemExit(f"{answer.status} bukan {status}: {answer.text[:800]}")
    return answer
