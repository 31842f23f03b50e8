"""What a GPU changes, with an engine for Vulkan (`./dev gpu`); without a GPU, Mesa's lavapipe in software."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass

import gguf
import pytest

from converters.engine import capture_log, load_engine
from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import ErrorKind
from desktop_app.domain.machine import DeviceKind
from desktop_app.pipeline.fit import machine_now
from desktop_app.protocol.messages import Finished
from desktop_app.worker.load_forecast import FreeMemory, forecast
from tests.fakes.inference import InferenceChild
from tests.fakes.pictures import noise, picture
from tests.fakes.starter import starter_model_path
from tests.fakes.tiny_projector import PATCH, SIDE, write_tiny_projector

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif("BITSMITH_TEST_GPU" not in os.environ, reason="takes an engine for Vulkan: ./dev gpu"),
]
QUESTION = "Name three colors of the rainbow."
MOST_ERROR = 0.03
MIB = 1024 * 1024
_BUFFER = re.compile(r"\s(\S+)\s+(model|KV|compute|output) buffer size\s*=\s*([\d.]+) MiB")


@pytest.fixture(scope="module")
def child():
    worker = InferenceChild()
    yield worker
    worker.child.shutdown()


@dataclass
class Buffers:
    """Bytes of each kind on the GPU, and in the computer's memory."""

    gpu: dict[str, float]
    host: dict[str, float]


def load_here(settings: LoadSettings) -> Buffers:
    """What a real load of the starter model takes, by device, as the engine's log says."""
    from desktop_app.worker.context_parameters import context_parameters

    lib = load_engine()
    parameters = lib.llama_model_default_params()
    parameters.n_gpu_layers = settings.n_gpu_layers
    # a mapped file counts from its first to its last tensor, with those between that are on the GPU
    parameters.load_mode = lib.LLAMA_LOAD_MODE_NONE
    with capture_log() as log:
        model = lib.llama_model_load_from_file(str(starter_model_path()).encode(), parameters)
        context = lib.llama_init_from_model(model, context_parameters(lib, model, settings, 1))
        lib.llama_free(context)
        lib.llama_model_free(model)
    found = Buffers({}, {})
    for line in log:
        if match := _BUFFER.search(line):
            side = found.gpu if re.fullmatch(r"Vulkan\d+", match[1]) else found.host
            side[match[2]] = side.get(match[2], 0) + float(match[3]) * MIB
    return found


def test_the_device_is_found_with_its_memory(tmp_path):
    (gpu, *_more) = machine_now(tmp_path, lambda: False).gpus
    assert gpu.kind in (DeviceKind.GPU, DeviceKind.INTEGRATED_GPU)
    assert gpu.backend == "Vulkan"
    assert gpu.description
    assert 0 < gpu.memory_free_bytes <= gpu.memory_total_bytes


@pytest.mark.parametrize("n_gpu_layers", [-1, 20, 1, 0])
@pytest.mark.parametrize(("n_ctx", "kv_type"), [(512, "f16"), (4096, "q8_0")])
def test_the_forecast_by_type_of_memory_is_within_three_percent(n_gpu_layers, n_ctx, kv_type):
    settings = LoadSettings(n_ctx=n_ctx, n_gpu_layers=n_gpu_layers, kv_type=kv_type, fits_memory=False)
    made = forecast([starter_model_path()], settings, FreeMemory(1 << 40, 1 << 40, 1 << 40))
    taken = load_here(settings)
    for need, buffers, place in ((made.vram, taken.gpu, "GPU"), (made.ram, taken.host, "host")):
        for name, wanted in (
            ("weights", buffers.get("model", 0)),
            ("kv", buffers.get("KV", 0)),
            ("compute", buffers.get("compute", 0) + buffers.get("output", 0)),
        ):
            predicted = getattr(need, f"{name}_bytes")
            assert predicted == pytest.approx(wanted, rel=MOST_ERROR, abs=MIB), f"{name} on {place}"


def test_answers_come_from_the_gpu_and_are_those_of_the_processor(child):
    texts = {}
    for n_layers in (-1, 12, 0):
        load = child.load(starter_model_path(), n_ctx=1024, n_gpu_layers=n_layers)
        loaded = load.end.result
        assert loaded.n_gpu_layers == (31 if n_layers < 0 else n_layers)
        assert any(name.startswith("Vulkan") for name in loaded.devices) == (n_layers != 0)
        answer = child.ask(QUESTION, temperature=0, max_tokens=12)
        assert answer.stats.answer_tokens == 12
        texts[n_layers] = answer.text
    # sums in another order may change a word later on
    assert texts[-1][:8] == texts[12][:8] == texts[0][:8]


def test_too_little_memory_on_the_gpu_takes_fewer_layers():
    settings = LoadSettings(n_ctx=2048)
    whole = forecast([starter_model_path()], settings, FreeMemory(1 << 40, 1 << 40, 1 << 40))
    assert whole.used.n_gpu_layers in (-1, 31)
    room = whole.vram.total_bytes // 2
    made = forecast([starter_model_path()], settings, FreeMemory(1 << 40, 1 << 40, room))
    assert 0 < made.used.n_gpu_layers < 31
    taken = load_here(made.used)
    assert sum(taken.gpu.values()) <= room
    assert made.vram.total_bytes == pytest.approx(sum(taken.gpu.values()), rel=MOST_ERROR)


def test_more_than_the_gpu_holds_is_said_and_the_worker_goes_on(child, tmp_path):
    (gpu, *_more) = machine_now(tmp_path, lambda: False).gpus
    # the starter model with a longer limit: its cache takes 46,080 bytes a token
    n_ctx = 2 * gpu.memory_free_bytes // 46_080
    path = tmp_path / "long.gguf"
    shutil.copyfile(starter_model_path(), path)
    field = gguf.GGUFReader(path, "r+").get_field("llama.context_length")
    field.parts[field.data[0]][0] = n_ctx
    load = child.load(path, n_ctx=n_ctx, fits_memory=False)
    assert load.problem.kind is ErrorKind.OUT_OF_MEMORY
    assert "GPU" in load.problem.what
    assert load.problem.next_step
    fitted = child.load(path, n_ctx=n_ctx).end.result
    assert fitted.forecast.vram.total_bytes <= fitted.forecast.vram_free_bytes
    assert fitted.forecast.used != fitted.forecast.asked
    assert isinstance(child.load(starter_model_path(), n_ctx=512).end, Finished)
    assert child.ask(QUESTION, temperature=0, max_tokens=4).stats.answer_tokens == 4


def test_pictures_are_read_on_the_gpu(child, tmp_path):
    path = tmp_path / "Smol-VL.gguf"
    os.link(starter_model_path(), path)
    write_tiny_projector(tmp_path / "mmproj-F16.gguf", 576)
    child.load(path, n_ctx=1024)
    red = child.ask("What is it?", pictures=[picture("red")], temperature=0, max_tokens=12)
    other = child.ask("What is it?", pictures=[noise((64, 64))], temperature=0, max_tokens=12)
    assert red.stats.prompt_tokens > (SIDE // PATCH) ** 2
    assert red.text != other.text
