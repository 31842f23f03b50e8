"""Checkpoints in Hugging Face form: tiny ones with seeded weights, and a real one from the starter model."""

from __future__ import annotations

import gzip
import json
import shutil
import zlib
from pathlib import Path

import gguf
import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

DATA = Path(__file__).resolve().parent.parent / "data"
_DTYPES = {"F32": np.float32, "F16": np.float16, "BF16": ml_dtypes.bfloat16}
_PLAIN = (gguf.GGMLQuantizationType.F32, gguf.GGMLQuantizationType.F16, gguf.GGMLQuantizationType.BF16)
# tokenizer -> the one that it is made from, and other texts in its files
_RENAMED = {
    "glm": ("bpe", {"<repo_name>": "[gMASK]", "<reponame>": "<|user|>", "<file_sep>": "<|observation|>"}),
    "muse": ("bpe", {"<repo_name>": "<|eot|>"}),
    "solar": ("bpe", {"<repo_name>": "<unk>", "<reponame>": "<|startoftext|>"}),
}
_NAMES = {
    "token_embd": "model.embed_tokens",
    "output_norm": "model.norm",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


def materialize_golden(case: str, out: Path, cases: Path = DATA / "golden") -> Path:
    """Write the golden case of this name; its weights depend on the tensors' names alone."""
    folder = cases / case
    about = json.loads((folder / "case.json").read_text())
    shapes = json.loads((folder / "tensors.json").read_text())
    write_checkpoint(
        out,
        json.loads((folder / "config.json").read_text()),
        {name: seeded_tensor(name, shape, dtype) for name, (shape, dtype) in shapes.items()},
    )
    write_tokenizer(about["tokenizer"], out)
    return out


def materialize_larger_gemma3(out: Path) -> Path:
    """The golden Gemma 3 eight times as wide, with 18 layers of which every sixth sees all tokens.

    It has 90 MB in F16: beside memory of that size the noise of an allocator is small.
    """
    factor, n_layers = 8, 18
    folder = DATA / "golden" / "gemma3"
    config = json.loads((folder / "config.json").read_text())
    for key in ("hidden_size", "intermediate_size", "head_dim", "query_pre_attn_scalar"):
        config[key] *= factor
    config["num_hidden_layers"] = n_layers
    config["layer_types"] = [
        "full_attention" if layer % 6 == 5 else "sliding_attention" for layer in range(n_layers)
    ]
    tensors = {}
    for name, (shape, dtype) in json.loads((folder / "tensors.json").read_text()).items():
        wide = [size if size == config["vocab_size"] else factor * size for size in shape]
        if name.startswith("model.layers.0."):
            for layer in range(n_layers):
                repeated = name.replace(".0.", f".{layer}.", 1)
                tensors[repeated] = seeded_tensor(repeated, wide, dtype)
        elif not name.startswith("model.layers."):
            tensors[name] = seeded_tensor(name, wide, dtype)
    write_checkpoint(out, config, tensors)
    write_tokenizer(json.loads((folder / "case.json").read_text())["tokenizer"], out)
    return out


def with_context_limit(checkpoint: Path, n_ctx: int) -> Path:
    """The same checkpoint, said to be trained for this many tokens."""
    path = checkpoint / "config.json"
    config = json.loads(path.read_text())
    for table in (config, config.get("text_config")):
        if isinstance(table, dict) and "max_position_embeddings" in table:
            table["max_position_embeddings"] = n_ctx
    path.write_text(json.dumps(config))
    return checkpoint


def materialize_variant(variant: dict, out: Path) -> Path:
    """Write a golden case with changes.

    Args:
        variant: `case` is its name; the rest may be left out: `config` holds changed and `drop` removed keys
            of config.json, `dtype` is that of all weights, `extra` more weights (name -> shape), `files`
            more files (name -> text).
        out: the new folder.
    """
    folder = DATA / "golden" / variant["case"]
    materialize_golden(variant["case"], out)
    config = json.loads((folder / "config.json").read_text()) | variant.get("config", {})
    for key in variant.get("drop", ()):
        config.pop(key)
    dtype = variant.get("dtype")
    shapes = json.loads((folder / "tensors.json").read_text())
    shapes |= {name: (shape, "BF16") for name, shape in variant.get("extra", {}).items()}
    write_checkpoint(out, config, {n: seeded_tensor(n, s, dtype or d) for n, (s, d) in shapes.items()})
    for name, text in variant.get("files", {}).items():
        (out / name).write_text(text)
    return out


def write_tokenizer(kind: str, out: Path) -> None:
    """Put a tokenizer's files into `out`.

    Args:
        kind: a folder of tests/data/tokenizers; "bpefast" ("bpe" by another class), "turns" ("spm" with
            tokens for turns), or "bpe" with the special tokens of "glm" or "solar".
        out: the folder.
    """
    if kind == "bpefast":
        write_tokenizer("bpe", out)
    if kind == "turns":
        write_tokenizer("spm", out)
        config = json.loads((out / "tokenizer_config.json").read_text())
        texts = ("[UNUSED_TOKEN_1]", "<|im_start|>", "<|im_end|>")
        config["added_tokens_decoder"] = {
            str(509 + n): {"content": text, "special": True} for n, text in enumerate(texts)
        }
        (out / "tokenizer_config.json").write_text(json.dumps(config))
        return
    if kind in _RENAMED:
        base, texts = _RENAMED[kind]
        write_tokenizer(base, out)
        for name in ("tokenizer.json", "tokenizer_config.json"):
            text = (out / name).read_text()
            for old, new in texts.items():
                text = text.replace(old, new)
            (out / name).write_text(text)
        return
    for file in (DATA / "tokenizers" / kind).iterdir():
        if file.suffix == ".gz":
            (out / file.stem).write_bytes(gzip.decompress(file.read_bytes()))
        else:
            shutil.copyfile(file, out / file.name)


def seeded_tensor(name: str, shape: list[int], dtype: str) -> np.ndarray:
    """The same bytes on any machine; the digests of the golden cases are of these."""
    count = int(np.prod(shape)) if shape else 1
    random = np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))
    if count > 1_000_000:
        data = np.resize(random.integers(-64, 64, 4096).astype(np.float32) / 1024, count)
    else:
        data = random.integers(-512, 512, count).astype(np.float32) / 4096
    return data.reshape(shape).astype(_DTYPES[dtype])


def write_checkpoint(out: Path, config: dict, tensors: dict[str, np.ndarray], *, shards: int = 1) -> None:
    """config.json and the weights, in one file or with an index."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "config.json").write_text(json.dumps(config, indent=2))
    if shards == 1:
        save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})
        return
    names = list(tensors)
    per_shard = -(-len(names) // shards)
    weight_map: dict[str, str] = {}
    for number in range(shards):
        part = names[number * per_shard : (number + 1) * per_shard]
        file = f"model-{number + 1:05d}-of-{shards:05d}.safetensors"
        save_file({n: tensors[n] for n in part}, out / file, metadata={"format": "pt"})
        weight_map.update(dict.fromkeys(part, file))
    index = {"metadata": {"total_size": sum(t.nbytes for t in tensors.values())}, "weight_map": weight_map}
    (out / "model.safetensors.index.json").write_text(json.dumps(index))


def make_smollm2_checkpoint(starter: Path, out: Path, *, shards: int = 2) -> Path:
    """SmolLM2-135M-Instruct as the Hub would serve it, rebuilt from the starter model's GGUF.

    Seeded noise of one quantization step takes the weights off the 4-bit grid that they come from, so that
    quantizing them again loses what it loses on original weights. Quality figures measured on it are
    relative to it, not to the published model.
    """
    reader = gguf.GGUFReader(starter)

    def field(key: str):
        return reader.fields[key].contents()

    heads, kv_heads = field("llama.attention.head_count"), field("llama.attention.head_count_kv")
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_act": "silu",
        "attention_bias": False,
        "mlp_bias": False,
        "attention_dropout": 0.0,
        "rope_scaling": None,
        "hidden_size": field("llama.embedding_length"),
        "intermediate_size": field("llama.feed_forward_length"),
        "num_hidden_layers": field("llama.block_count"),
        "num_attention_heads": heads,
        "num_key_value_heads": kv_heads,
        "head_dim": field("llama.rope.dimension_count"),
        "max_position_embeddings": field("llama.context_length"),
        "rope_theta": float(field("llama.rope.freq_base")),
        "rms_norm_eps": 1e-05,
        "vocab_size": field("llama.vocab_size"),
        "tie_word_embeddings": True,
        "torch_dtype": "bfloat16",
        "bos_token_id": 1,
        "eos_token_id": 2,
        "pad_token_id": 2,
        "use_cache": True,
        "transformers_version": "4.42.3",
    }
    write_checkpoint(out, config, _weights(reader, heads, kv_heads), shards=shards)
    (out / "generation_config.json").write_text(
        json.dumps({"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 2})
    )
    (out / "README.md").write_text(
        "---\nlibrary_name: transformers\nlicense: apache-2.0\nlanguage:\n- en\n"
        "pipeline_tag: text-generation\nbase_model: HuggingFaceTB/SmolLM2-135M\n---\n"
        "# SmolLM2-135M-Instruct\n\nRebuilt from a 4-bit GGUF with dithering noise, to try Bitsmith out.\n"
    )
    write_tokenizer("bpe", out)
    return out


def _weights(reader: gguf.GGUFReader, heads: int, kv_heads: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(0)
    out = {}
    for tensor in reader.tensors:
        parts = tensor.name.split(".")
        data = gguf.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        if tensor.tensor_type not in _PLAIN:
            blocks = data.reshape(-1, 32)
            step = (blocks.max(1, keepdims=True) - blocks.min(1, keepdims=True)) / 15
            noise = random.uniform(-0.5, 0.5, blocks.shape).astype(np.float32)
            data = (blocks + noise * step).reshape(data.shape)
        if parts[0] == "blk":
            name = f"model.layers.{parts[1]}.{_NAMES[parts[2]]}.{parts[3]}"
            if parts[2] in ("attn_q", "attn_k"):
                data = _unpermute(data, heads if parts[2] == "attn_q" else kv_heads)
        else:
            name = f"{_NAMES[parts[0]]}.{parts[1]}"
        out[name] = np.ascontiguousarray(data).astype(ml_dtypes.bfloat16)
    return out


def _unpermute(weight: np.ndarray, heads: int) -> np.ndarray:
    """From llama.cpp's order of rotary rows back to Hugging Face's."""
    rows, columns = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)
