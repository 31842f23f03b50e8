"""What a child answers to a command, where that is more than a value of the domain."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.machine import ComputeDevice


@dataclass(frozen=True, slots=True)
class QuantizeResult:
    """The finished file; `note` is a sentence about a source that was quantized already, "" for none."""

    path: str
    size_bytes: int
    seconds: float
    bits_per_weight: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeviceList:
    """Devices as the engine sees them, GPUs first, and which of its code for processors runs here.

    `engine` is its name and version; `cpu_variant` is "" for an engine that was built for one computer.
    `architectures` are the classes of config.json that can be converted.
    """

    devices: tuple[ComputeDevice, ...]
    engine: str = ""
    cpu_variant: str = ""
    architectures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartsReport:
    """What could not be loaded, in words; and whether Qt came along, which no such process may hold."""

    problems: tuple[str, ...]
    has_qt: bool = False


@dataclass(frozen=True, slots=True)
class FileReport:
    """What is to be said about a file, for a person and as one JSON document."""

    text: str
    json: str
    is_sound: bool = True


@dataclass(frozen=True, slots=True)
class Embedded:
    """How many tokens the texts of an `Embed` had, all together."""

    n_tokens: int


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """Of each text, in the order given."""

    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What could be read of a document; `n_pages` is 0 for a text file, `is_cut` when there was more."""

    text: str
    n_pages: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class PictureData:
    """A picture as it is kept: upright, of bounded size, without what the camera wrote beside it."""

    data: bytes
    media_type: str
    width: int
    height: int
