"""Hostile inputs of each kind, made from valid ones by a source of chance."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import gguf
import numpy as np

from converters import Conversion, open_checkpoint, quantize
from tests.fakes.checkpoints import DATA, materialize_golden
from tests.fakes.quantized_checkpoints import FORMATS, write_quantized
from tests.fuzz.mutations import (
    golden_cases,
    header_of,
    mutated,
    mutated_bytes,
    random_mutations,
    write_golden_headers,
    write_header,
)

_TEMPLATE_PIECES = (
    "{% for m in messages %}", "{% endfor %}", "{{ m.content }}", "{{ m['role'] * 99999999 }}",
    "{{ 9 ** 9 ** 9 }}", "{% set x = namespace(a=1) %}", "{% set x.a = x %}", "{{ x }}",
    "{% for i in range(10**9) %}", "{{ loop.cycle() }}", "{% macro f(a) %}{{ f(a) }}{% endmacro %}",
    "{{ f(1) }}", "{% if m %}", "{% endif %}", "{{ ''.__class__ }}", "{{ messages | tojson | length }}",
    "{{ raise_exception('no') }}", "{{ 'x' | center(999999999) }}", "{{ '%999999999d' % 1 }}",
    "{{ '{:>999999999}'.format(1) }}", "{{ strftime_now('%' * 9999) }}", "{{ lipsum(99999) }}",
    "{{ messages | sort(attribute='role') }}", "{{ [1] * 10**8 }}", "{% include 'x' %}", "{{ 1 / 0 }}",
    "{{ undefined.x }}", "{{ 'a' ~ 'b' }}", "{% generation %}", "{% endgeneration %}", "{% break %}",
    "{{ cycler }}", "{{ self }}", "{# ", " #}", "{{ (1).__class__.__base__.__subclasses__() }}",
    "{{ messages | batch(10**9) | list }}", "{{ 'x' | indent(10**9) }}",
    "{{ messages | join('x' * 1000000) }}", "{{ range(10**7) | list | length }}", "\ud7ff", "\0",
    "{{ '\\ud800' }}",
)  # fmt: skip


class Inputs:
    """Makes hostile inputs in a folder of its own.

    Args:
        folder: for what the valid inputs are made of, and for the result; it is emptied by the caller.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.kinds: dict[str, tuple[str, Callable[[random.Random], Path]]] = {
            "config": ("checkpoint", self._config),
            "tensors": ("checkpoint", self._tensors),
            "tokenizer": ("checkpoint", self._tokenizer),
            "index": ("checkpoint", self._index),
            "quantization": ("weights", self._quantization),
            "safetensors": ("safetensors", self._safetensors),
            "gguf": ("gguf", self._gguf),
            "gguf_source": ("gguf_source", self._gguf),
            "gguf_header": ("gguf_header", self._gguf),
            "imatrix": ("imatrix", self._imatrix),
            "recipe": ("recipe", self._recipe),
            "journal": ("journal", self._journal),
            "template": ("template", self._template),
        }

    def make(self, kind: str, chance: random.Random) -> tuple[str, Path]:
        """One input of this kind: the target that takes it, and where it is."""
        target, function = self.kinds[kind]
        return target, function(chance)

    def golden(self, case: str) -> Path:
        """A golden case without its weights, as it is."""
        # the engine guesses from a model's name, which is that of the folder
        folder = self._folder / "golden" / case / "input"
        if not folder.exists():
            write_golden_headers(case, folder)
        return folder

    # --- folders --------------------------------------------------------------------------------------

    def _copy(self, source: Path) -> Path:
        out = self._folder / "input"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(source, out)
        return out

    def _config(self, chance: random.Random) -> Path:
        out = self._copy(self.golden(chance.choice(golden_cases())))
        _edit(out / "config.json", chance)
        return out

    def _tensors(self, chance: random.Random) -> Path:
        case = chance.choice(golden_cases())
        out = self._copy(self.golden(case))
        shapes = json.loads((DATA / "golden" / case / "tensors.json").read_text())
        names = list(shapes)
        for _ in range(chance.choice((1, 1, 2))):
            name = chance.choice(names)
            shape, dtype = shapes.get(name, ([4], "F32"))
            match chance.randrange(6):
                case 0:
                    shapes.pop(name, None)
                case 1:
                    shapes[name] = ([chance.choice((0, 1, 3, 32, 1 << 20, n)) for n in shape], dtype)
                case 2:
                    shapes[name] = ([*shape, chance.choice((0, 1, 2))], dtype)
                case 3:
                    shapes[name] = (shape[:-1], dtype)
                case 4:
                    shapes[name + chance.choice((".bias", ".weight", "x", "\ud800", "\0", "." * 300))] = (
                        shape, dtype,
                    )  # fmt: skip
                case 5:
                    shapes[name] = (shape[::-1], chance.choice(("F32", "F16", "BF16")))
        write_header(out / "model.safetensors", header_of(shapes))
        return out

    def _tokenizer(self, chance: random.Random) -> Path:
        out = self._copy(self.golden(chance.choice(("llama2", "llama3", "gemma3", "glm4", "phi2"))))
        names = sorted(p.name for p in out.iterdir() if p.name.startswith(("token", "special", "gener")))
        path = out / chance.choice([*names, "tokenizer_config.json"])
        if path.suffix == ".json" and path.exists() and chance.random() < 0.7:
            _edit(path, chance)
        elif path.exists():
            path.write_bytes(mutated_bytes(path.read_bytes(), chance))
        if chance.random() < 0.2:
            text = mutated({"chat_template": "x", "eos_token_id": [1]}, random_mutations(chance))
            extra = chance.choice(
                ("generation_config.json", "added_tokens.json", "chat_template.json",
                 "special_tokens_map.json")
            )  # fmt: skip
            (out / extra).write_text(json.dumps(text))
        return out

    def _index(self, chance: random.Random) -> Path:
        out = self._copy(self.golden("llama2"))
        shapes = json.loads((DATA / "golden" / "llama2" / "tensors.json").read_text())
        index = {"metadata": {}, "weight_map": dict.fromkeys(list(shapes)[:4], "model.safetensors")}
        text = json.dumps(mutated(index, random_mutations(chance))).encode()
        if chance.random() < 0.3:
            text = mutated_bytes(text, chance)
        (out / "model.safetensors.index.json").write_bytes(text)
        return out

    def _quantization(self, chance: random.Random) -> Path:
        kind = chance.choice(sorted(FORMATS))
        source = self._folder / "quantized" / kind
        if not source.exists():
            write_quantized(kind, source)
        out = self._copy(source)
        if chance.random() < 0.5:
            config = json.loads((out / "config.json").read_text())
            config["quantization_config"] = mutated(config["quantization_config"], random_mutations(chance))
            (out / "config.json").write_text(json.dumps(config))
        else:
            _reshape_one(out / "model.safetensors", chance)
        return out

    # --- files ----------------------------------------------------------------------------------------

    def _write(self, name: str, data: bytes) -> Path:
        path = self._folder / name
        path.write_bytes(data)
        return path

    def _safetensors(self, chance: random.Random) -> Path:
        header = {
            "__metadata__": {"format": "pt"},
            "a": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
            "b": {"dtype": "BF16", "shape": [4], "data_offsets": [16, 24]},
        }
        raw = json.dumps(mutated(header, random_mutations(chance))).encode()
        data = len(raw).to_bytes(8, "little") + raw + bytes(24)
        return self._write(
            "model.safetensors", mutated_bytes(data, chance) if chance.random() < 0.4 else data
        )

    @cached_property
    def small_gguf(self) -> bytes:
        """A whole model of a few hundred kilobytes."""
        folder = self._folder / "small"
        conversion = Conversion(open_checkpoint(materialize_golden("llama2", folder)), "Small")
        for _ in quantize(conversion, "F16", folder / "model.gguf"):
            pass
        return (folder / "model.gguf").read_bytes()

    def _gguf(self, chance: random.Random) -> Path:
        whole = self.small_gguf
        # most changes belong where the reader decides: keys at the start, tensors at the header's end
        header_end = whole.rindex(b"output_norm.weight") + 64
        names = [b"general.", b"llama.", b"blk.", b"tokenizer.", b"token_embd", b"output_norm"]
        at = whole.find(chance.choice(names), chance.randrange(header_end) if chance.random() < 0.5 else 0)
        begin = 0 if at < 0 or chance.random() < 0.3 else max(0, at - 32)
        stop = min(len(whole), begin + 256)
        data = whole[:begin] + mutated_bytes(whole[begin:stop], chance) + whole[stop:]
        return self._write("model.gguf", data)

    def _imatrix(self, chance: random.Random) -> Path:
        if chance.random() < 0.5:
            data = (2).to_bytes(4, "little")
            for name in (b"blk.0.attn_q.weight", b"output.weight"):
                data += len(name).to_bytes(4, "little") + name + (3).to_bytes(4, "little")
                data += (4).to_bytes(4, "little") + np.ones(4, "<f4").tobytes()
            data += (5).to_bytes(4, "little") + (3).to_bytes(4, "little") + b"wik"
            return self._write("imatrix.dat", mutated_bytes(data, chance))
        path = self._folder / "imatrix.gguf"
        if not hasattr(self, "_imatrix_data"):
            writer = gguf.GGUFWriter(path, "")
            writer.add_string("general.type", "imatrix")
            writer.add_array("imatrix.datasets", ["wiki"])
            writer.add_uint32("imatrix.chunk_count", 5)
            for kind, count in (("in_sum2", 8), ("counts", 2)):
                writer.add_tensor(f"blk.0.ffn_up.weight.{kind}", np.ones((2, count // 2), np.float32))
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_tensors_to_file()
            writer.close()
            self._imatrix_data = path.read_bytes()
        return self._write("imatrix.gguf", mutated_bytes(self._imatrix_data, chance))

    def _recipe(self, chance: random.Random) -> Path:
        text = b"# types\noutput.weight  Q6_K\nblk.0.attn_q.weight Q4_K  # a remark\ntoken_embd.weight F16\n"
        return self._write("recipe.txt", mutated_bytes(text, chance))

    def _journal(self, chance: random.Random) -> Path:
        rows = [{"version": 1, "identity": "x"}, {"tensors": 1, "bytes": 64, "crc32": 7}]
        text = b"".join(json.dumps(mutated(row, random_mutations(chance))).encode() + b"\n" for row in rows)
        return self._write("x.gguf.part.journal", mutated_bytes(text, chance))

    def _template(self, chance: random.Random) -> Path:
        pieces = [chance.choice(_TEMPLATE_PIECES) for _ in range(chance.randrange(1, 8))]
        return self._write("template.jinja", "".join(pieces).encode("utf-8", "replace"))


def _edit(path: Path, chance: random.Random) -> None:
    path.write_text(json.dumps(mutated(json.loads(path.read_bytes()), random_mutations(chance))))


def _reshape_one(path: Path, chance: random.Random) -> None:
    """Another shape or type for one tensor, or none at all; the data fits again afterwards."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    name = chance.choice(sorted(header))
    entry = header[name]
    width = {"F32": 4, "I32": 4, "F16": 2, "BF16": 2, "I64": 8}
    match chance.randrange(4):
        case 0:
            del header[name]
        case 1:
            entry["shape"] = [chance.choice((0, 1, 2, 3, 32, 63, 64, 65, n)) for n in entry["shape"]]
        case 2:
            entry["shape"] = [*entry["shape"], chance.choice((1, 2))][chance.randrange(2) :]
        case 3:
            entry["dtype"] = chance.choice(
                ("F32", "F16", "BF16", "I32", "U8", "I8", "I64", "F8_E4M3", "F8_E8M0")
            )
    end = 0
    for own in header.values():
        size = width.get(own["dtype"], 1)
        for n in own["shape"]:
            size *= n
        own["data_offsets"] = [end, end + size]
        end += size
    raw = json.dumps(header).encode()
    body = np.random.default_rng(chance.randrange(1 << 30)).integers(0, 64, end, np.uint8).tobytes()
    path.write_bytes(len(raw).to_bytes(8, "little") + raw + body)
