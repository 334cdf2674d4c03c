"""The rules of the house: each reads one file and lists what is wrong, as (line, sentence)."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

FACES = ("kiosk", "staff", "display", "track")
TABLES = (
    "register_tables",
    "print_tables",
    "reply_tables",
    "anomaly_tables",
    "linkage_tables",
    "errand_tables",
    "lembar_tables",
    "ministry_tables",
    "models",
)
ENGINE = (*TABLES, "fields", "database")
# Who may import what of ours. A room that is not here may not be imported or built.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "cli": ("register_commands", "simulation", "app", "web", "office", *ENGINE),
    "register_commands": ("app", "office", *ENGINE),
    "simulation": ("simulation", "app", "office", *ENGINE),
    "render_voice": ("office",),
    "app": (*FACES, "web", "office", *ENGINE),
    **{face: (face, "web", "office", *TABLES) for face in FACES},
    "web": ("words", "office", "models"),
    "words": (),
    "office": ("office", *ENGINE),
    "register_tables": ("models", "fields"),
    "print_tables": ("models", "fields"),
    "ministry_tables": ("models", "fields"),
    "reply_tables": ("ministry_tables", "models", "fields"),
    "anomaly_tables": ("models", "fields"),
    "linkage_tables": ("models", "fields"),
    "errand_tables": ("models", "fields"),
    "lembar_tables": ("ministry_tables", "models", "fields"),
    "models": ("database", "fields"),
    "fields": ("database",),
    "database": (),
    "migrations": ("database",),
    "bench": ("bench", "web", "office", *ENGINE),
    "tests": (
        "tests",
        "bench",
        "cli",
        "simulation",
        "app",
        *FACES,
        "web",
        "words",
        "office",
        "migrations",
        *ENGINE,
    ),
}
# What would tie the office's rules to the web or to a language.
WEB_PARTS = ("flask", "flask_babel", "flask_wtf", "htmx_flask", "babel", "jinja2", "werkzeug")
WEB_PARTS += ("wtforms", "markupsafe", "waitress")
GRAB_BAGS = re.compile(r"(utils?|helpers?|common|misc|services?)$")
# Always a write; the second are one when asked of a table (ordinary dicts have them too).
WRITES = {"save", "delete_instance", "execute", "get_or_create", "insert_many", "insert_from"}
WRITES |= {"bulk_create", "bulk_update", "atomic", "execute_sql"}
WRITES_OF_TABLES = {"create", "insert", "update", "delete", "replace"}
MAX_LINES = {"models.py": 900}
MAX_FILE, MAX_FUNCTION, MAX_PAGE, MAX_PARTIAL = 300, 40, 80, 40
PUBLIC_ADDRESSES = re.compile(r"https://(www\.)?lapor\.go\.id\b")
FORBIDDEN_MARKUP = {
    r"\|\s*safe\b": "leaves text unescaped",
    r"autoescape\s+false": "leaves text unescaped",
    r"\sstyle\s*=|<style\b": "is an inline style",
    r"<script\b(?![^>]*\bsrc\s*=)": "is an inline script",
    r"\son[a-z]+\s*=": "is an inline handler",
    r"hx-on\b": "needs eval",
    r"\b(js|javascript):": "needs eval",
    r"hx-trigger\s*=\s*[\"'][^\"']*\[": "is a trigger filter, which needs eval",
    r"https?://|[\"']//": "names another host",
}

Faults = Iterator[tuple[int, str]]


def imports_point_one_way(path: PurePosixPath, tree: ast.Module) -> Faults:
    room = _room(path)
    if room not in MAY_IMPORT:
        yield 1, f"{room} has no room in the house (DESIGN: The house; MAY_IMPORT in house_rules)"
        return
    for line, module, _ in _imports(tree):
        other = module.partition(".")[0]
        if other in MAY_IMPORT and other not in MAY_IMPORT[room]:
            yield line, f"{room} may not import {other}"


def office_is_told(path: PurePosixPath, tree: ast.Module) -> Faults:
    """No web, no clock and no environment in the rules and the tables."""
    if _room(path) not in ("office", *TABLES):
        return
    for line, module, _ in _imports(tree):
        if module.partition(".")[0] in WEB_PARTS:
            yield line, f"the office knows no {module}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _dotted(node) in ("os.environ", "os.getenv"):
            yield node.lineno, "the office does not read the environment"


def one_clock(path: PurePosixPath, tree: ast.Module) -> Faults:
    """`web.now()` is the only clock: everyone behind it is told the time."""
    if _room(path) not in (*FACES, "words", "office", *ENGINE):
        return
    for line, module, name in _imports(tree):
        if (module, name) in (("time", "time"), ("time", "time_ns")):
            yield line, "asks the time"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.search(
            r"\b(datetime|date)\.(now|utcnow|today)$|^time\.(time|time_ns|localtime|gmtime)$",
            _dotted(node),
        ):
            yield node.lineno, f"asks the time with {_dotted(node)}"


def faces_only_read(path: PurePosixPath, tree: ast.Module) -> Faults:
    if _room(path) not in (*FACES, "web"):
        return
    for line, _, name in _imports(tree):
        if name in ("writing", "locked"):
            yield line, f"a face imports {name}"
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        verb, owner = node.func.attr, _dotted(node.func.value)
        if verb in WRITES or (verb in WRITES_OF_TABLES and _is_table(owner)):
            yield node.lineno, f"a face writes: {owner}.{verb}()"


def names_say_something(path: PurePosixPath, tree: ast.Module) -> Faults:
    for part in (*path.parts[:-1], path.stem):
        if GRAB_BAGS.match(part):
            yield 1, f"{part} is a grab bag; what is it really about?"
    if path.parts[0] == "sops":
        yield 1, "sops/ holds procedures, not Python"


def files_stay_short(path: PurePosixPath, tree: ast.Module) -> Faults:
    if path.parts[0] == "migrations":
        return
    most = MAX_LINES.get(str(path), MAX_FILE)
    last = max((node.end_lineno or 0 for node in tree.body), default=0)
    if last > most:
        yield last, f"{last} lines, at most {most}; has a second subject moved in?"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = _length(node)
            if length > MAX_FUNCTION:
                yield node.lineno, f"{node.name} has {length} lines, at most {MAX_FUNCTION}"


def pages_stay_short(path: PurePosixPath, source: str) -> Faults:
    if str(path) == "templates/shared/ui.html":
        return
    lines = len(source.splitlines())
    most = MAX_PARTIAL if path.name.startswith("_") else MAX_PAGE
    if lines > most:
        yield lines, f"{lines} lines, at most {most}"


def markup_needs_no_pardon(path: PurePosixPath, source: str) -> Faults:
    """Nothing that the content policy or the escaping would have to forgive."""
    text = re.sub(r"{#.*?#}", lambda comment: "\n" * comment[0].count("\n"), source, flags=re.S)
    text = PUBLIC_ADDRESSES.sub("", text)
    for pattern, why in FORBIDDEN_MARKUP.items():
        for found in re.finditer(pattern, text):
            yield text.count("\n", 0, found.start()) + 1, f"{found[0].strip()} {why}"


PYTHON_RULES: tuple[Callable[[PurePosixPath, ast.Module], Faults], ...] = (
    imports_point_one_way,
    office_is_told,
    one_clock,
    faces_only_read,
    names_say_something,
    files_stay_short,
)
TEMPLATE_RULES = (pages_stay_short, markup_needs_no_pardon)


def faults(name: str, source: str) -> list[str]:
    """Every rule that `source` breaks, were it the file `name` (relative to the house)."""
    path = PurePosixPath(name)
    found: list[tuple[int, str]] = []
    if path.suffix == ".py":
        tree = ast.parse(source)
        found = [fault for rule in PYTHON_RULES for fault in rule(path, tree)]
    elif path.parts[0] == "templates":
        found = [fault for rule in TEMPLATE_RULES for fault in rule(path, source)]
    return [f"{name}:{line}: {sentence}" for line, sentence in sorted(found)]


def _room(path: PurePosixPath) -> str:
    return path.parts[0] if len(path.parts) > 1 else path.stem


def _imports(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Each import of the file as (line, module, name); name is "" for a plain `import`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, node.module or "", alias.name) for alias in node.names)


def _dotted(node: ast.AST) -> str:
    """`Ticket.select().where` as "Ticket.select.where"; "" for what has no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return _dotted(node.func)
    return ""


def _is_table(owner: str) -> bool:
    """`Ticket` and `models.Ticket` are tables, and so is what is chained onto them."""
    first = owner.removeprefix("models.").partition(".")[0]
    return first[:1].isupper() and not first.isupper()


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring: to explain oneself costs nothing."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    is_docstring = ast.get_docstring(function, clean=False) is not None
    return lines - (first.end_lineno - first.lineno + 1 if is_docstring else 0)
