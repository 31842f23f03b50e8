"""Predicted memory against the measured peak of the real worker."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from converters import Conversion, open_checkpoint, quantize
from desktop_app.hardware.machine import read_machine
from desktop_app.pipeline.fit import LocalSource, estimate_fit
from tests.fakes.checkpoints import make_smollm2_checkpoint
from tests.fakes.inference import InferenceChild
from tests.fakes.starter import starter_model_path

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc"),
]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fit")
    checkpoint = make_smollm2_checkpoint(starter_model_path(), folder / "checkpoint")
    for name in ("Q4_K_M", "Q8_0"):
        for _step in quantize(Conversion(open_checkpoint(checkpoint)), name, folder / f"{name}.gguf"):
            pass
    return folder


def memory_of(pid, key):
    status = Path(f"/proc/{pid}/status").read_text()
    return 1024 * int(re.search(rf"{key}:\s+(\d+) kB", status)[1])


@pytest.mark.parametrize("n_ctx", [2048, 8192])
@pytest.mark.parametrize("quant_type", ["Q4_K_M", "Q8_0"])
def test_the_prediction_is_within_five_percent_of_the_peak(model, quant_type, n_ctx):
    rows = []
    machine = read_machine(model)
    # as before a download: from the checkpoint, not from the file that is measured
    estimate_fit(LocalSource(model / "checkpoint"), (quant_type,), n_ctx, machine, on_row=rows.append)
    (row,) = rows
    worker = InferenceChild()
    try:
        before = memory_of(worker.child.pid, "VmRSS")
        assert worker.load(model / f"{quant_type}.gguf", n_ctx=n_ctx).stats.n_ctx == n_ctx
        # a prompt of more than one whole batch touches all of the compute buffer
        answer = worker.ask(
            "The quick brown fox jumps over the lazy dog. " * 80, temperature=0.0, max_tokens=16
        )
        assert answer.stats.prompt_tokens > 512
        measured = memory_of(worker.child.pid, "VmHWM") - before
    finally:
        worker.child.shutdown()
    predicted = row.ram.total_bytes
    assert abs(predicted - measured) / measured < 0.05, (
        f"predicted {predicted / 1e6:.1f} MB, measured {measured / 1e6:.1f} MB; {row.ram}"
    )
