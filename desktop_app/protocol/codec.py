"""Frozen dataclasses to JSON bytes and back, checked against their type hints.

JSON, not pickle: what a process that just corrupted its memory sends must not run code in the other one.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import types
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from desktop_app.protocol import messages

TAG = "type"
MAX_MESSAGE_BYTES = 256 * 1024 * 1024

_T = TypeVar("_T")
_Reader = Callable[[Any, str], Any]


class ProtocolError(Exception):
    """Bytes that are no message, or a value that no message can carry."""


def encode(message: messages.Command | messages.Event) -> bytes:
    """The JSON form of `message`; lone surrogates in texts survive.

    Raises:
        ProtocolError: a field holds something that is not JSON.
    """
    try:
        return json.dumps(_to_json(message), ensure_ascii=True, separators=(",", ":")).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise ProtocolError(f"{type(message).__name__} cannot be sent: {error}") from error


def decode_command(data: bytes) -> messages.Command:
    """What the UI process sent. Raises ProtocolError."""
    return _decode(data, messages.Command)


def decode_event(data: bytes) -> messages.Event:
    """What the worker sent. Raises ProtocolError."""
    return _decode(data, messages.Event)


def _decode(data: bytes, expected: Any) -> Any:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"not a message: {error}") from error
    try:
        return _reader_of(expected)(value, "message")
    except RecursionError as error:
        raise ProtocolError("a message is nested too deeply") from error


def _to_json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, tuple | list):
        return [_to_json(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        body = {name: _to_json(getattr(value, name)) for name in _field_names(type(value))}
        return {TAG: type(value).__name__, **body}
    raise TypeError(f"a {type(value).__name__} is not JSON")


@cache
def _field_names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


@cache
def _reader_of(hint: Any) -> _Reader:
    """A function (JSON value, where it stands) -> checked Python value."""
    if isinstance(hint, type):
        if dataclasses.is_dataclass(hint):
            return _union_reader((hint,))
        if issubclass(hint, Enum):
            return _enum_reader(hint)
        if hint in _SCALARS:
            return _SCALARS[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return _union_reader(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _tuple_reader(arguments[0])
    raise TypeError(f"messages cannot hold {hint!r}")


def _scalar(accepted: type | tuple[type, ...], name: str, make: Callable[[Any], Any]) -> _Reader:
    def read(value: Any, where: str) -> Any:
        # JSON's true is a Python int; it must not pass for a number
        if not isinstance(value, accepted) or (isinstance(value, bool) and accepted is not bool):
            raise ProtocolError(f"{where}: {name} expected, not {_shown(value)}")
        return make(value)

    return read


def _read_bytes(value: Any, where: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError):
        raise ProtocolError(f"{where}: base64 expected, not {_shown(value)}") from None


_SCALARS: dict[Any, _Reader] = {
    bytes: _read_bytes,
    str: _scalar(str, "a text", str),
    bool: _scalar(bool, "true or false", bool),
    int: _scalar(int, "a whole number", int),
    float: _scalar((int, float), "a number", float),
    type(None): _scalar(type(None), "nothing", lambda value: value),
}


def _enum_reader(enum: type[Enum]) -> _Reader:
    def read(value: Any, where: str) -> Any:
        try:
            return enum(value)
        except ValueError:
            raise ProtocolError(f"{where}: {_shown(value)} is no {enum.__name__}") from None

    return read


def _tuple_reader(item_hint: Any) -> _Reader:
    read_item = _reader_of(item_hint)

    def read(value: Any, where: str) -> Any:
        if not isinstance(value, list):
            raise ProtocolError(f"{where}: a list expected, not {_shown(value)}")
        return tuple(read_item(item, where) for item in value)

    return read


def _union_reader(hints: tuple[Any, ...]) -> _Reader:
    """Dataclasses by their tag; at most one scalar beside them, and nothing."""
    by_tag: dict[str, type] = {
        hint.__name__: hint for hint in hints if isinstance(hint, type) and dataclasses.is_dataclass(hint)
    }
    others = [hint for hint in hints if hint is not type(None) and not dataclasses.is_dataclass(hint)]
    if len(others) > 1:
        raise TypeError(f"messages cannot tell {others!r} apart")
    may_be_none = type(None) in hints

    def read(value: Any, where: str) -> Any:
        if value is None and may_be_none:
            return None
        if isinstance(value, dict):
            tag = value.get(TAG)
            cls = by_tag.get(tag) if isinstance(tag, str) else None
            if cls is not None:
                return _read_fields(cls, value)
            raise ProtocolError(f"{where}: unknown type {_shown(tag)}")
        if others:
            return _reader_of(others[0])(value, where)
        raise ProtocolError(f"{where}: {' or '.join(by_tag)} expected, not {_shown(value)}")

    return read


@cache
def _field_readers(cls: type) -> tuple[dict[str, _Reader], frozenset[str]]:
    """Readers by field name, and the names that have no default."""
    hints = get_type_hints(cls)
    fields = dataclasses.fields(cls)
    required = (
        field.name
        for field in fields
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )
    return {field.name: _reader_of(hints[field.name]) for field in fields}, frozenset(required)


def _read_fields(cls: type[_T], body: dict[str, Any]) -> _T:
    readers, required = _field_readers(cls)
    arguments: dict[str, Any] = {}
    for name, value in body.items():
        if name == TAG:
            continue
        reader = readers.get(name)
        if reader is None:
            raise ProtocolError(f"{cls.__name__} has no field {_shown(name)}")
        arguments[name] = reader(value, f"{cls.__name__}.{name}")
    if missing := required - arguments.keys():
        raise ProtocolError(f"{cls.__name__} lacks {', '.join(sorted(missing))}")
    return cls(**arguments)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
