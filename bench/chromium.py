"""A real Chromium, for what only a screen can tell."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, BrowserContext, async_playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "msedge",
)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """$CHROMIUM, else the first on PATH, else the one Playwright brings."""
    found = (shutil.which(name) for name in (os.environ.get("CHROMIUM") or "", *NAMES))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=next(filter(None, found), None), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        await browser.close()


async def enrolled(browser: Browser, url: str, cookie: str, **size: int) -> BrowserContext:
    """A browser of its own that is a device of the office; an empty cookie: anybody's phone."""
    context = await browser.new_context(base_url=url, viewport=size, locale="id-ID")
    if cookie:
        await context.add_cookies([{"name": "pulih_device", "value": cookie, "url": url}])
    return context
