"""chat."""

from __future__ import annotations

import argparse
import dataclasses
import queue
import sys
from pathlib import Path

from desktop_app.cli.context import Context, open_context
from desktop_app.cli.output import print_json
from desktop_app.domain.chat import (
    AnswerStats,
    ChatTurn,
    GenerationSettings,
    LoadedModel,
    LoadSettings,
    Role,
    StopReason,
)
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.pipeline.chat_help import read_attachment
from desktop_app.protocol.child import INFERENCE_WORKER, ChildProcess
from desktop_app.protocol.messages import (
    Cancelled,
    Event,
    Failed,
    Finished,
    Generate,
    JobCommand,
    LoadModel,
    Result,
    Text,
)

_CHECK_S = 0.2  # so that Ctrl+C is seen on every system


def chat(options: argparse.Namespace) -> int:
    context = open_context()
    path = model_path(context, options.model)
    load = LoadSettings(n_ctx=options.ctx, n_threads=options.threads or context.settings.n_threads)
    pictures = tuple(read_attachment(Path(name).expanduser()).picture for name in options.picture)
    if not all(pictures):
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            "--picture takes pictures.",
            "At least one of the files is a document.",
            "Put its text into the prompt.",
        )
    turns = [ChatTurn(Role.USER, options.prompt, pictures)]
    if options.system:
        turns.insert(0, ChatTurn(Role.SYSTEM, options.system))
    settings = GenerationSettings(
        temperature=options.temperature, seed=options.seed, max_tokens=options.max_tokens
    )
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    child = ChildProcess(INFERENCE_WORKER, events.put, name="inference")
    child.start()
    answer: list[str] = []

    def write(text: str) -> None:
        answer.append(text)
        if not options.json:
            sys.stdout.write(text)
            sys.stdout.flush()

    try:
        loaded = _do(child, events, LoadModel("load", str(path), load), write)
        stats = _do(child, events, Generate("answer", tuple(turns), settings), write)
    finally:
        child.shutdown()
    assert isinstance(stats, AnswerStats)
    assert isinstance(loaded, LoadedModel)
    if options.json:
        print_json(
            {
                "model": str(path),
                "text": "".join(answer),
                "stats": dataclasses.asdict(stats),
                "loaded": dataclasses.asdict(loaded),
            }
        )
    else:
        print()
        ended = "" if stats.stop_reason is StopReason.END else f", ended by {stats.stop_reason.value}"
        print(
            f"[{stats.answer_tokens} tokens, {stats.tokens_per_s:.1f} tokens/s, first after "
            f"{stats.time_to_first_token_s:.2f} s{ended}]",
            file=sys.stderr,
        )
    return 0


def _do(child: ChildProcess, events: queue.SimpleQueue[Event], command: JobCommand, write: object) -> Result:
    """Send a command and wait for its end; Ctrl+C cancels it and waits for the worker to say so."""
    child.send(command)
    while True:
        try:
            event = events.get(timeout=_CHECK_S)
        except queue.Empty:
            continue
        except KeyboardInterrupt:
            child.cancel(command.job_id)
            continue
        match event:
            case Text(text=text):
                write(text)  # type: ignore[operator]
            case Finished(result=result):
                return result
            case Cancelled():
                raise CancelledError
            case Failed(problem=problem):
                raise BitsmithError(
                    problem.kind, problem.what, problem.why, problem.next_step, problem.detail
                )


def model_path(context: Context, name: str) -> Path:
    """The file that `name` means: a path, or a model of the library.

    Raises:
        BitsmithError: (not_found) there is none.
    """
    path = Path(name).expanduser()
    if path.is_file():
        return path.absolute()
    model = context.library.find(name)
    if model is not None and not model.is_missing:
        return Path(model.path)
    why = "Its file is missing." if model else "It is neither a file nor in your library."
    raise BitsmithError(
        ErrorKind.NOT_FOUND,
        f"There is no model {name}.",
        why,
        "See your models with: bitsmith models",
    )
