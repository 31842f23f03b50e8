"""The engine's log, as it names the buffers of the computer and of its GPUs."""

from __future__ import annotations

from desktop_app.worker.buffers import buffer_sizes
from desktop_app.worker.dry_allocation import parse_allocation

MIB = 1024 * 1024
TWO_GPUS = """\
load_tensors: offloading 20 repeating layers to GPU
load_tensors: offloaded 20/33 layers to GPU
load_tensors:   CPU_Mapped model buffer size =  1918.36 MiB
load_tensors:        CUDA0 model buffer size =  1500.00 MiB
load_tensors:        CUDA1 model buffer size =  1400.50 MiB
llama_kv_cache:        CPU KV buffer size =    96.00 MiB
llama_kv_cache:      CUDA0 KV buffer size =    80.00 MiB
llama_kv_cache:      CUDA1 KV buffer size =    80.00 MiB
llama_kv_cache: size =  256.00 MiB (  2048 cells,  32 layers,  1/1 seqs), K (f16):  128.00 MiB
llama_context:        CPU  output buffer size =     0.49 MiB
sched_reserve:      CUDA0 compute buffer size =   304.75 MiB
sched_reserve:      CUDA1 compute buffer size =   204.25 MiB
sched_reserve:  CUDA_Host compute buffer size =    12.01 MiB
""".splitlines()
HYBRID = """\
llama_kv_cache: size =   24.00 MiB (  2048 cells,   6 layers,  1/1 seqs), K (f16):   12.00 MiB
llama_memory_recurrent: size =   38.25 MiB (     1 cells,  32 layers,  1 seqs), R (f32):    2.25 MiB
sched_reserve:    Vulkan0 compute buffer size =   100.00 MiB
sched_reserve: Vulkan_Host compute buffer size =     8.00 MiB
sched_reserve:        CPU compute buffer size =     4.00 MiB
""".splitlines()
WINDOWS = """\
llama_kv_cache_iswa: creating non-SWA KV cache, size = 4096 cells
llama_kv_cache: size =   96.00 MiB (  4096 cells,   6 layers,  1/1 seqs), K (f16):   48.00 MiB
llama_kv_cache_iswa: creating     SWA KV cache, size = 1024 cells
llama_kv_cache: size =   40.00 MiB (  1024 cells,  15 layers,  1/1 seqs), K (f16):   20.00 MiB
""".splitlines()


def test_what_is_on_the_gpus_and_what_is_not():
    found = parse_allocation(TWO_GPUS, heap_bytes=5, n_layers=33, n_ctx=2048)
    assert found.kv_bytes == 256 * MIB
    assert found.device_compute_bytes == 509 * MIB
    # memory of the computer that the GPU reads counts as the computer's
    assert found.host_compute_bytes == round(12.5 * MIB)
    assert (found.heap_bytes, found.n_layers, found.n_ctx) == (5, 33, 2048)


def test_recurrent_states_count_with_the_cache():
    found = parse_allocation(HYBRID, 0, 33, 2048)
    assert found.kv_bytes == round(62.25 * MIB)
    assert (found.device_compute_bytes, found.host_compute_bytes) == (100 * MIB, 12 * MIB)


def test_one_copy_of_what_cannot_go_back_is_kept():
    # half a window's cache is the batch that is being read
    assert parse_allocation(WINDOWS, 5, 33, 4096, n_window=512).heap_bytes == 5 + 20 * MIB
    assert parse_allocation(HYBRID, 5, 33, 2048).heap_bytes == 5 + round(38.25 * MIB)
    assert parse_allocation(TWO_GPUS, 5, 33, 2048).heap_bytes == 5


def test_a_real_loads_buffers_with_the_names_of_the_devices():
    found = buffer_sizes(TWO_GPUS)
    assert found.devices == ("CPU", "CUDA0", "CUDA1")
    assert found.weights_bytes == round((1918.36 + 1500 + 1400.5) * MIB)
    assert found.kv_bytes == 256 * MIB
    assert found.compute_bytes == round((304.75 + 204.25 + 12.01 + 0.49) * MIB)
