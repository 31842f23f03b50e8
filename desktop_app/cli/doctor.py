"""doctor: what is installed, where things are, what is wrong."""

from __future__ import annotations

import argparse
import dataclasses
import importlib.metadata
import platform
import sys
import tempfile
from pathlib import Path

from desktop_app import __version__
from desktop_app.cli.context import Context, open_context
from desktop_app.cli.output import print_json, size_text
from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.machine import Machine
from desktop_app.pipeline.fit import machine_now

_PACKAGES = (
    "PySide6_Essentials",
    "llama_cpp_python",
    "huggingface_hub",
    "gguf",
    "numpy",
    "psutil",
    "tokenizers",
)


def doctor(options: argparse.Namespace) -> int:
    context = open_context()
    problems: list[str] = []
    folders = _folders(context, problems)
    machine = _machine(context, problems)
    hub = _hub(context)
    versions = _versions(problems)
    if options.json:
        print_json(
            {
                "versions": versions,
                "machine": dataclasses.asdict(machine) if machine else None,
                "folders": folders,
                "hub": hub,
                "problems": problems,
            }
        )
    else:
        _print(versions, machine, folders, hub, problems)
    return 1 if problems else 0


def _versions(problems: list[str]) -> dict[str, str]:
    found = {"bitsmith": __version__, "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = "missing"
            problems.append(f"The package {package} is missing. Install Bitsmith again.")
    return found


def _folders(context: Context, problems: list[str]) -> dict[str, str]:
    folders = {
        "data": context.folders.data,
        "settings": context.folders.config,
        "cache": context.folders.cache,
        "models": context.models_folder,
    }
    for name, folder in folders.items():
        why = _not_writable(folder)
        if why:
            problems.append(f"The {name} folder {folder} cannot be written: {why}. Check its permissions.")
    return {name: str(folder) for name, folder in folders.items()}


def _not_writable(folder: Path) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _machine(context: Context, problems: list[str]) -> Machine | None:
    try:
        return machine_now(context.models_folder)
    except BitsmithError as error:
        problems.append(f"The engine does not work. {error.problem.text()}")
        return None


def _hub(context: Context) -> dict[str, str]:
    """Not being online is not a fault: everything local works without it."""
    try:
        context.hub.search(limit=1)
    except BitsmithError as error:
        try:
            endpoint = context.hub.endpoint
        except BitsmithError:
            endpoint = context.settings.endpoint
        return {"endpoint": endpoint, "state": error.problem.text()}
    return {"endpoint": context.hub.endpoint, "state": "answers"}


def _code_of(machine: Machine) -> str:
    if machine.cpu_variant:
        return f"with its code for {machine.cpu_variant} processors"
    return "built for one kind of processor"


def _print(
    versions: dict[str, str],
    machine: Machine | None,
    folders: dict[str, str],
    hub: dict[str, str],
    problems: list[str],
) -> None:
    print("Versions: " + ", ".join(f"{name} {version}" for name, version in versions.items()))
    print(f"System:   {platform.platform()}")
    if machine:
        print(f"CPU:      {machine.cpu_name}, {machine.physical_cores} cores")
        print(f"          {', '.join(machine.cpu_features) or 'instruction sets not told'}")
        print(f"Engine:   {machine.engine}, {_code_of(machine)}")
        free, total = size_text(machine.ram_available_bytes), size_text(machine.ram_total_bytes)
        print(f"Memory:   {free} free of {total}")
        for device in machine.devices:
            memory = f"{size_text(device.memory_free_bytes)} free of {size_text(device.memory_total_bytes)}"
            print(f"Device:   {device.name} ({device.description}), {memory}, through {device.backend}")
        if not machine.gpus:
            print("GPU:      none that the engine can use; models run on the processor")
        print(f"Disk:     {size_text(machine.disk_free_bytes)} free")
    for name, folder in folders.items():
        print(f"{(name + ':').capitalize():9} {folder}")
    print(f"Hub:      {hub['endpoint']}: {hub['state']}")
    if problems:
        print("\nWhat is wrong:", *problems, sep="\n  ", file=sys.stderr)
    else:
        print("\nNothing is wrong.")
