"""How each quant type of a model fits a machine, before any weight is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from converters import Conversion, ConvertError, open_checkpoint, plan
from converters.facts import source_note
from converters.provenance import provenance
from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.fit import FitRow, MemoryNeed, judge, usable_vram_bytes
from desktop_app.domain.gguf_header import NeedMoreError, bad_gguf, read_gguf_header
from desktop_app.domain.machine import Machine
from desktop_app.domain.speed import estimate_speed
from desktop_app.protocol.messages import EstimateFit, Event, FitReady
from desktop_app.worker.context_parameters import check_kv_type
from desktop_app.worker.dry_allocation import DryAllocation, allocate_dry
from desktop_app.worker.repack import is_repacked

_MAX_CTX = 1 << 31


@dataclass(frozen=True, slots=True)
class Weight:
    """One tensor of a file; `shape` innermost first."""

    name: str
    type: int
    shape: tuple[int, ...]
    n_bytes: int

    @property
    def layer(self) -> int | None:
        parts = self.name.split(".")
        return int(parts[1]) if parts[0] == "blk" and parts[1].isdecimal() else None


@dataclass(frozen=True, slots=True)
class _File:
    quant_type: str
    file_bytes: int
    weights: tuple[Weight, ...]

    @property
    def bits_per_weight(self) -> float:
        values = 0
        for weight in self.weights:
            count = 1
            for size in weight.shape:
                count *= size
            values += count
        return 8 * sum(w.n_bytes for w in self.weights) / values if values else 0.0


class _Source:
    """What is known of one source: the engine's plan for each type, and what a context takes."""

    def __init__(self, command: EstimateFit) -> None:
        """Open the source; raises BitsmithError when it cannot be used."""
        path = Path(command.source)
        self._conversion: Conversion | None = None
        self._plans: dict[str, _File | None] = {}
        self._allocations: dict[tuple[int, str, int], DryAllocation] = {}
        self.note = ""
        if not path.is_dir():
            self._header = path
            self._existing = _existing(path)
            self.expert_share = _expert_share(path)
            return
        self._header = Path(command.scratch) / "skeleton.gguf"
        with _in_words():
            self._conversion = Conversion(
                open_checkpoint(path, headers_only=command.headers_only),
                command.name or None,
                provenance(repository=command.repository, revision=command.revision),
            )
            self._data_start = self._conversion.write_skeleton(self._header)
            self.expert_share = _expert_share(self._header)
            self.note = source_note(self._conversion.checkpoint)

    def files(self, quant_types: tuple[str, ...]) -> Iterator[_File]:
        """What each type would become; types that the engine does not make of this model are left out."""
        if self._conversion is None:
            yield self._existing
            return
        for name in quant_types:
            if name not in self._plans:
                with _in_words():
                    self._plans[name] = _planned(self._conversion, name, (self._header, self._data_start))
            planned = self._plans[name]
            if planned is not None:
                yield planned

    def allocation(self, settings: LoadSettings) -> DryAllocation:
        """What a context takes; the engine is asked once."""
        key = (settings.n_ctx, settings.kv_type, settings.n_gpu_layers)
        if key not in self._allocations:
            self._allocations[key] = allocate_dry(self._header, settings)
        return self._allocations[key]


class Estimates:
    """Does `EstimateFit` commands; the source of the last one is kept."""

    def __init__(self) -> None:
        self._key: object = None
        self._source: _Source | None = None

    def rows(self, command: EstimateFit, cancelled: Callable[[], bool] = lambda: False) -> Iterator[FitRow]:
        """One row per context and quant type, as soon as it is known.

        Raises:
            BitsmithError: the source cannot be used, or the command makes no sense.
            CancelledError: `cancelled` said so.
        """
        _check(command)
        source = self._open(command)
        for n_ctx in command.n_ctxs:
            settings = LoadSettings(n_ctx=n_ctx, kv_type=command.kv_type)
            estimator = _Estimator(source, settings, command.machine)
            for file in source.files(command.quant_types):
                if cancelled():
                    raise CancelledError
                yield replace(estimator.row(file), note=source.note)

    def _open(self, command: EstimateFit) -> _Source:
        key = (
            command.source,
            command.headers_only,
            command.name,
            command.repository,
            command.revision,
            command.scratch,
            _identity(Path(command.source)),
        )
        if self._source is None or key != self._key:
            self._source = None
            self._source, self._key = _Source(command), key
        return self._source


_estimates = Estimates()


def estimate(command: EstimateFit, send: Callable[[Event], None], cancelled: Callable[[], bool]) -> None:
    """Do one command: a `FitReady` for each row."""
    for row in _estimates.rows(command, cancelled):
        send(FitReady(command.job_id, row))


def _check(command: EstimateFit) -> None:
    wrong = [n for n in command.n_ctxs if not 0 < n < _MAX_CTX]
    if wrong or not command.n_ctxs:
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            f"A context of {wrong[0]:,} tokens is not possible." if wrong else "No context is given.",
            f"A context has 1 to {_MAX_CTX - 1:,} tokens.",
            "Choose a context within the model's limit, for example 4096.",
        )
    check_kv_type(command.kv_type)


def _identity(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes when a file of the source does."""
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        return tuple((f.name, s.st_size, s.st_mtime_ns) for f in files for s in (f.stat(),))
    except OSError as error:
        raise BitsmithError(
            ErrorKind.FILE_ACCESS,
            f"{path.name} cannot be read.",
            f"{error.strerror}.",
            "Check that it is still there and may be read, and try again.",
        ) from error


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except ConvertError as error:
        raise BitsmithError(ErrorKind(error.kind), error.what, error.why, error.next_step) from error


def _planned(conversion: Conversion, name: str, skeleton: tuple[Path, int]) -> _File | None:
    """None when the engine has no way to make this model in this type."""
    try:
        recipe = plan(conversion, name, skeleton=skeleton)
    except ConvertError as error:
        if error.kind == ErrorKind.UNSUPPORTED:
            return None
        raise
    weights = tuple(Weight(t.name, int(t.type), t.shape, t.n_bytes) for t in recipe.tensors)
    return _File(recipe.quant_type.name, recipe.file_bytes, weights)


def _existing(path: Path) -> _File:
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            header = read_gguf_header(file, available=size)
    except NeedMoreError as error:
        raise bad_gguf("It is cut off within its header.") from error
    weights = tuple(Weight(t.name, t.type, t.shape, t.n_bytes) for t in header.tensors)
    return _File(header.quant_type, max(size, header.file_bytes), weights)


def _expert_share(path: Path) -> float:
    """Of a mixture's experts, the share that answers for one token; 1 for a dense model."""
    try:
        with path.open("rb") as file:
            values = read_gguf_header(file, available=path.stat().st_size).values
    except (OSError, NeedMoreError, BitsmithError):
        return 1.0  # what is wrong with it is said where it is opened for real
    prefix = values.get("general.architecture", "")
    used, count = values.get(f"{prefix}.expert_used_count"), values.get(f"{prefix}.expert_count")
    if not isinstance(used, int) or not isinstance(count, int) or not 0 < used <= count:
        return 1.0
    return used / count


def weights_of(path: Path) -> tuple[Weight, ...]:
    """The tensors of one GGUF file; raises BitsmithError (bad_model)."""
    return _existing(path).weights


class _Estimator:
    """Puts weights and dry allocations together, for one context."""

    def __init__(self, source: _Source, settings: LoadSettings, machine: Machine) -> None:
        self._source = source
        self._settings = settings
        self._machine = machine

    def row(self, file: _File) -> FitRow:
        n_gpu_layers = self._layers_that_fit(file) if self._machine.gpus else 0
        ram, vram = self._needs(file, n_gpu_layers)
        is_all = n_gpu_layers >= self._allocation(n_gpu_layers).n_layers
        verdict, reason = judge(ram, vram, self._machine, is_all_on_gpu=is_all)
        speed = None
        if n_gpu_layers == 0:
            active = active_bytes(file.weights, self._source.expert_share)
            speed = estimate_speed(active, ram.kv_bytes, self._machine.memory_bandwidth)
        return FitRow(
            file.quant_type,
            file.file_bytes,
            file.bits_per_weight,
            self._allocation(n_gpu_layers).n_ctx,
            n_gpu_layers,
            ram,
            vram,
            verdict,
            reason,
            kv_type=self._settings.kv_type,
            speed=speed,
        )

    def _layers_that_fit(self, file: _File) -> int:
        """The most layers whose weights, cache and scratch memory the GPUs can hold."""
        low, high = 0, self._allocation(0).n_layers
        usable = usable_vram_bytes(self._machine)
        while low < high:
            middle = (low + high + 1) // 2
            if self._needs(file, middle)[1].total_bytes <= usable:
                low = middle
            else:
                high = middle - 1
        return low

    def _needs(self, file: _File, n_gpu_layers: int) -> tuple[MemoryNeed, MemoryNeed]:
        return memory_needs(file.weights, self._allocation(n_gpu_layers), n_gpu_layers)

    def _allocation(self, n_gpu_layers: int) -> DryAllocation:
        return self._source.allocation(replace(self._settings, n_gpu_layers=n_gpu_layers))


def active_bytes(weights: tuple[Weight, ...], expert_share: float) -> int:
    """Weights that one token reads: of experts the share that is used, of the embedding one row."""
    has_output = any(w.name == "output.weight" for w in weights)
    total = 0.0
    for weight in weights:
        if weight.name.startswith("token_embd.") and has_output:
            continue
        total += weight.n_bytes * (expert_share if "_exps." in weight.name else 1.0)
    return round(total)


def memory_needs(
    weights: tuple[Weight, ...], dry: DryAllocation, n_gpu_layers: int
) -> tuple[MemoryNeed, MemoryNeed]:
    """Memory of the computer and of the GPUs, when the last `n_gpu_layers` layers are offloaded."""
    n_blocks = dry.n_layers - 1
    # llama.cpp offloads from the end: the output first, then the last blocks
    first_offloaded = max(0, dry.n_layers - n_gpu_layers)
    is_output_offloaded = n_gpu_layers > 0
    on_gpu = on_host = repacked = 0
    has_output = any(w.name == "output.weight" for w in weights)
    for weight in weights:
        is_embedding = weight.name.startswith("token_embd.")
        if weight.layer is not None:
            is_offloaded = n_gpu_layers > 0 and weight.layer >= first_offloaded
        else:
            is_offloaded = is_output_offloaded and not is_embedding
        if is_offloaded:
            on_gpu += weight.n_bytes
            continue
        on_host += weight.n_bytes
        if not is_embedding and len(weight.shape) == 2 and is_repacked(weight.type, *weight.shape):
            repacked += weight.n_bytes
        if is_embedding and not has_output:
            # tied: the same tensor is the output too, and is loaded a second time for it
            if is_output_offloaded:
                on_gpu += weight.n_bytes
            elif is_repacked(weight.type, *weight.shape):
                repacked += weight.n_bytes
    gpu_blocks = max(0, n_blocks - first_offloaded) if n_gpu_layers else 0
    gpu_kv = dry.kv_bytes * gpu_blocks // max(1, n_blocks)
    ram = MemoryNeed(
        weights_bytes=on_host + repacked,
        kv_bytes=dry.kv_bytes - gpu_kv,
        compute_bytes=dry.host_compute_bytes,
        other_bytes=dry.heap_bytes,
    )
    return ram, MemoryNeed(on_gpu, gpu_kv, dry.device_compute_bytes, 0)
