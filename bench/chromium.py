"""A real Chromium, for what only a screen can tell."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, async_playwright
from playwright.sync_api import sync_playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "msedge",
)


def browser_path() -> str | None:
    """Where a browser is: $CHROMIUM, then PATH, then Playwright's own; None if nowhere."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = (shutil.which(name) for name in NAMES)
    return next(filter(None, found), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    path = await asyncio.to_thread(browser_path)  # it may ask Playwright, which then needs no loop
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        await browser.close()


async def enrolled(browser: Browser, url: str, cookie: str, **size: int) -> BrowserContext:
    """A browser of its own that is a device of the office; an empty cookie: anybody's phone."""
    context = await browser.new_context(base_url=url, viewport=size, locale="id-ID")
    if cookie:
        await context.add_cookies([{"name": "pulih_device", "value": cookie, "url": url}])
    return context
