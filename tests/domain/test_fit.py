from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.domain.fit import (
    FitRow,
    MemoryNeed,
    Verdict,
    explain_recommendation,
    judge,
    recommend,
    with_projector,
)
from desktop_app.domain.machine import ComputeDevice, DeviceKind, Machine

GB = 10**9


def machine(free=16, total=32, vram=0):
    gpu = ComputeDevice("CUDA0", "A GPU", DeviceKind.GPU, "CUDA", vram * GB, vram * GB)
    return Machine("", "", 4, 8, (), total * GB, free * GB, 1, 1, (gpu,) if vram else ())


def row(quant, verdict=Verdict.FITS_RAM, ram=4):
    return FitRow(quant, 1, 4.5, 4096, 0, MemoryNeed(ram * GB), MemoryNeed(), verdict, "")


@pytest.mark.parametrize(
    ("ram", "vram", "is_all", "verdict"),
    [
        (4, 0, False, Verdict.FITS_RAM),
        (13.5, 0, False, Verdict.TIGHT),
        (15.5, 0, False, Verdict.DOES_NOT_FIT),
        (60, 0, False, Verdict.DOES_NOT_FIT),
        (1, 6, True, Verdict.FITS_GPU),
        (4, 3, False, Verdict.FITS_GPU_AND_RAM),
    ],
)
def test_verdicts(ram, vram, is_all, verdict):
    got, reason = judge(
        MemoryNeed(int(ram * GB)), MemoryNeed(int(vram * GB)), machine(vram=8), is_all_on_gpu=is_all
    )
    assert got is verdict
    assert "GB" in reason


def test_what_is_available_counts_and_not_what_is_built_in():
    need = MemoryNeed(8 * GB)
    assert judge(need, MemoryNeed(), machine(free=16), is_all_on_gpu=False)[0] is Verdict.FITS_RAM
    assert judge(need, MemoryNeed(), machine(free=6), is_all_on_gpu=False)[0] is Verdict.DOES_NOT_FIT


def test_the_closest_to_the_original_that_fits_is_recommended():
    rows = recommend((row("BF16"), row("Q8_0", Verdict.TIGHT), row("Q5_K_M"), row("Q4_K_M")))
    assert [r.quant_type for r in rows if r.recommended] == ["Q5_K_M"]
    assert "Q5_K_M" in explain_recommendation(rows)


def test_a_gpu_that_holds_everything_is_worth_more_than_bits():
    rows = recommend((row("Q8_0", Verdict.FITS_GPU_AND_RAM), row("Q4_K_M", Verdict.FITS_GPU)))
    assert [r.quant_type for r in rows if r.recommended] == ["Q4_K_M"]


def test_when_nothing_fits_nothing_is_recommended_and_it_is_said():
    rows = recommend((row("Q8_0", Verdict.DOES_NOT_FIT, 90), row("Q4_K_M", Verdict.DOES_NOT_FIT, 50)))
    assert not any(r.recommended for r in rows)
    assert "50.0 GB" in explain_recommendation(rows)


def test_a_projector_takes_memory_where_the_model_is():
    seen = with_projector(row("Q4_K_M", ram=13), 2 * GB, machine())
    assert (seen.ram.other_bytes, seen.vram.other_bytes, seen.file_bytes) == (2 * GB, 0, 2 * GB + 1)
    assert seen.verdict is Verdict.DOES_NOT_FIT
    on_gpu = with_projector(replace(row("Q4_K_M", Verdict.FITS_GPU), n_gpu_layers=9), GB, machine(vram=8))
    assert (on_gpu.ram.other_bytes, on_gpu.vram.other_bytes) == (0, GB)
    assert with_projector(row("Q8_0"), 0, machine()) == row("Q8_0")


@pytest.mark.parametrize("quant", ["Q2_K", "TQ1_0", "Q1_0", "F32", "MXFP4_MOE"])
def test_some_types_are_never_suggested(quant):
    assert not any(r.recommended for r in recommend((row(quant),)))
