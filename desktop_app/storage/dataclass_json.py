"""Frozen dataclasses from JSON that may be old, new or damaged: what does not fit is left at its default."""

from __future__ import annotations

import dataclasses
import math
import types
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints


def from_json(kind: type, raw: dict[str, Any]) -> Any:
    """A `kind` from a JSON object; a value of another type counts as missing.

    Raises:
        TypeError: a field without a default is missing.
    """
    hints = get_type_hints(kind)
    found = {}
    for field in dataclasses.fields(kind):
        if field.name in raw:
            ok, value = _convert(hints[field.name], raw[field.name])
            if ok:
                found[field.name] = value
    return kind(**found)


def _convert(hint: Any, value: Any) -> tuple[bool, Any]:
    """Whether the value is of the type that is hinted, and the value in that type."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        tried = (_convert(option, value) for option in get_args(hint))
        return next((result for result in tried if result[0]), (False, None))
    if hint is type(None):
        return value is None, None
    if origin is tuple:
        inner = get_args(hint)[0]
        if not isinstance(value, list):
            return False, None
        results = [_convert(inner, entry) for entry in value]
        return all(ok for ok, _ in results), tuple(entry for _, entry in results)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return isinstance(value, dict), from_json(hint, value) if isinstance(value, dict) else None
    if isinstance(hint, type) and issubclass(hint, Enum):
        member = next((m for m in hint if m.value == value), None)
        return member is not None, member
    if hint is float:
        try:
            number = float(value) if type(value) in (int, float) else math.nan
        except OverflowError:
            number = math.nan
        return math.isfinite(number), number
    return type(value) is hint, value
