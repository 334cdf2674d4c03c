"""The regions a NIK or a No. KK can name, the present codes and the former ones we know."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Region:
    """A kabupaten or kota as four digits name it; what nobody knows is "".

    A former code bears the names its region has today, and `now` is its present code.
    """

    code: str  # as people write it: 35.76
    name: str = ""  # Kota Mojokerto
    province: str = ""  # Jawa Timur
    now: str = ""  # only of a code that is no longer given

    @property
    def place(self) -> str:
        """Kota Mojokerto, Jawa Timur; "" of an unknown one."""
        return f"{self.name}, {self.province}" if self.name else ""


def find(code: str) -> Region:
    """The region of four digits; of an unknown one the province, where that is known."""
    known = REGIONS.get(code)
    return known or Region(_dotted(code), province=NAMES.get(code[:2], ""))


def named(name: str) -> Region:
    """The region of today that is called so, in any spelling of its capitals; else one without a
    code."""
    there = (region for region in REGIONS.values() if not region.now)
    return next((one for one in there if one.name.upper() == name.upper()), Region("", name))


def _read(name: str) -> dict[str, str]:
    """Code to word, as a file beside this one lists them; its head tells where they come from."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def _dotted(code: str) -> str:
    return f"{code[:2]}.{code[2:]}"


NAMES = _read("regions.tsv")  # of provinces by two digits, of the others by four
FORMER = _read("regions_former.tsv")
REGIONS = {
    code: Region(_dotted(code), name, NAMES[code[:2]])
    for code, name in NAMES.items()
    if len(code) == 4
}
REGIONS |= {
    code: Region(_dotted(code), NAMES[now], NAMES[now[:2]], _dotted(now))
    for code, now in FORMER.items()
}
