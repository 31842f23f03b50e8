"""How each quant type of a model fits a machine, before any weight is there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from converters import Conversion, ConvertError, open_checkpoint, plan
from converters.engine import load_engine
from converters.facts import source_note
from converters.provenance import provenance
from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.fit import FitRow, MemoryNeed, judge, usable_vram_bytes
from desktop_app.domain.gguf_header import NeedMoreError, bad_gguf, read_gguf_header
from desktop_app.domain.machine import Machine
from desktop_app.protocol.messages import EstimateFit, Event, FitReady
from desktop_app.worker.dry_allocation import DryAllocation, allocate_dry
from desktop_app.worker.repack import is_repacked


@dataclass(frozen=True, slots=True)
class _Weight:
    """One tensor of the file; `shape` innermost first."""

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
    weights: tuple[_Weight, ...]

    @property
    def bits_per_weight(self) -> float:
        values = 0
        for weight in self.weights:
            count = 1
            for size in weight.shape:
                count *= size
            values += count
        return 8 * sum(w.n_bytes for w in self.weights) / values if values else 0.0


def estimate_rows(
    source: Path,
    *,
    headers_only: bool,
    quant_types: tuple[str, ...],
    n_ctx: int,
    machine: Machine,
    name: str = "",
    origin: tuple[str, str] = ("", ""),
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[FitRow]:
    """One row per quant type, as soon as it is known.

    Args:
        source: a checkpoint folder (perhaps with headers only), or a GGUF or its skeleton, which gives one
            row whatever `quant_types` says.
        headers_only: the checkpoint's weights are not there.
        quant_types: names of file types.
        n_ctx: context, in tokens; the model's limit is the most that is counted.
        machine: that is judged.
        name: the model's name in the file, "" for the source's own.
        origin: repository and revision that the file will name.
        cancelled: asked between rows.

    Raises:
        BitsmithError: the source cannot be used.
        CancelledError: `cancelled` said so.
    """
    settings = LoadSettings(n_ctx=n_ctx)
    if source.is_dir():
        with tempfile.TemporaryDirectory(prefix="bitsmith-fit-") as folder:
            skeleton = Path(folder) / "skeleton.gguf"
            try:
                conversion = Conversion(
                    open_checkpoint(source, headers_only=headers_only),
                    name or None,
                    provenance(repository=origin[0], revision=origin[1]),
                )
                start = conversion.write_skeleton(skeleton)
                estimator = _Estimator(skeleton, settings, machine)
                note = source_note(conversion.checkpoint)
                for quant_type in quant_types:
                    if cancelled():
                        raise CancelledError
                    planned = _planned(conversion, quant_type, (skeleton, start))
                    if planned is not None:
                        yield replace(estimator.row(planned), note=note)
            except ConvertError as error:
                raise BitsmithError(ErrorKind(error.kind), error.what, error.why, error.next_step) from error
        return
    yield _Estimator(source, settings, machine).row(_existing(source))


def estimate(command: EstimateFit, send: Callable[[Event], None], cancelled: Callable[[], bool]) -> None:
    """Do one command: a `FitReady` for each row."""
    rows = estimate_rows(
        Path(command.source),
        headers_only=command.headers_only,
        quant_types=command.quant_types,
        n_ctx=command.n_ctx,
        machine=command.machine,
        name=command.name,
        origin=(command.repository, command.revision),
        cancelled=cancelled,
    )
    for row in rows:
        send(FitReady(command.job_id, row))


def _planned(conversion: Conversion, name: str, skeleton: tuple[Path, int]) -> _File | None:
    """None when the engine has no way to make this model in this type."""
    try:
        recipe = plan(conversion, name, skeleton=skeleton)
    except ConvertError as error:
        if error.kind == ErrorKind.UNSUPPORTED:
            return None
        raise
    weights = tuple(_Weight(t.name, int(t.type), t.shape, t.n_bytes) for t in recipe.tensors)
    return _File(recipe.quant_type.name, recipe.file_bytes, weights)


def _existing(path: Path) -> _File:
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            header = read_gguf_header(file, available=size)
    except NeedMoreError as error:
        raise bad_gguf("It is cut off within its header.") from error
    weights = tuple(_Weight(t.name, t.type, t.shape, t.n_bytes) for t in header.tensors)
    return _File(header.quant_type, max(size, header.file_bytes), weights)


class _Estimator:
    """Puts weights and dry allocations together; an allocation serves all types of one split."""

    def __init__(self, skeleton: Path, settings: LoadSettings, machine: Machine) -> None:
        load_engine()
        self._skeleton = skeleton
        self._settings = settings
        self._machine = machine
        self._allocations: dict[int, DryAllocation] = {}

    def row(self, file: _File) -> FitRow:
        n_gpu_layers = self._layers_that_fit(file) if self._machine.gpus else 0
        ram, vram = self._needs(file, n_gpu_layers)
        is_all = n_gpu_layers >= self._allocation(n_gpu_layers).n_layers
        verdict, reason = judge(ram, vram, self._machine, is_all_on_gpu=is_all)
        return FitRow(
            file.quant_type,
            file.file_bytes,
            file.bits_per_weight,
            self._settings.n_ctx,
            n_gpu_layers,
            ram,
            vram,
            verdict,
            reason,
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
        """Memory of the computer and of the GPUs, when the last `n_gpu_layers` layers are offloaded."""
        dry = self._allocation(n_gpu_layers)
        n_blocks = dry.n_layers - 1
        # llama.cpp offloads from the end: the output first, then the last blocks
        first_offloaded = max(0, dry.n_layers - n_gpu_layers)
        is_output_offloaded = n_gpu_layers > 0
        on_gpu = on_host = repacked = 0
        has_output = any(w.name == "output.weight" for w in file.weights)
        for weight in file.weights:
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

    def _allocation(self, n_gpu_layers: int) -> DryAllocation:
        if n_gpu_layers not in self._allocations:
            settings = replace(self._settings, n_gpu_layers=n_gpu_layers)
            self._allocations[n_gpu_layers] = allocate_dry(self._skeleton, settings)
        return self._allocations[n_gpu_layers]
