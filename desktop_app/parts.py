"""What the program is made of, and whether all of it is there.

A frozen program has no sources: `packaging/app.spec` writes what they import, and every file that goes along,
into `parts.json`. Elsewhere the sources themselves are read. Nothing is listed by hand but the libraries that
load their own parts by name.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path

PARTS_FILE = "parts.json"
PACKAGES = ("desktop_app", "converters")
# packages whose modules are loaded by their names, which no tool that reads imports can see
LOADED_BY_NAME = (
    *("PIL", "anyio._backends", "huggingface_hub", "keyring.backends", "pygments.lexers", "uvicorn"),
)
_OF_CHILDREN = ("desktop_app.worker", "converters")


@dataclass(frozen=True, slots=True)
class Parts:
    """Modules and files.

    Attributes:
        window: what the window's process imports, at its start or later: "module" or "module:name".
        child: the same for the processes that hold the engine.
        by_name: modules that libraries load by name; they need to be there, and are not loaded.
        files: of a frozen program, SHA-256 by the place below its folder, "" where only the place counts.
    """

    window: tuple[str, ...]
    child: tuple[str, ...]
    by_name: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)


def is_loaded_by_name(module: str) -> bool:
    """Whether a module of these packages is of use here: commands are not, nor what draws pictures in Tk."""
    if module.startswith("PIL"):
        return module.endswith("ImagePlugin")
    return ".cli" not in module and "._mcp" not in module


def parts() -> Parts:
    """Those of the running program.

    Raises:
        OSError: it is frozen, and its list is missing.
        ValueError: the list is damaged.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is None:
        return scan(Path(__file__).resolve().parent.parent)
    value = json.loads((Path(frozen) / PARTS_FILE).read_text(encoding="utf-8"))
    try:
        lists = (tuple(map(str, value[name])) for name in ("window", "child", "by_name"))
        return Parts(*lists, files=dict(value["files"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{PARTS_FILE} is damaged: {error!r}") from error


def scan(root: Path, by_name: Iterable[str] = ()) -> Parts:
    """What the sources below `root` import, wherever they do it, and all of their own modules."""
    window: set[str] = set()
    child: set[str] = set()
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            names = path.relative_to(root).with_suffix("").parts
            module = ".".join(names[:-1] if names[-1] == "__init__" else names)
            is_child = module.startswith(_OF_CHILDREN)
            (child if is_child else window).update([module, *_imports(path)])
    return Parts(tuple(sorted(window)), tuple(sorted(child)), tuple(by_name))


def to_json(found: Parts) -> str:
    """The content of `parts.json`."""
    return json.dumps(asdict(found), indent=1, sort_keys=True)


def unloadable(names: Iterable[str]) -> list[str]:
    """What of "module" and "module:name" cannot be imported, in words."""
    problems = []
    for entry in names:
        module, _, name = entry.partition(":")
        try:
            loaded = import_module(module)
            if name and not hasattr(loaded, name):
                import_module(f"{module}.{name}")
        except Exception as error:  # noqa: BLE001 - whatever a module does, the others are tried, too
            problems.append(f"{entry.replace(':', '.')} does not load ({error!r})")
    return problems


def not_there(names: Iterable[str]) -> list[str]:
    """Which modules are nowhere, in words."""
    return [f"the module {name} is missing" for name in names if not _is_there(name)]


def defects(folder: Path, files: dict[str, str]) -> list[str]:
    """Which files below `folder` are missing or are not what they were, in words."""
    problems = []
    for place, digest in files.items():
        path = folder / place
        try:
            if not path.exists():
                problems.append(f"the file {place} is missing")
            elif digest and sha256(path) != digest:
                problems.append(f"the file {place} is damaged")
        except OSError as error:
            problems.append(f"the file {place} cannot be read ({error})")
    return problems


def sha256(path: Path) -> str:
    """The digest of a file, in hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _imports(path: Path) -> Iterator[str]:
    """What a module imports of others, also inside functions; not for types alone."""
    for statement in _statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            names = [(alias.name, "") for alias in statement.names]
        else:
            names = [(statement.module or "", alias.name) for alias in statement.names]
        for module, name in names:
            top = module.partition(".")[0]
            is_others = top not in (*PACKAGES, "__future__")
            # parts of Python itself differ from system to system
            if is_others and not (top in sys.stdlib_module_names and not _is_there(top)):
                yield f"{module}:{name}" if name else module


def _statements(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.If) and "TYPE_CHECKING" in ast.dump(one.test):
            continue
        if isinstance(one, ast.Import | ast.ImportFrom):
            yield one
        yield from _statements(one)
