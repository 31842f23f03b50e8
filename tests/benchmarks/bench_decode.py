"""Tokens per second through the app's worker process, against the bare llama-cpp-python loop.

    python tests/benchmarks/bench_decode.py [MODEL] [--tokens N] [--repeats N] [--rounds N] [--json]

Both answer the same prompt with the same threads, in many short runs that alternate; once with the likeliest
token, once sampled with the app's settings. Whatever else runs on
the machine only ever slows a run down, so upper quartiles are compared; the ratio is to be 0.98 or more.
One process keeps its luck with memory pages for life, so both are started anew a few times; the ratio is the
median of these rounds, its spread their range.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import multiprocessing
import queue
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop_app.domain.chat import GenerationSettings, LoadSettings
from desktop_app.protocol.child import INFERENCE_WORKER, ChildProcess
from desktop_app.protocol.messages import Cancelled, Complete, Failed, Finished, LoadModel
from tests.fakes.starter import starter_model_path

PROMPT = "Write a long story about a lighthouse keeper and the sea."
N_CTX = 2048


def bare_loop(conn, path, n_threads):
    """A child that decodes with nothing around it; answers each (tokens, is_sampled, prompt)."""
    import llama_cpp.llama_cpp as lib

    @lib.llama_log_callback
    def silent(_level, _text, _data):
        pass

    lib.llama_log_set(silent, ctypes.c_void_p(None))
    lib.llama_backend_init()
    parameters = lib.llama_model_default_params()
    model = lib.llama_model_load_from_file(path.encode(), parameters)
    vocab = lib.llama_model_get_vocab(model)
    settings = lib.llama_context_default_params()
    settings.n_ctx, settings.n_threads, settings.n_threads_batch = N_CTX, n_threads, n_threads
    context = lib.llama_init_from_model(model, settings)
    memory = lib.llama_get_memory(context)
    prompt = (ctypes.c_int32 * 512)()
    buffer = ctypes.create_string_buffer(256)
    one = (ctypes.c_int32 * 1)()
    while (asked := conn.recv()) is not None:
        n_tokens, is_sampled, text = asked
        data = text.encode()
        n_prompt = lib.llama_tokenize(vocab, data, len(data), prompt, 512, True, True)
        lib.llama_memory_clear(memory, True)
        chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        for sampler in _samplers(lib) if is_sampled else (lib.llama_sampler_init_greedy(),):
            lib.llama_sampler_chain_add(chain, sampler)
        lib.llama_decode(context, lib.llama_batch_get_one(prompt, n_prompt))
        start, written = 0.0, b""
        for number in range(n_tokens):
            token = lib.llama_sampler_sample(chain, context, -1)
            if number == 0:
                start = time.perf_counter()
            size = lib.llama_token_to_piece(vocab, token, buffer, 256, 0, True)
            written += buffer.raw[:size]
            end = time.perf_counter()
            one[0] = token
            lib.llama_decode(context, lib.llama_batch_get_one(one, 1))
        lib.llama_sampler_free(chain)
        conn.send((n_tokens - 1) / (end - start))


def _samplers(lib):
    """Those of the app's own settings, in its order."""
    used = GenerationSettings()
    return (
        lib.llama_sampler_init_top_k(used.top_k),
        lib.llama_sampler_init_top_p(used.top_p, 1),
        lib.llama_sampler_init_min_p(used.min_p, 1),
        lib.llama_sampler_init_temp(used.temperature),
        lib.llama_sampler_init_dist(1),
    )


class AppLoop:
    """The app's way: the inference worker behind its protocol."""

    def __init__(self, path, n_threads):
        self.events = queue.SimpleQueue()
        self.child = ChildProcess(INFERENCE_WORKER, self.events.put)
        self.child.start()
        self.child.send(LoadModel("load", path, LoadSettings(n_ctx=N_CTX, n_threads=n_threads)))
        self.wait()

    def wait(self):
        while not isinstance(event := self.events.get(timeout=300), Finished | Failed | Cancelled):
            pass
        if not isinstance(event, Finished):
            raise SystemExit(f"the worker failed: {event}")
        return event.result

    def measure(self, n_tokens, is_sampled, text):
        for seed in range(1, 20):
            settings = GenerationSettings(max_tokens=n_tokens, seed=seed)
            if not is_sampled:
                settings = replace(settings, temperature=0)
            # without a template, so that both have the same tokens in their context
            self.child.send(Complete("answer", text, settings))
            stats = self.wait()
            if stats.answer_tokens >= n_tokens // 2:
                return stats.tokens_per_s
        raise SystemExit("the answers end after a few tokens; choose another model")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", nargs="?", help="a GGUF; the starter model if not given")
    parser.add_argument("--tokens", type=int, default=80)
    parser.add_argument("--repeats", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    path = options.model or str(starter_model_path())

    found = [report(path, options, is_sampled=is_sampled) for is_sampled in (False, True)]
    if options.json:
        print(json.dumps(found))


def report(path, options, *, is_sampled):
    """Measure one way of choosing tokens, and say what came out."""
    rounds = [measure_round(path, options, is_sampled) for _ in range(options.rounds)]
    bare_speed = statistics.median(bare for bare, _app in rounds)
    app_speed = statistics.median(app for _bare, app in rounds)
    ratios = sorted(app / bare for bare, app in rounds)
    result = {
        "model": Path(path).name,
        "tokens_are": "sampled" if is_sampled else "the likeliest",
        "tokens": options.tokens,
        "threads": options.threads,
        "repeats": options.repeats,
        "rounds": options.rounds,
        "bare_tokens_per_s": round(bare_speed, 2),
        "app_tokens_per_s": round(app_speed, 2),
        "ratio": round(statistics.median(ratios), 4),
        "ratio_min": round(ratios[0], 4),
        "ratio_max": round(ratios[-1], 4),
    }
    if not options.json:
        print(
            f"{result['model']}, {result['tokens_are']}: app {app_speed:.1f}, bare {bare_speed:.1f} tokens/s;"
            f" ratio {result['ratio']:.3f} (rounds {ratios[0]:.3f} to {ratios[-1]:.3f})"
        )
    return result


def measure_round(path, options, is_sampled):
    """Upper quartiles of (bare, app) tokens per second from one pair of processes."""
    context = multiprocessing.get_context("spawn")
    conn, child_conn = context.Pipe()
    bare = context.Process(target=bare_loop, args=(child_conn, path, options.threads), daemon=True)
    bare.start()
    app = AppLoop(path, options.threads)
    speeds = {"bare": [], "app": []}
    for number in range(options.repeats + 1):
        # another first word each time, so that the whole prompt is evaluated again like in the bare loop
        text = f"<|im_start|>user\n{number}. {PROMPT}<|im_end|>\n<|im_start|>assistant\n"
        for which in ("bare", "app") if number % 2 else ("app", "bare"):
            if which == "bare":
                conn.send((options.tokens, is_sampled, text))
                speed = conn.recv()
            else:
                speed = app.measure(options.tokens, is_sampled, text)
            if number:  # the first pair warms up
                speeds[which].append(speed)
    conn.send(None)
    bare.join()
    app.child.shutdown()
    return upper_quartile(speeds["bare"]), upper_quartile(speeds["app"])


def upper_quartile(values):
    return statistics.quantiles(values, n=4)[2]


if __name__ == "__main__":
    main()
