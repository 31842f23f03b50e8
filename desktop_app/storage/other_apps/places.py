"""Where each app keeps its models, on each system; the one table of these folders."""

from __future__ import annotations

import configparser
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_MAX_SETTINGS_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the places depend on; tests give a home of their own.

    Attributes:
        home: the person's home folder.
        environ: environment variables.
        system: as `sys.platform` says: "linux", "darwin", "win32".
        root: of folders that all persons of the computer share.
    """

    home: Path = field(default_factory=Path.home)
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    system: str = sys.platform
    root: Path = Path("/")

    def variable(self, name: str) -> Path | None:
        """A folder named by the environment, None without one."""
        text = self.environ.get(name, "").strip()
        return self.expanded(text) if text and "\0" not in text else None

    def expanded(self, text: str) -> Path:
        """A path with `~` for the home folder."""
        return self.home / text[2:] if text.startswith(("~/", "~\\")) else Path(text)

    @property
    def data(self) -> Path:
        """Where apps keep their data."""
        if self.system == "win32":
            return self.variable("LOCALAPPDATA") or self.home / "AppData" / "Local"
        if self.system == "darwin":
            return self.home / "Library" / "Application Support"
        return self.variable("XDG_DATA_HOME") or self.home / ".local" / "share"

    @property
    def config(self) -> Path:
        """Where apps keep their settings."""
        if self.system == "win32":
            return self.variable("APPDATA") or self.home / "AppData" / "Roaming"
        if self.system == "darwin":
            return self.home / "Library" / "Application Support"
        return self.variable("XDG_CONFIG_HOME") or self.home / ".config"

    @property
    def cache(self) -> Path:
        if self.system == "win32":
            return self.variable("LOCALAPPDATA") or self.home / "AppData" / "Local"
        if self.system == "darwin":
            return self.home / "Library" / "Caches"
        return self.variable("XDG_CACHE_HOME") or self.home / ".cache"


def folders_of(app: str, where: Surroundings) -> tuple[Path, ...]:
    """The folders in which an app may keep models, the likeliest first; most of them are not there."""
    found = []
    for folder in _PLACES[app](where):
        if folder.is_absolute() and folder not in found:
            found.append(folder)
    return tuple(found)


def _lm_studio(where: Surroundings) -> Iterator[Path]:
    pointed = _first_line(where.home / ".lmstudio-home-pointer")
    homes = [where.home / ".lmstudio", where.home / ".cache" / "lm-studio"]
    if pointed:
        homes.insert(0, where.expanded(pointed))
    for home in homes:
        chosen = _read_json(home / "settings.json").get("downloadsFolder")
        if isinstance(chosen, str) and chosen and "\0" not in chosen:
            yield where.expanded(chosen)
    for home in homes:
        yield home / "models"
        yield home / ".internal" / "bundled-models"


def _ollama(where: Surroundings) -> Iterator[Path]:
    chosen = where.variable("OLLAMA_MODELS")
    if chosen:
        yield chosen
    yield where.home / ".ollama" / "models"
    if where.system == "linux":
        for service in ("usr/share/ollama/.ollama/models", "var/lib/ollama/.ollama/models",
                        "var/lib/ollama", "var/snap/ollama/common/models"):  # fmt: skip
            yield where.root / service


def _jan(where: Surroundings) -> Iterator[Path]:
    for app in ("Jan", "jan"):
        chosen = _read_json(where.config / app / "settings.json").get("data_folder")
        if isinstance(chosen, str) and chosen and "\0" not in chosen:
            yield where.expanded(chosen)
    for base in (where.config, where.data):
        yield base / "Jan" / "data"
    yield where.home / "jan"


def _huggingface(where: Surroundings) -> Iterator[Path]:
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        chosen = where.variable(name)
        if chosen:
            yield chosen
    home = where.variable("HF_HOME")
    if home:
        yield home / "hub"
    yield (where.variable("XDG_CACHE_HOME") or where.home / ".cache") / "huggingface" / "hub"


def _gpt4all(where: Surroundings) -> Iterator[Path]:
    chosen = _ini_value(where.config / "nomic.ai" / "GPT4All.ini", "modelPath")
    if chosen:
        yield where.expanded(chosen)
    yield where.data / "nomic.ai" / "GPT4All"
    yield where.home / ".cache" / "gpt4all"


def _llama_cpp(where: Surroundings) -> Iterator[Path]:
    chosen = where.variable("LLAMA_CACHE")
    if chosen:
        yield chosen
    yield where.cache / "llama.cpp"
    yield where.home / "llama.cpp" / "models"


def _webui(where: Surroundings) -> Iterator[Path]:
    for name in ("text-generation-webui", "oobabooga_windows/text-generation-webui"):
        yield where.home / name / "user_data" / "models"
        yield where.home / name / "models"


def _koboldcpp(where: Surroundings) -> Iterator[Path]:
    for name in ("koboldcpp", "KoboldCpp", "kobold"):
        yield where.home / name


_PLACES = {
    "lmstudio": _lm_studio,
    "ollama": _ollama,
    "jan": _jan,
    "huggingface": _huggingface,
    "gpt4all": _gpt4all,
    "llamacpp": _llama_cpp,
    "webui": _webui,
    "koboldcpp": _koboldcpp,
}


def read_small(path: Path, limit: int = _MAX_SETTINGS_BYTES) -> bytes:
    """A small file of another app, empty when it is not there, cannot be read or is larger than `limit`."""
    try:
        if not path.is_file() or path.stat().st_size > limit:
            return b""
        with path.open("rb") as file:
            return file.read(limit)
    except (OSError, ValueError):
        return b""


def _read_json(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(read_small(path) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}


def _first_line(path: Path) -> str:
    lines = read_small(path, 4096).decode("utf-8", "ignore").splitlines()
    return lines[0].strip().replace("\0", "") if lines else ""


def _ini_value(path: Path, key: str) -> str:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(read_small(path).decode("utf-8", "ignore"))
    except configparser.Error:
        return ""
    for section in parser.sections():
        value = parser.get(section, key, fallback="").strip().strip('"')
        if value and "\0" not in value:
            return value
    return ""
