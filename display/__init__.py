"""The display face: two walls, without a person's data and without anyone's hand."""

from display.routes import bp

__all__ = ["bp"]
