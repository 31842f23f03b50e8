"""What the app says, read from its sources: texts of pages by context, and sentences of the other rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = "words"
# what makes a problem, and which of its arguments are sentences
_PROBLEMS = {"BitsmithError": 1, "Problem": 1, "ConvertError": 1, "bad_model": 0}
# functions of the other rooms whose every sentence is shown
_SPEAKING = (
    "desktop_app/domain/fit.py",
    "desktop_app/domain/quantization.py",
    "desktop_app/domain/speed.py",
    "converters/facts.py",
    "converters/left_out.py",
)
# parts of sentences: what their slots may hold
_PARTS = (
    "pictures", "sound", "memory", "memory of the GPU", "the prompt", "the answer", "This model",
    "The model {0}", "The search", "in a few minutes", "in {0} seconds",
    "{0} MB of weights have arrived",
)  # fmt: skip
# speaks with programs and on the command line, in English
_SILENT = (
    "desktop_app/api/",
    "desktop_app/services/api_engine.py",
    "desktop_app/no_window.py",
    "desktop_app/parts.py",
    "desktop_app/selftest.py",
    "desktop_app/selftest_parts.py",
    "converters/__main__.py",
)
_SENTENCE = re.compile(r"(?:[A-Z]|\{0\}).* .*\.", re.DOTALL)
_BITS = re.compile(r"[\d.]+-bit")
_LEAST_LETTERS = 5
_ROOMS = (
    *("domain", "hub", "hardware", "storage", "protocol", "pipeline", "services", "worker", "api", "updates"),
)


@dataclass
class Messages:
    """Texts by context, each with the places where it stands; what could not be read, in words."""

    texts: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def add(self, context: str, text: str, place: str) -> None:
        self.texts.setdefault((context, text), []).append(place)


def extract(root: Path = ROOT) -> Messages:
    """All texts of the app."""
    found = Messages()
    shown = [*(root / "desktop_app" / "ui").rglob("*.py"), *(root / "desktop_app").glob("*.py")]
    for path in sorted(shown):
        _texts_of_pages(path, root, found)
    rooms = [path for room in _ROOMS for path in (root / "desktop_app" / room).rglob("*.py")]
    for path in sorted([*rooms, *shown, *(root / "converters").rglob("*.py")]):
        _sentences(path, root, found)
    return found


# --- pages: self.tr("…"), translate("context", "…"), and a module's own _tr("…") ------------------------


def _texts_of_pages(path: Path, root: Path, found: Messages) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = _own_contexts(tree)
    name = path.relative_to(root).as_posix()
    for class_name, call in _calls(tree):
        function = call.func
        called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        # tr = QCoreApplication.translate, and then tr("context", "…")
        is_alias = called == "tr" and isinstance(function, ast.Name) and len(call.args) == 2
        is_own_tr = called == "tr" and isinstance(function, ast.Attribute)
        place = f"{name}:{call.lineno}"
        if is_own_tr and _is_self(function):
            _add(found, class_name, call.args[:1], place)
        elif is_own_tr:  # of which class the text would be asked for is known only when it runs
            found.complaints.append(f"{place}: only self.tr(…) can be read")
        elif (called == "translate" or is_alias) and len(call.args) >= 2:
            context = call.args[0]
            # a helper that passes a name on is no text of its own
            passes_on = isinstance(call.args[1], ast.Name) and call.args[1].id == "text"
            if isinstance(context, ast.Constant) and isinstance(context.value, str) and not passes_on:
                _add(found, context.value, call.args[1:2], place)
        elif isinstance(function, ast.Name) and function.id in own:
            _add(found, own[function.id], call.args[:1], place)


def _is_self(function: ast.expr) -> bool:
    value = function.value if isinstance(function, ast.Attribute) else None
    return isinstance(value, ast.Name) and value.id == "self"


def _own_contexts(tree: ast.AST) -> dict[str, str]:
    """Functions of a module that translate in one context: `def _tr(text): return …translate("x", text)`."""
    own = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and len(node.args.args) == 1:
            for call in _own_nodes(node):
                if (
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Attribute)
                    and call.func.attr == "translate"
                    and len(call.args) == 2
                    and isinstance(call.args[0], ast.Constant)
                    and isinstance(call.args[1], ast.Name)
                ):
                    own[node.name] = call.args[0].value
    return own


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """All calls with the name of the class that they stand in."""

    def walk(node: ast.AST, class_name: str) -> Iterator[tuple[str, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            inner = child.name if isinstance(child, ast.ClassDef) else class_name
            if isinstance(child, ast.Call):
                yield inner, child
            yield from walk(child, inner)

    return walk(tree, "")


def _add(found: Messages, context: str, arguments: list[ast.expr], place: str) -> None:
    if len(arguments) != 1:
        found.complaints.append(f"{place}: a text is missing")
        return
    texts = list(_literals(arguments[0]))
    if not texts:
        found.complaints.append(f"{place}: not a literal text")
    for text in texts:
        if text:
            found.add(context, text, place)


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


# --- other rooms: the arguments of problems, and the sentences of modules that speak --------------------


def _sentences(path: Path, root: Path, found: Messages) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(root).as_posix()
    scopes = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.Module)]
    for scope in scopes:
        known = _assigned(scope)
        for node in _own_nodes(scope):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in _PROBLEMS:
                    values = [*node.args[_PROBLEMS[called] :][:3], *_keywords(node)]
                    for value in values:
                        for text in _templates(value, known):
                            _add_sentence(found, text, f"{name}:{node.lineno}")
    if name.startswith("desktop_app/ui/") or name.startswith(_SILENT):
        return
    documented = {id(d) for d in _docstrings(tree)}
    inside = {id(part) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for part in n.values}
    passed_over = documented | inside
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in passed_over:
            for text in _templates(node, {}):
                if _SENTENCE.fullmatch(text) or (name in _SPEAKING and _is_said(text)):
                    _add_sentence(found, text, f"{name}:{node.lineno}")
                if text in _PARTS:
                    found.add(WORDS, text, f"{name}:{node.lineno}")
                if _BITS.match(text) and "," in text:  # titles are shortened at their comma
                    found.add(WORDS, text.split(",")[0], f"{name}:{node.lineno}")


def _is_said(text: str) -> bool:
    """Whether a text of a module that speaks is more than a name."""
    n_words = len(text.split())
    return n_words >= 3 or (n_words == 2 and re.match(r"[A-Z{0-9]", text) is not None)


def _keywords(call: ast.Call) -> list[ast.expr]:
    return [k.value for k in call.keywords if k.arg in ("what", "why", "next_step")]


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a scope and in no function within it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, ast.FunctionDef):
            yield from _own_nodes(child)


def _assigned(scope: ast.AST) -> dict[str, list[ast.expr]]:
    known: dict[str, list[ast.expr]] = {}
    for node in _own_nodes(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    known.setdefault(target.id, []).append(node.value)
    return known


def _templates(node: ast.expr, known: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The texts that an expression may become, with slots for what is only known when it runs."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield from _joined(parts)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _templates(body, known)
            yield from _templates(orelse, known)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _templates(value, known)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            for first in _templates(left, known):
                for second in _templates(right, known):
                    yield _renumber(first, second)
        case ast.Name(id=name):
            for value in known.get(name, ()):
                yield from _templates(value, {})
        case ast.Starred(value=ast.Name(id=name)):
            for value in known.get(name, ()):
                yield from _templates(value, {})
        case ast.Tuple(elts=items):
            for item in items:
                yield from _templates(item, known)


def _joined(parts: list[ast.expr]) -> Iterator[str]:
    texts, count = [""], 0
    for part in parts:
        if isinstance(part, ast.Constant):
            texts = [text + part.value for text in texts]
        elif isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.IfExp):
            choices = list(_literals(part.value))
            if len(choices) == 2:
                texts = [text + choice for text in texts for choice in choices]
            else:
                texts, count = [f"{text}{{{count}}}" for text in texts], count + 1
        else:
            texts, count = [f"{text}{{{count}}}" for text in texts], count + 1
    yield from texts


def _renumber(first: str, second: str) -> str:
    offset = len(re.findall(r"\{\d+\}", first))
    return first + re.sub(r"\{(\d+)\}", lambda m: f"{{{int(m[1]) + offset}}}", second)


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            yield body[0].value


def _add_sentence(found: Messages, text: str, place: str) -> None:
    letters = len(re.findall(r"[A-Za-z]", re.sub(r"\{\d+\}", "", text)))
    # a template of few letters ("{0} is {1}.") would fit sentences that it did not make
    if letters >= (_LEAST_LETTERS if "{0}" in text else 2):
        found.add(WORDS, text, place)
