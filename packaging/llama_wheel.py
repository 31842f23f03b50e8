#!/usr/bin/env python3
"""Compile the llama.cpp engine (llama-cpp-python) once, and keep it in the cache folder.

    python packaging/llama_wheel.py [--native] [--jobs N] [--about]

prints where the wheel is; with --about only its key and its folder, for who keeps it elsewhere. Without
--native it is the portable engine, which holds its code for the processor once for each generation of
processors and chooses when it starts. A native one is for this computer alone.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_OPTIONS = Path(__file__).resolve().parent / "llama_options.cmake"
# plain builds end with SIGILL on processors that are older than the one that compiled them
_PORTABLE = (
    "-DGGML_NATIVE=OFF", "-DGGML_BACKEND_DL=ON", "-DGGML_CPU_ALL_VARIANTS=ON",
    "-DCMAKE_INSTALL_BINDIR=llama_cpp/lib", "-DCMAKE_INSTALL_LIBDIR=llama_cpp/lib",
    "-DCMAKE_INSTALL_INCLUDEDIR=llama_cpp/include",
)  # fmt: skip
_RPATHS = {"linux": "-DCMAKE_INSTALL_RPATH=$ORIGIN", "darwin": "-DCMAKE_INSTALL_RPATH=@loader_path"}


class BuildError(Exception):
    """Something that setting up could not do: what happened, and what to do about it."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--native", action="store_true", help="for this computer alone")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count(), help="compilers at once (default: one per core)"
    )
    parser.add_argument("--about", action="store_true", help="compile nothing: print key=… and folder=…")
    options = parser.parse_args()
    if options.about:
        engine = Engine(is_portable=not options.native)
        print(f"key={engine.key}\nfolder={engine.folder}")
        return 0
    environment = {**os.environ, "CMAKE_BUILD_PARALLEL_LEVEL": str(options.jobs)}
    try:
        print(Engine(is_portable=not options.native).wheel(Path(sys.executable), environment))
    except BuildError as error:
        print(*error.args, sep="\n", file=sys.stderr)
        return 1
    return 0


class Engine:
    """One form of the engine, in the version that constraints.txt pins."""

    def __init__(self, *, is_portable: bool) -> None:
        self.is_portable = is_portable
        self.more_args = os.environ.get("CMAKE_ARGS", "")

    @property
    def version(self) -> str:
        pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
        found = re.search(r"^llama[_-]cpp[_-]python==(\S+)", pins, re.MULTILINE)
        if not found:
            raise BuildError("constraints.txt does not pin llama-cpp-python.")
        return found[1]

    @property
    def key(self) -> str:
        """Names its wheel: a native one holds code for the CPU that built it, and each for one libc."""
        system = [platform.system(), platform.machine(), *platform.libc_ver()]
        cpu = "|".join(_PORTABLE) if self.is_portable else _this_cpu()
        options = _OPTIONS.read_text(encoding="utf-8")
        parts = [self.version, *system, cpu, options, self.more_args]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    @property
    def folder(self) -> Path:
        return cache_folder() / "wheels" / self.key

    def kept_wheel(self) -> Path | None:
        """The wheel that was compiled before."""
        return next(iter(sorted(self.folder.glob("llama_cpp_python-*.whl"))), None)

    def wheel(self, python: Path, environment: dict[str, str]) -> Path:
        """The kept wheel, or a new one that the pip of `python` makes.

        Raises:
            BuildError: it did not compile.
        """
        kept = self.kept_wheel()
        if kept is not None:
            say(f"Using the llama.cpp engine built before ({kept.name})")
            return kept
        self._build(python, environment)
        kept = self.kept_wheel()
        if kept is None:
            raise BuildError("The engine compiled, but there is no wheel of it.")
        return kept

    def _build(self, python: Path, environment: dict[str, str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        kind, minutes = ("every processor", 12) if self.is_portable else ("this computer", 4)
        say(
            f"Compiling the llama.cpp engine (llama-cpp-python {self.version}) for {kind}: once, about "
            f"{minutes} minutes on 2 cores."
        )
        command = [python, "-m", "pip", "--disable-pip-version-check", "wheel", "--verbose", "--no-deps"]
        command += ["--no-cache-dir", "--no-binary", "llama-cpp-python"]
        started, lines, shown = time.monotonic(), [], -1
        with tempfile.TemporaryDirectory() as made:
            command += ["--wheel-dir", made, f"llama-cpp-python=={self.version}"]
            process = subprocess.Popen(
                command,
                env={**environment, "CMAKE_ARGS": self._cmake_args(environment)},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
            for line in process.stdout or ():
                lines = [*lines[-80:], line]
                step = re.search(r"\[(\d+)/(\d+)\]", line)
                if step and int(step[2]) > 50:  # the compiler's own count, not CMake's small checks
                    percent = 100 * int(step[1]) // int(step[2])
                    if percent != shown and (sys.stderr.isatty() or percent % 10 == 0):
                        shown = percent
                        end = "\r" if sys.stderr.isatty() else "\n"
                        seconds = time.monotonic() - started
                        print(f"  {percent:3d} %  {seconds:4.0f} s", end=end, flush=True, file=sys.stderr)
            if process.wait():
                raise BuildError("".join(lines), "The engine did not compile (see above).")
            for wheel in Path(made).glob("*.whl"):
                part = self.folder / (wheel.name + ".part")
                shutil.copyfile(wheel, part)
                part.replace(self.folder / wheel.name)
        say(f"  compiled in {time.monotonic() - started:.0f} s and kept in {self.folder}")

    def _cmake_args(self, environment: dict[str, str]) -> str:
        # the name of llama.cpp's project, dot and all
        project = f'"-DCMAKE_PROJECT_llama.cpp_INCLUDE={_OPTIONS.as_posix()}"'
        portable = [*_PORTABLE, _RPATHS.get(sys.platform, "")] if self.is_portable else []
        return " ".join(filter(None, [*portable, project, environment.get("CMAKE_ARGS", "")]))


def _this_cpu() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        flags = re.search(r"^(?:flags|Features)\s*:\s*(.*)$", cpuinfo.read_text(), re.MULTILINE)
        if flags:
            return " ".join(sorted(flags[1].split()))
    return platform.processor() or platform.machine()


def cache_folder() -> Path:
    """Where compiled engines and the starter model are kept."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return base / "bitsmith"


def say(text: str) -> None:
    """Tell how it goes; standard output is for results."""
    print(text, flush=True, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
