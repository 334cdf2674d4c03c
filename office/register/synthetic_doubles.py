"""An invented register in which some people stand twice, and others only look as if they did: for
measuring how well doubles are found.

The slips go beyond what names.py folds, and nobody is told of them but who measures.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from office.register import synthetic
from office.register.synthetic import HOME, Person, World
from office.register.synthetic_names import CUSTOMS, STREETS, VILLAGES

TWICE = 0.01  # of people, who stand there twice
TWINS = 0.011  # of births
NAMESAKES = 0.005  # of people, who have a neighbour of the same name
JUNIORS = 0.05  # of sons, who are named like their father
APART = timedelta(days=280)  # between two births of one mother
VOWELS = "AIU"
DAY = "%d-%m-%Y"
COMMON = 0.4  # of words, which are one of the few hundred of office/register/synthetic_names.py
HOUSES = frozenset(house for custom in CUSTOMS for house in custom.houses)
PARENTS = ("NAMA_LGKP_AYAH", "NAMA_LGKP_IBU")
ROOTS = (
    *("SU", "HAR", "WID", "MUL", "SUM", "PUR", "SET", "KUS", "WIR", "DAR", "MAR", "SAR", "RUS"),
    *("YUL", "RAM", "SUK", "SUP", "TRI", "AND", "FAR", "HAM", "IM", "JUN", "KAR", "LUK", "MAS"),
)
ENDINGS = (
    *("ANTO", "ONO", "ADI", "IYAH", "AWATI", "ININGSIH", "IATI", "LINA", "DIN", "ZAL", "YONO"),
    *("TINAH", "MAN", "YANI", "IANA", "OYO", "GIONO", "TINI", "YATI", "ISAH", "ANDI", "ITA"),
)
# Ways of writing that office/register/names.py does not fold.
SPELLINGS = (
    *(("J", "Y"), ("Y", "J"), ("D", "T"), ("K", "G"), ("G", "K"), ("IE", "I"), ("IJ", "I")),
    *(("A", "E"), ("O", "U"), ("U", "O"), ("E", "I"), ("I", "E"), ("B", "P"), ("NG", "N")),
)


def people(count: int, *, seed: int, today: date) -> Iterator[tuple[Person, int]]:
    """So many rows, each with the number of who it is; the same seed, the same rows."""
    chance = random.Random(seed)  # noqa: S311  invented people, no secret
    return islice(_everyone(World(chance, today)), count)


def twice(count: int, *, seed: int, today: date) -> Iterator[Person]:
    """So many people, each with the second row of theirs behind them."""
    chance = random.Random(seed)  # noqa: S311  likewise
    world = World(chance, today)
    for _ in range(count):
        (first, *_) = _renamed(world.family(), chance)
        yield from (first, _again(first, world))


def _everyone(world: World) -> Iterator[tuple[Person, int]]:
    number = 0
    while True:
        for member in _with_near_misses(_renamed(world.family(), world.chance), world):
            number += 1
            yield member, number
            if world.chance.random() < TWICE:
                yield _again(member, world), number


def _renamed(family: list[Person], chance: random.Random) -> list[Person]:
    """The family, most words of its names made of a root and an ending; a parent's alike in all."""

    def said(name: str) -> str:
        return " ".join(_word(word, chance) for word in name.split())

    own = {member["NAMA_LGKP"]: said(member["NAMA_LGKP"]) for member in family}
    return [
        {
            **member,
            **{
                column: own.get(member[column], "") if _is_child(member) else said(member[column])
                for column in PARENTS
            },
            "NAMA_LGKP": own[member["NAMA_LGKP"]],
        }
        for member in family
    ]


def _word(word: str, chance: random.Random) -> str:
    if word in HOUSES or chance.random() < COMMON:
        return word
    return chance.choice(ROOTS) + chance.choice(ENDINGS)


def _with_near_misses(family: list[Person], world: World) -> Iterator[Person]:
    """A family with its twins and juniors, and a neighbour who is named like one of them."""
    chance = world.chance
    called: set[str] = set()
    days: list[date] = []
    for member in family:
        child = _is_child(member)
        son = child and _is_man(member)
        if son and chance.random() < JUNIORS and not called and _is_man(family[0]):
            member["NAMA_LGKP"] = family[0]["NAMA_LGKP"] + " JUNIOR" * chance.randrange(2)
        born = _born(member)
        if child and (member["NAMA_LGKP"] in called or any(abs(born - d) < APART for d in days)):
            continue  # parents do not give a name twice, nor children within months
        if child:
            called.add(member["NAMA_LGKP"])
            days.append(born)
        yield member
        if child and chance.random() < TWINS:
            yield _twin(member, world)
        if chance.random() < NAMESAKES:
            yield _namesake(member, world)


def _twin(child: Person, world: World) -> Person:
    """Born with a child of the same mother; many are named nearly alike."""
    first, *rest = child["NAMA_LGKP"].split()
    if first[-1] in VOWELS and world.chance.random() < 1 / 2:
        first = first[:-1] + world.chance.choice([v for v in VOWELS if v != first[-1]])
    else:
        custom = world.chance.choice(CUSTOMS)
        man = _is_man(child)
        others = [name for name in (custom.men if man else custom.women) if name != first]
        first = world.chance.choice(others)
    number = world.nik(child["NIK"][:4], _born(child), _is_man(child))
    return {**child, "NAMA_LGKP": " ".join([first, *rest]), "NIK": number}


def _namesake(person: Person, world: World) -> Person:
    """Somebody of the same name and nearly the same age who lives near."""
    custom = world.chance.choice(CUSTOMS)
    man = _is_man(person)
    years = (_born(person) - world.today).days // -synthetic.YEAR
    age = max(0, years + world.chance.randrange(-3, 4))
    other = world.person(custom, "", man, age, {**person}, person["STAT_HBKEL"])
    home = {name: person[name] for name in ("KELURAHAN", "KECAMATAN", "NO_RW")}
    return {**other, "NAMA_LGKP": person["NAMA_LGKP"], "NO_KK": world.card(), **home}


def _again(person: Person, world: World) -> Person:
    """The same person once more: another number, mostly another home, one to three slips."""
    chance = world.chance
    man = _is_man(person)
    region = chance.choice((HOME, HOME, person["NIK"][:4], chance.choice(world.codes)))
    row = {**person, "NIK": world.nik(region, _born(person), man)}
    if chance.random() < 0.1:
        row["NIK"] = _digit(person["NIK"], chance)
    if chance.random() < 0.9:
        row |= {
            "NO_KK": world.card(),
            "ALAMAT": f"JL. {chance.choice(STREETS)} NO. {chance.randrange(1, 200)}",
            "NO_RT": f"{chance.randrange(1, 30):03d}",
            "NO_RW": f"{chance.randrange(1, 10):03d}",
            "KELURAHAN": chance.choice(VILLAGES),
            "KECAMATAN": f"KECAMATAN CONTOH {chance.randrange(1, 11)}",
        }
    for slip in chance.sample(SLIPS, chance.choice((1, 1, 2, 2, 3))):
        column, value = slip(row, chance)
        row[column] = value
    return row


def _name(row: Person, chance: random.Random) -> tuple[str, str]:
    return "NAMA_LGKP", _misspelled(row["NAMA_LGKP"], chance)


def _mother(row: Person, chance: random.Random) -> tuple[str, str]:
    name = row["NAMA_LGKP_IBU"]
    way = chance.random()
    if way < 0.15:
        return "NAMA_LGKP_IBU", ""
    if way < 0.3:
        return "NAMA_LGKP_IBU", name.split()[0]
    return "NAMA_LGKP_IBU", _misspelled(name, chance)


def _birth(row: Person, chance: random.Random) -> tuple[str, str]:
    """Day and month swapped, a digit, a year, or the day of those who do not know theirs."""
    born = _born(row)
    ways = (
        f"{born:%m-%d-%Y}",
        (born + timedelta(days=chance.choice((-10, -1, 1, 10)))).strftime(DAY),
        f"{born:%d-%m-}{born.year + chance.choice((-10, -2, -1, 1, 2))}",
        chance.choice((f"01-07-{born.year}", f"31-12-{born.year}")),
    )
    return "TGL_LHR", chance.choice(ways)


def _place(row: Person, chance: random.Random) -> tuple[str, str]:
    return "TMPT_LHR", chance.choice(VILLAGES)


def _sex(row: Person, chance: random.Random) -> tuple[str, str]:
    wrong = chance.random() < 0.1
    other = {"LAKI-LAKI": "PEREMPUAN", "PEREMPUAN": "LAKI-LAKI"}[row["JENIS_KLMIN"]]
    return "JENIS_KLMIN", other if wrong else row["JENIS_KLMIN"]


SLIPS = (_name, _name, _mother, _birth, _place, _sex)


def _misspelled(name: str, chance: random.Random) -> str:
    words = name.split()
    place = chance.randrange(len(words))
    words[place] = chance.choice(WAYS)(words[place], chance)
    way = chance.random()
    if len(words) > 2 and way < 0.2:
        words.pop()
    elif len(words) > 1 and way < 0.3:
        words.append(words.pop(0))
    elif way < 0.4:
        words.insert(0, chance.choice(("H.", "HJ.", "DRS.", "MUH.", "SITI")))
    return " ".join(words)


def _spelled(word: str, chance: random.Random) -> str:
    ways = [(written, other) for written, other in SPELLINGS if written in word[1:]]
    if not ways:
        return _typed(word, chance)
    written, other = chance.choice(ways)
    return word[0] + word[1:].replace(written, other, 1)


def _typed(word: str, chance: random.Random) -> str:
    if len(word) < 3:
        return word
    place = chance.randrange(len(word) - 1)
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return chance.choice(
        (swapped, word[: place + 1] + word[place:], word[:place] + word[place + 1 :])
    )


def _initial(word: str, _: random.Random) -> str:
    return f"{word[0]}."


WAYS: tuple[Callable[[str, random.Random], str], ...] = (_spelled, _spelled, _typed, _initial)


def _digit(number: str, chance: random.Random) -> str:
    place = chance.randrange(12)
    return number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]


def _born(row: Person) -> date:
    return datetime.strptime(row["TGL_LHR"], DAY).date()


def _is_man(person: Person) -> bool:
    return person["JENIS_KLMIN"] == "LAKI-LAKI"


def _is_child(person: Person) -> bool:
    return person["STAT_HBKEL"] == "ANAK"
