"""The page of the staff face that a browser came from."""

from flask import request

import web


def came_from() -> str:
    """Where the form stood that sent this; "" where the browser does not say."""
    return path_of(request.referrer or "")


def path_of(url: str) -> str:
    """The page a browser was on, without the site's name."""
    parts = web.address(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def ours(path: str) -> str:
    """The path, if it is a page of the staff face; else ""."""
    parts = web.address(path)
    plain = not parts.scheme and not parts.netloc and "\\" not in path and path.isprintable()
    return path.rstrip("?") if plain and path.startswith("/staff") and len(path) < 300 else ""
