"""Predicted memory against the measured peak of the real worker; `./dev bench fit` measures many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters import Conversion, open_checkpoint, quantize
from tests.fakes.checkpoints import make_smollm2_checkpoint, materialize_golden, with_context_limit
from tests.fakes.peaks import Peak, buffers, measure, predict
from tests.fakes.starter import starter_model_path

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc"),
]
MOST_ERROR = 0.03


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fit") / "checkpoint"
    return make_smollm2_checkpoint(starter_model_path(), folder)


def made(source, quant_type):
    out = source.parent / f"{source.name}-{quant_type}.gguf"
    if not out.exists():
        for _step in quantize(Conversion(open_checkpoint(source)), quant_type, out):
            pass
    return out


@pytest.mark.parametrize(("quant_type", "kv_type"), [("Q4_K_M", "f16"), ("Q8_0", "q8_0")])
def test_the_prediction_is_within_three_percent_of_the_peak(checkpoint, quant_type, kv_type):
    # predicted as before a download: from the checkpoint, not from the file that is measured
    predicted = predict(checkpoint, quant_type, 1024, kv_type)
    peak = Peak(predicted, measure(made(checkpoint, quant_type), 1024, kv_type))
    assert abs(peak.error) < MOST_ERROR, str(peak)


@pytest.mark.parametrize("case", ["gemma3", "granitehybrid", "qwen3moe"])
def test_windows_states_and_experts_at_long_contexts(tmp_path, case):
    """Sliding windows and recurrent states do not grow with the context; a formula from the config would.

    Compared are the buffers of a real load: nobody fills a million tokens in a test, and the system gives
    memory to what is touched only.
    """
    n_ctx = 1 << 20
    source = with_context_limit(materialize_golden(case, tmp_path / case), n_ctx)
    predicted = predict(source, "F16", n_ctx)
    loaded = buffers(made(source, "F16"), n_ctx)
    assert loaded.n_ctx == n_ctx
    for name in ("weights_bytes", "kv_bytes", "compute_bytes"):
        assert getattr(predicted, name) == pytest.approx(getattr(loaded, name), rel=MOST_ERROR), name
    # keys and values of every layer for every token would be this much
    full = n_ctx * 2 * loaded.n_layers * 64 * 2
    assert (predicted.kv_bytes < full / 2) == (case != "qwen3moe")
