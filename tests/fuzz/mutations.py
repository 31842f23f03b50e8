"""Small changes of valid inputs: what is random is refused at the first look, a lie in one place is not."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

from tests.fakes.checkpoints import DATA, write_tokenizer

REMOVED = "<removed>"
# values that readers have stumbled over: of another type, empty, just beyond a limit, or far beyond
VALUES: list[Any] = [
    REMOVED, None, True, False, 0, 1, -1, 2, 3, 7, 64, 127, 255, 256, 511, 513, 1 << 14, 1 << 20,
    (1 << 31) - 1, 1 << 31, 1 << 32, 1 << 62, 1 << 63, 1 << 64, 10**400, 0.0, -0.0, 0.5, 1.5, -1e-9,
    1e-45, 1e30, 1e39, float("inf"), float("nan"), "", "x", "8", "\ud800", "\0", "llama3", "yarn",
    "longrope", "linear", "sigmoid", "sliding_attention", "full_attention", [], [0], [1, 2], [None],
    ["x"], [[]], [1e39] * 4, [64] * 3, {}, {"": None}, {"rope_type": "yarn", "factor": 0},
    {"rope_theta": "x"}, {"full_attention": {}},
]  # fmt: skip

Mutation = tuple[int, Any]


def mutated(value: Any, mutations: list[Mutation]) -> Any:
    """A copy in which some places hold something else.

    Args:
        value: JSON.
        mutations: (number of the place, counted over all of them again and again; its new value).
    """
    root = [copy.deepcopy(value)]
    for number, new in mutations:
        places = list(_places(root))
        if not places:
            break
        holder, key = places[number % len(places)]
        if new == REMOVED and (holder is not root):
            del holder[key]
        else:
            holder[key] = copy.deepcopy(new)
    return root[0]


def _places(value: Any) -> Any:
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield value, key
        yield from _places(value[key])


def random_mutations(source: random.Random) -> list[Mutation]:
    """One to three of them."""
    return [(source.randrange(1 << 20), source.choice(VALUES)) for _ in range(source.choice((1, 1, 1, 2, 3)))]


def golden_cases() -> list[str]:
    """The names of the golden cases."""
    return sorted(p.parent.name for p in (DATA / "golden").glob("*/config.json"))


def write_golden_headers(case: str, out: Path) -> None:
    """A golden case without its weights."""
    folder = DATA / "golden" / case
    out.mkdir(parents=True, exist_ok=True)
    (out / "config.json").write_bytes((folder / "config.json").read_bytes())
    write_header(out / "model.safetensors", header_of(json.loads((folder / "tensors.json").read_text())))
    write_tokenizer(json.loads((folder / "case.json").read_text())["tokenizer"], out)


def header_of(shapes: dict[str, tuple[list[int], str]]) -> dict[str, Any]:
    """The header of a safetensors file."""
    header, end = {}, 0
    for name, (shape, dtype) in shapes.items():
        size = 4 if dtype == "F32" else 2
        for length in shape:
            size *= length
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [end, end + size]}
        end += size
    return header


def write_header(path: Path, header: Any) -> None:
    """A safetensors file that is nothing but this header."""
    raw = json.dumps(header).encode()
    path.write_bytes(len(raw).to_bytes(8, "little") + raw)


def mutated_bytes(data: bytes, source: random.Random) -> bytes:
    """A copy with a few bytes or numbers changed, with an end cut off, or a piece twice."""
    changed = bytearray(data)
    for _ in range(source.choice((1, 1, 2, 4))):
        at = source.randrange(max(1, len(changed)))
        match source.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([source.randrange(256)])
            case 1:
                width = source.choice((4, 8))
                number = source.choice(
                    (0, 1, 2, 255, 1 << 16, 1 << 31, 1 << 32, (1 << 63) - 1, (1 << 64) - 1)
                )
                changed[at : at + width] = (number % (1 << 8 * width)).to_bytes(width, "little")
            case 2:
                del changed[at:]
            case 3:
                del changed[at : at + source.randrange(1, 64)]
            case 4:
                piece = changed[at : at + source.randrange(1, 64)]
                changed[at:at] = piece
            case 5:
                changed[at : at + 1] = bytes([changed[at] ^ 1 << source.randrange(8)]) if changed else b"x"
    return bytes(changed)
