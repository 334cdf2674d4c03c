"""The track face: a number on its owner's phone, for whoever holds the link."""

from track.routes import bp

__all__ = ["bp"]
