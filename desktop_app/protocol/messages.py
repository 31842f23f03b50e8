"""What the two processes say to each other: commands down, events up.

Every command but `Cancel` and `Shutdown` carries a `job_id` and ends in exactly one terminal event:
`Finished`, `Failed` or `Cancelled`. Sizes are bytes, durations seconds, rates per second.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.chat import (
    AnswerStats,
    ChatTurn,
    GenerationSettings,
    LoadedModel,
    LoadForecast,
    LoadSettings,
)
from desktop_app.domain.errors import Problem
from desktop_app.domain.fit import FitRow
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.machine import Machine
from desktop_app.domain.quantize_choices import NO_CHOICES, QuantizeChoices
from desktop_app.domain.streaming import SourceSpan
from desktop_app.protocol.results import (
    DeviceList,
    DocumentText,
    Embedded,
    FileReport,
    PartsReport,
    PictureData,
    QuantizeResult,
    TokenCounts,
)

# ---- commands ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoadModel:
    """Put the GGUF at `path` into memory, in place of what is loaded. Result: `LoadedModel`."""

    job_id: str
    path: str
    settings: LoadSettings


@dataclass(frozen=True, slots=True)
class Generate:
    """Answer the conversation; a last turn of the assistant is continued. Result: `AnswerStats`.

    `drops_turns`: the oldest turns are left out where the context is too short for all; else that fails.
    """

    job_id: str
    turns: tuple[ChatTurn, ...]
    settings: GenerationSettings
    drops_turns: bool = True


@dataclass(frozen=True, slots=True)
class Complete:
    """Go on with `prompt` as it stands, without a chat template. Result: `AnswerStats`."""

    job_id: str
    prompt: str
    settings: GenerationSettings


@dataclass(frozen=True, slots=True)
class Embed:
    """Turn each text into a vector of length 1: an `EmbeddingReady` for each. Result: `Embedded`."""

    job_id: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountTokens:
    """Say how many tokens each text is, then each picture, for the loaded model. Result: `TokenCounts`.

    Pictures count nothing for a model that cannot see.
    """

    job_id: str
    texts: tuple[str, ...]
    pictures: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class PredictLoad:
    """Say what loading the GGUF at `path` would take, and which settings would fit. Result: `LoadForecast`.

    `freed_ram_bytes` and `freed_vram_bytes` are what another model gives back before.
    """

    job_id: str
    path: str
    settings: LoadSettings
    freed_ram_bytes: int = 0
    freed_vram_bytes: int = 0


@dataclass(frozen=True, slots=True)
class CheckGrammar:
    """See whether the engine understands a grammar (GBNF) or a JSON schema. Result: None."""

    job_id: str
    grammar: str = ""
    json_schema: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The text of the file at `path`, of at most `max_chars` characters, or the picture that it is.

    Result: `DocumentText` or `PictureData`.
    """

    job_id: str
    path: str
    max_chars: int


@dataclass(frozen=True, slots=True)
class Quantize:
    """Make `output` (a GGUF) from the checkpoint `source`. Result: `QuantizeResult`.

    `threads` 0 lets the worker choose; `name` is the model's name in the file, "" the source's own.
    With a `window`, `source` holds headers only: the worker says in a `SpansNeeded` which bytes it will
    read, finds them in that folder and deletes them there. `identity` then names the content of the source.
    `repository` and `revision` are what the file says about its origin, "" for a source of this computer.
    """

    job_id: str
    source: str
    output: str
    quant_type: str
    threads: int = 0
    name: str = ""
    window: str = ""
    identity: str = ""
    choices: QuantizeChoices = NO_CHOICES
    repository: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class EstimateFit:
    """Say for each quant type how it fits `machine` at each context: a `FitReady` for each. Result: None.

    `n_ctxs` are tokens; `kv_type` is the KV cache's, see `LoadSettings`. `headers_only`: the weight files
    of `source` hold their headers only, the tensor data is a hole. `name` is the model's name in the file,
    "" the source's own; it is part of the file's size, as are `repository` and `revision`, see `Quantize`.
    What the worker finds out about a source is kept for the next command about it; its files go into the
    folder `scratch`, which the parent deletes.
    """

    job_id: str
    source: str
    headers_only: bool
    quant_types: tuple[str, ...]
    n_ctxs: tuple[int, ...]
    machine: Machine
    scratch: str
    kv_type: str = "f16"
    name: str = ""
    repository: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class InspectFile:
    """Say what the header of the GGUF at `path` holds. Result: `FileReport`."""

    job_id: str
    path: str
    with_tensors: bool = False


@dataclass(frozen=True, slots=True)
class VerifyFile:
    """Read every tensor of the GGUF at `path`, and check it. Result: `FileReport`."""

    job_id: str
    path: str


@dataclass(frozen=True, slots=True)
class MakeAdapter:
    """Make the GGUF `output` of the LoRA folder `adapter`, made for `base`. Result: `FileReport`."""

    job_id: str
    adapter: str
    base: str
    output: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SplitFile:
    """Write the GGUF at `path` as shards named after `output`. Result: `FileReport`.

    One of the limits is set: `max_size` ("4G") or `max_tensors` of a shard.
    """

    job_id: str
    path: str
    output: str
    max_size: str = ""
    max_tensors: int = 0


@dataclass(frozen=True, slots=True)
class MergeFiles:
    """Put the shards that `path` is one of together as `output`. Result: `FileReport`."""

    job_id: str
    path: str
    output: str


@dataclass(frozen=True, slots=True)
class ListDevices:
    """Name the devices that the engine can compute on. Result: `DeviceList`."""

    job_id: str


@dataclass(frozen=True, slots=True)
class LoadParts:
    """Import each "module" or "module:name" as this process would. Result: `PartsReport`."""

    job_id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cancel:
    """End the command `job_id` early; it still ends in one terminal event. Has none of its own.

    `keep` what is done already, for a later command that goes on from there.
    """

    job_id: str
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Shutdown:
    """Cancel what runs, and end the process."""


# ---- results ---------------------------------------------------------------------------------------

Result = (
    LoadedModel
    | AnswerStats
    | LoadForecast
    | TokenCounts
    | DocumentText
    | PictureData
    | QuantizeResult
    | DeviceList
    | PartsReport
    | FileReport
    | Embedded
    | None
)


# ---- events ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready:
    """The process runs and reads commands; `engine` is the engine's version, "" before it is loaded."""

    pid: int
    engine: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long command is; at most ten a second."""

    job_id: str
    progress: JobProgress


@dataclass(frozen=True, slots=True)
class Text:
    """More of an answer; about 20 a second, never more than 30.

    `answer_tokens` counts the answer so far, `tokens_per_s` is the speed since the event before,
    `context_used` the tokens that the context holds now.
    """

    job_id: str
    text: str
    answer_tokens: int
    tokens_per_s: float
    context_used: int


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """`done` of `total` prompt tokens are in the context (those reused count as done)."""

    job_id: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class EmbeddingReady:
    """The vector of the text number `index` of an `Embed`."""

    job_id: str
    index: int
    vector: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FitReady:
    """One row of an `EstimateFit`."""

    job_id: str
    row: FitRow


@dataclass(frozen=True, slots=True)
class SpansNeeded:
    """Which bytes of its source a `Quantize` with a window will read, in this order.

    The worker waits for the file `span_file_name(number)` of each in the window. `largest_need_bytes` must
    fit in the window at once; `output_bytes` will still be written to the output.
    """

    job_id: str
    spans: tuple[SourceSpan, ...]
    largest_need_bytes: int
    output_bytes: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Terminal: the command is done."""

    job_id: str
    result: Result = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Terminal: the command could not be done."""

    job_id: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Terminal: somebody asked to stop. A stopped answer still has its numbers in `result`."""

    job_id: str
    result: Result = None


JobCommand = (
    LoadModel
    | Generate
    | Complete
    | Embed
    | CountTokens
    | PredictLoad
    | CheckGrammar
    | ReadDocument
    | Quantize
    | EstimateFit
    | InspectFile
    | VerifyFile
    | MakeAdapter
    | SplitFile
    | MergeFiles
    | ListDevices
    | LoadParts
)
Command = JobCommand | Cancel | Shutdown
TerminalEvent = Finished | Failed | Cancelled
JobEvent = Progress | Text | PromptProgress | EmbeddingReady | FitReady | SpansNeeded | TerminalEvent
Event = Ready | JobEvent
