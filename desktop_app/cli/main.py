"""Arguments, exit status, and the words for failures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from desktop_app import __version__
from desktop_app.cli.quantize_flags import add_quantize_flags
from desktop_app.cli.search_flags import add_search_flags
from desktop_app.domain.errors import BitsmithError, CancelledError, system_problem
from desktop_app.domain.library_query import LibrarySort
from desktop_app.domain.settings import DEFAULT_API_PORT

_Number = TypeVar("_Number", int, float)

DONE, FAILED, WRONG_USAGE, CANCELLED = 0, 1, 2, 130


def main(arguments: list[str]) -> int:
    """Run one command.

    Returns:
        0 done, 1 failed (said on stderr), 2 wrong usage, 130 cancelled.
    """
    try:
        options = parser().parse_args(arguments)
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else WRONG_USAGE
    module, function = options.run.split(":")
    command: Callable[[argparse.Namespace], int] = getattr(
        import_module(f"desktop_app.cli.{module}"), function
    )
    try:
        return command(options)
    except BitsmithError as error:
        print(f"bitsmith: {error.problem.text()}", file=sys.stderr)
        return FAILED
    except (CancelledError, KeyboardInterrupt):
        print("bitsmith: cancelled", file=sys.stderr)
        return CANCELLED
    except BrokenPipeError:
        return FAILED
    except OSError as error:
        print(f"bitsmith: {system_problem(error).text()}", file=sys.stderr)
        return FAILED


def command_functions() -> list[str]:
    """What the commands run, as "module:function"."""
    runs: list[str] = []
    parser(runs)
    return [f"desktop_app.cli.{run}" for run in runs]


def parser(runs: list[str] | None = None) -> argparse.ArgumentParser:
    """The whole grammar; `runs` gets what each command runs."""
    top = argparse.ArgumentParser(
        prog="bitsmith",
        description="Find, make and run language models that fit this computer. "
        "Without a command it opens the app.",
    )
    top.add_argument("--version", action="version", version=f"bitsmith {__version__}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, run: str, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.add_argument("--json", action="store_true", help="print one JSON document")
        made.set_defaults(run=run)
        if runs is not None:
            runs.append(run)
        return made

    search = add("search", "search:search", "Search the Hub for models.")
    add_search_flags(search)
    search.add_argument("--limit", type=_positive, default=20, help="rows (default 20)")
    download = add("download", "hub:download", "Download a model, or go on with its download.")
    download.add_argument(
        "source", metavar="OWNER/NAME", help="a model on the Hub, or the address of its page"
    )
    which = download.add_mutually_exclusive_group()
    which.add_argument("--quant", default="", help="the ready-made GGUF of this type, for example Q4_K_M")
    which.add_argument("--file", action="append", help="this file; may be given several times")
    download.add_argument("--revision", default="main", help="a commit, branch or tag (default main)")
    download.add_argument("-o", "--output", default="", help="folder (default: your models folder)")
    login = add("login", "hub:login", "Log in to the Hub with the browser, or with an access token.")
    how = login.add_mutually_exclusive_group()
    how.add_argument("--with-token", action="store_true", help="ask for an access token")
    how.add_argument("--token-stdin", action="store_true", help="read an access token from standard input")
    add("logout", "hub:logout", "Forget the login for the Hub.")
    add("whoami", "hub:whoami", "Say who is logged in to the Hub.")
    fit = add("fit", "models:fit", "Say for each quant type whether a model fits this computer.")
    fit.add_argument(
        "source",
        help="a checkpoint folder, a GGUF file, a hub id (owner/name), or a model of your library",
    )
    fit.add_argument("--ctx", type=_positive, default=4096, help="context in tokens (default 4096)")
    make = add("quantize", "make:quantize", "Make a GGUF from original weights, in one pass.")
    make.add_argument("source", help="a checkpoint folder, a GGUF file, or hub:owner/name")
    make.add_argument("--type", required=True, help="quant type, for example Q4_K_M")
    make.add_argument("-o", "--output", required=True, help="the new file, ending in .gguf")
    make.add_argument("--threads", type=_positive, help="default: one per core")
    add_quantize_flags(make)
    inspect = add("inspect", "model_files:inspect", "Say what a GGUF file holds, and where it comes from.")
    inspect.add_argument("file", help="a GGUF file; of a split model any of its files")
    inspect.add_argument("--tensors", action="store_true", help="name every tensor")
    inspect.add_argument(
        "--recipe", action="store_true", help="every tensor's type, as quantize --recipe reads it"
    )
    verify = add("verify", "model_files:verify", "Read every tensor of a GGUF file, and check it.")
    verify.add_argument("file", help="a GGUF file, of a split model any of its files; or a model's name")
    verify.add_argument(
        "--hash", action="store_true", help="also compare SHA-256 with what the hub or its app says"
    )
    split = add("split", "model_files:split", "Write a GGUF file as several smaller ones.")
    split.add_argument("file", help="a GGUF file")
    split.add_argument("-o", "--output", required=True, help="name of the files, before their numbers")
    limit = split.add_mutually_exclusive_group(required=True)
    limit.add_argument("--max-size", default="", help="of one file, for example 4G")
    limit.add_argument("--max-tensors", type=_positive, default=0, help="tensors of one file")
    merge = add("merge", "model_files:merge", "Put the files of a split model together.")
    merge.add_argument("file", help="any of the files")
    merge.add_argument("-o", "--output", required=True, help="the new file, ending in .gguf")
    lora = add("lora", "model_files:lora", "Make a GGUF of a LoRA adapter (PEFT).")
    lora.add_argument("adapter", help="a folder with adapter_config.json")
    lora.add_argument("--base", required=True, help="checkpoint folder of the model that it was made for")
    lora.add_argument("-o", "--output", required=True, help="the new file, ending in .gguf")
    lora.add_argument("--name", default="", help="the adapter's name in the file")
    chat = add("chat", "talk:chat", "Ask a model once.")
    chat.add_argument("model", help="a GGUF file, or the name of a model of your library")
    chat.add_argument("-p", "--prompt", required=True, help="what to ask")
    chat.add_argument(
        "--picture", action="append", default=[], metavar="FILE", help="show it a picture (again for more)"
    )
    chat.add_argument("--system", default="", help="system prompt")
    chat.add_argument("--max-tokens", type=_positive, help="longest answer")
    chat.add_argument("--temperature", type=_temperature, default=0.7)
    chat.add_argument("--seed", type=int)
    chat.add_argument("--ctx", type=_positive, default=4096, help="context in tokens (default 4096)")
    chat.add_argument("--threads", type=_positive)
    serve = add("serve", "serve:serve", "Serve a model on this computer, as OpenAI's API.")
    serve.add_argument("model", help="a GGUF file, or the name of a model of your library")
    serve.add_argument("--port", type=_port, default=DEFAULT_API_PORT, help=f"default {DEFAULT_API_PORT}")
    serve.add_argument("--key", default="", help="what clients must send; default: the app's own key")
    serve.add_argument("--name", default="", help="what clients call the model; default: the file's name")
    serve.add_argument("--ctx", type=_positive, default=4096, help="context in tokens (default 4096)")
    serve.add_argument("--threads", type=_positive)
    models = add("models", "library:models", "List the models of your library, and keep order in it.")
    models.add_argument("words", nargs="*", metavar="WORD", help="only models with these words")
    models.add_argument("--sort", default="added", choices=[s.value for s in LibrarySort])
    models.add_argument("--tag", default="", help="only models with this tag")
    models.add_argument("--no-apps", action="store_true", help="leave models of other apps out")
    models.add_argument("--fit", action="store_true", help="say for each whether it fits this computer")
    models.add_argument("--ctx", type=_positive, default=4096, help="context of --fit (default 4096)")
    models.add_argument("--duplicates", action="store_true", help="list what is there more than once")
    models.add_argument("--compare", action="store_true", help="with --duplicates: compare whole files")
    pair = ("MODEL", "TAG")
    models.add_argument("--add", action="append", metavar="PATH", help="add a GGUF file or folder")
    models.add_argument("--forget", action="append", metavar="MODEL", help="take it off the list")
    models.add_argument("--rename", action="append", nargs=2, metavar=("MODEL", "NAME"), help="show it so")
    models.add_argument("--give-tag", action="append", nargs=2, metavar=pair, help="give it a tag")
    models.add_argument("--take-tag", action="append", nargs=2, metavar=pair, help="take a tag away")
    update = add("update", "update:update", "Say whether there is a newer version; nothing is installed.")
    update.add_argument("--check", action="store_true", required=True, help="ask the address of releases")
    add("doctor", "doctor:doctor", "Say what is installed, where things are, and what is wrong.")
    return top


def _positive(text: str) -> int:
    return _within(int, text, 1, (1 << 31) - 1, "a whole number above 0 is needed")


def _port(text: str) -> int:
    return _within(int, text, 0, 65535, "a number from 0 (any free port) to 65535 is needed")


def _temperature(text: str) -> float:
    return _within(float, text, 0, 10, "a number from 0 to 10 is needed")


def _within(kind: Callable[[str], _Number], text: str, least: float, most: float, words: str) -> _Number:
    try:
        value = kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(words) from None
    if not least <= value <= most:
        raise argparse.ArgumentTypeError(words)
    return value
