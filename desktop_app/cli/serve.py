"""serve."""

from __future__ import annotations

import argparse
import sys

from desktop_app.api.application import Api
from desktop_app.api.engine import ChildEngine
from desktop_app.api.server import ApiServer
from desktop_app.cli.context import open_context
from desktop_app.cli.output import print_json
from desktop_app.cli.talk import model_path
from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.storage.api_key import ApiKeyStore

_CHECK_S = 0.5


def serve(options: argparse.Namespace) -> int:
    """Serve a model until Ctrl+C, or until its process ends."""
    context = open_context()
    path = model_path(context, options.model)
    settings = context.settings
    key = options.key or ApiKeyStore(context.folders.api_key).key()
    load = LoadSettings(n_ctx=options.ctx, n_threads=options.threads or settings.n_threads)
    engine = ChildEngine(options.name or path.stem, str(path), load)
    server = ApiServer(Api(engine, key, lambda: settings.generation), options.port)
    try:
        model = engine.open()
        server.start()
        if options.json:
            print_json({"url": server.url, "key": key, "model": model.name, "n_ctx": model.loaded.n_ctx})
            sys.stdout.flush()
        else:
            print(f"{model.name} is served at {server.url} (context of {model.loaded.n_ctx:,} tokens).")
            print(f"Key: {key}")
            print("Ctrl+C ends it.", flush=True)
        while not engine.ended.wait(_CHECK_S):
            pass
        raise BitsmithError(
            ErrorKind.WORKER_CRASHED,
            "The model's process has ended.",
            "It crashed, or the system took its memory.",
            "Start again; with a shorter context when memory was short.",
        )
    except KeyboardInterrupt:
        return 0
    finally:
        server.stop()
        engine.close()
