"""Two values side by side: which characters went, which came."""

from difflib import SequenceMatcher

Parts = list[tuple[bool, str]]  # (changed, text)


def parts(before: str, after: str) -> tuple[Parts, Parts]:
    """Each value cut where it differs from the other; nothing is lost between the pieces."""
    left: Parts = []
    right: Parts = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, text in ((left, before[a:b]), (right, after[c:d])):
            if text:
                side.append((kind != "equal", text))
    return left, right
