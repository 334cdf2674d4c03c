"""What people type: without its margins, and never absurdly long."""

from office.errors import Incomplete

LONGEST = 2000  # letters of a text
SHORT = 200  # letters of a value


def clean(text: str, longest: int = SHORT) -> str:
    """A typed text without its margins. Raises Incomplete when it is absurdly long."""
    text = text.replace("\x00", "").strip()
    if len(text) > longest:
        raise Incomplete("Tulisan terlalu panjang: paling banyak {n} huruf.", n=longest)
    return text
