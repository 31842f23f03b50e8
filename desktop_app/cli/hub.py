"""download, login, logout, whoami."""

from __future__ import annotations

import argparse
import getpass
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli.context import Context, open_context
from desktop_app.cli.output import ProgressLine, print_json, size_text
from desktop_app.domain.account import TokenPlace
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.library import ModelOrigin
from desktop_app.domain.repository import conversion_files, gguf_variants, repo_id_from_text
from desktop_app.pipeline import make

if TYPE_CHECKING:
    from desktop_app.domain.account import Account
    from desktop_app.domain.repository import RepoDetail, RepoFile

_PLACES = {
    TokenPlace.KEYRING: "the keyring",
    TokenPlace.FILE: "a file that only you can read",
    TokenPlace.ELSEWHERE: "HF_TOKEN or the hf command",
    TokenPlace.NOWHERE: "nowhere",
}


def download(options: argparse.Namespace) -> int:
    context = open_context()
    repo_id = repo_id_from_text(options.source)
    if not repo_id:
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            f"{options.source[:200]} is not the name of a model on a hub.",
            "A name has the form owner/model.",
            "Check the name, or search for it: bitsmith search WORDS",
        )
    detail = context.hub.repository(repo_id, options.revision)
    files = _chosen_files(detail, options.quant, tuple(options.file or ()))
    folder = Path(options.output).expanduser() if options.output else None
    folder = folder or make.variant_folder(context.models_folder, repo_id)
    line = ProgressLine()
    try:
        make.download(context.hub, detail, files, folder, on_progress=line, is_cancelled=lambda: False)
    except KeyboardInterrupt:
        line.end()
        print("bitsmith: stopped; the same command goes on from here", file=sys.stderr)
        raise
    finally:
        line.end()
    context.known_hashes.remember(folder, detail, files)
    model = _into_library(context, detail, files, folder)
    rows = [
        {
            "path": str(folder / f.path),
            "size_bytes": f.size_bytes,
            "sha256": f.sha256,
            "git_sha1": f.git_sha1,
        }
        for f in files
    ]
    if options.json:
        print_json({"repository": repo_id, "revision": detail.revision, "files": rows, "model_id": model})
        return 0
    for file in files:
        is_checked = "checked" if file.sha256 or file.git_sha1 else "not checked: the hub gives no hash"
        print(f"{folder / file.path}  {size_text(file.size_bytes)}, {is_checked}")
    return 0


def login(options: argparse.Namespace) -> int:
    from desktop_app.domain.account import Login
    from desktop_app.hub.account import ask_device_code, clean_token, wait_for_login, who_am_i
    from desktop_app.hub.client import HubClient

    context = open_context()
    if options.token_stdin:
        found = Login(clean_token(sys.stdin.readline()))
    elif options.with_token:
        found = Login(clean_token(getpass.getpass("Access token (not shown): ")))
    else:
        code = ask_device_code(context.hub)
        print(f"Confirm the code {code.user_code} at {code.address}", file=sys.stderr)
        if sys.stderr.isatty():
            webbrowser.open(code.full_address)
        found = wait_for_login(context.hub, code, lambda: False)
    settings = context.settings
    trial = HubClient(
        context.hub.endpoint,
        found.access_token,
        proxy=settings.proxy,
        connectivity=context.hub.connectivity,
    )
    account = who_am_i(trial)
    place = context.logins.save(context.hub.host, found)
    return _tell(context, account, place, is_json=options.json)


def logout(options: argparse.Namespace) -> int:
    context = open_context()
    was_there = context.logins.place(context.hub.host) is not TokenPlace.NOWHERE
    context.logins.forget(context.hub.host)
    if options.json:
        print_json({"host": context.hub.host, "was_logged_in": was_there})
    elif was_there:
        print(f"Logged out of {context.hub.host}.")
    else:
        print(f"Nobody was logged in to {context.hub.host}.")
    return 0


def whoami(options: argparse.Namespace) -> int:
    from desktop_app.hub.account import who_am_i
    from desktop_app.hub.session import inherited_token

    context = open_context()
    place = context.logins.place(context.hub.host)
    if place is TokenPlace.NOWHERE and inherited_token(context.hub.endpoint):
        place = TokenPlace.ELSEWHERE
    return _tell(context, who_am_i(context.hub), place, is_json=options.json)


def _tell(context: Context, account: Account, place: TokenPlace, *, is_json: bool) -> int:
    if is_json:
        told: dict[str, Any] = {
            "host": context.hub.host,
            "name": account.name,
            "full_name": account.full_name,
            "token_name": account.token_name,
            "role": account.role,
            "kept_in": place.value,
        }
        print_json(told)
    else:
        name = f"{account.full_name} ({account.name})" if account.full_name else account.name
        print(f"{name} at {context.hub.host}; the token is in {_PLACES[place]}.")
    return 0


def _chosen_files(detail: RepoDetail, quant: str, names: tuple[str, ...]) -> tuple[RepoFile, ...]:
    """What is meant: named files, one ready-made GGUF, or the original weights.

    Raises:
        BitsmithError: (not_found, bad_request) with what there is instead.
    """
    if names:
        by_path = {f.path: f for f in detail.files}
        missing = [name for name in names if name not in by_path]
        if missing:
            raise BitsmithError(
                ErrorKind.NOT_FOUND,
                f"{detail.repo_id} has no file {missing[0][:200]}.",
                f"It has {len(detail.files)} files.",
                "Names are those on the model's page, folders included.",
            )
        return tuple(by_path[name] for name in dict.fromkeys(names))
    variants = gguf_variants(detail.files)
    if quant:
        wanted = quant.casefold()
        variants = tuple(v for v in variants if wanted in (v.quant_type.casefold(), v.label.casefold()))
    elif not variants:
        make.check_convertible(detail)
        return conversion_files(detail)
    if len(variants) == 1:
        return variants[0].files
    offered = ", ".join(v.label for v in gguf_variants(detail.files)[:40]) or "no GGUF"
    raise BitsmithError(
        ErrorKind.BAD_REQUEST if variants or not quant else ErrorKind.NOT_FOUND,
        f"{detail.repo_id} offers several models."
        if variants or not quant
        else f"{detail.repo_id} does not offer {quant[:100]}.",
        f"There are: {offered}.",
        "Name one: --quant TYPE, or --file NAME.",
    )


def _into_library(context: Context, detail: RepoDetail, files: tuple[RepoFile, ...], folder: Path) -> str:
    """Register a GGUF that came; returns its id, "" when it was something else."""
    first = next((f for f in files if f.path.lower().endswith(".gguf")), None)
    if first is None:
        return ""
    added = context.library.add_file(
        folder / first.path, ModelOrigin.DOWNLOADED, source=detail.repo_id, revision=detail.revision
    )
    return added.model_id
