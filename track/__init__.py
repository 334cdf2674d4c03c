"""The track face: a number on its owner's phone, for whoever holds the link."""

from track import booking, papers  # noqa: F401  their pages hang themselves on bp
from track.routes import bp

__all__ = ["bp"]
