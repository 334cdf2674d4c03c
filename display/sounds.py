"""Where a word of the voice lies: in the office's own recording, or in ours."""

from pathlib import Path

from office.walls import voice

OURS = Path(__file__).parents[1] / "static" / "voice"
FORMATS = (".mp3", ".wav", ".ogg", ".m4a")


def of(name: str, recorded: Path, *, own: bool = True) -> Path | None:
    """The file of a clip; None for a word nobody says.

    own: whether a recording in the folder `recorded` comes first. Of a word recorded once only,
        the last of a sentence sounds like the others.
    """
    if name not in voice.clips():
        return None
    names = (name, name.removesuffix(voice.END))
    places = (recorded / f"{one}{format}" for one in names for format in FORMATS)
    found = next((place for place in places if place.is_file()), None) if own else None
    return found or OURS / f"{name}.mp3"
