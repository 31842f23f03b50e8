"""Entry of the inference process."""

from __future__ import annotations

from multiprocessing.connection import Connection

from converters.engine import engine_name, load_engine
from desktop_app.protocol.channel import WorkerChannel
from desktop_app.worker.inference import Inference


def main(conn: Connection) -> None:
    """Serve `LoadModel` and `Generate` until told to end."""
    inference = Inference(load_engine())
    WorkerChannel(conn).serve(inference.handle, engine=engine_name())
