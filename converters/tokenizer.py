"""Vocabulary, special tokens and chat template of a checkpoint, as llama.cpp wants them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import gguf
from gguf import TokenType

from converters.checkpoint import read_json
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.pretokenizers import NAME_BY_HASH, PROBE_TEXT

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from converters.checkpoint import Checkpoint

_MAX_TOKENS = 4_000_000
_MAX_FILE_BYTES = 256 * 1024 * 1024
_SPACE_MARK = "\u2581"
_UNUSED_SCORE, _ADDED_SCORE = -10000.0, -1000.0


@dataclass(slots=True)
class Vocabulary:
    """What goes into the `tokenizer.ggml.*` keys.

    Attributes:
        model: "gpt2" (byte-level BPE) or "llama" (SentencePiece).
        pre: name of the pre-tokenizer in llama.cpp, "" where its model says it all.
        tokens: one text per id.
        types: one `gguf.TokenType` per id.
        scores: one per id, None for BPE.
        special: special ids, merges and the chat template.
        add_space_prefix: None where the tokenizer does not say.
        space_prefix_place: where its key stands: "first", "inner" (before the special tokens) or "last".
        add_bos: None for what `special` says.
        eot: id of the end of a turn where no file of the tokenizer names it.
        bos, eos, pad, unknown: ids of the begin and the end of a text, of padding and of what is no token,
            where the files are wrong.
        suppressed: ids that are never chosen; written before the rest.
    """

    model: str
    pre: str
    tokens: list[str]
    types: list[int]
    scores: list[float] | None
    special: gguf.SpecialVocab
    add_space_prefix: bool | None = None
    space_prefix_place: Literal["first", "inner", "last"] = "first"
    add_bos: bool | None = None
    eot: int | None = None
    bos: int | None = None
    eos: int | None = None
    pad: int | None = None
    unknown: int | None = None
    suppressed: list[int] | None = None

    def write(self, writer: gguf.GGUFWriter) -> None:
        """Add the keys, in the order of llama.cpp's converter."""
        if self.suppressed is not None:
            writer.add_array("tokenizer.ggml.suppress_tokens", self.suppressed)
        self._write_space_prefix(writer, "first")
        writer.add_tokenizer_model(self.model)
        if self.pre:
            writer.add_tokenizer_pre(self.pre)
        writer.add_token_list(self.tokens)
        if self.scores is not None:
            writer.add_token_scores(self.scores)
        writer.add_token_types(self.types)
        self._write_space_prefix(writer, "inner")
        self.special.add_to_gguf(writer, quiet=True)
        if self.bos is not None:
            writer.add_bos_token_id(self.bos)
        if self.pad is not None:
            writer.add_pad_token_id(self.pad)
        if self.unknown is not None:
            writer.add_unk_token_id(self.unknown)
        if self.eos is not None:
            writer.add_eos_token_id(self.eos)
        if self.eot is not None and "eot" not in self.special.special_token_ids:
            writer.add_eot_token_id(self.eot)
        self._write_space_prefix(writer, "last")
        if self.add_bos is not None:
            writer.add_add_bos_token(self.add_bos)

    def _write_space_prefix(self, writer: gguf.GGUFWriter, place: str) -> None:
        if self.add_space_prefix is not None and self.space_prefix_place == place:
            writer.add_add_space_prefix(self.add_space_prefix)


def read_vocabulary(checkpoint: Checkpoint, n_tokens: int | None = None) -> Vocabulary:
    """The vocabulary in the folder of `checkpoint`; `n_tokens` None for the number that config.json gives.

    Raises:
        ConvertError: there is none, it is damaged, or llama.cpp does not know its pre-tokenizer.
    """
    folder = checkpoint.folder
    config = read_json(folder / "tokenizer_config.json", optional=True)
    n_vocab = n_tokens or checkpoint.config.get("vocab_size")
    if n_vocab is not None and (type(n_vocab) is not int or not 0 < n_vocab <= _MAX_TOKENS):
        raise bad_model("config.json is damaged.", f"It claims {str(n_vocab)[:40]} tokens.")
    for name in ("tokenizer.model", "tokenizer.json", "chat_template.jinja", "chat_template.json"):
        path = folder / name
        if path.is_file() and path.stat().st_size > _MAX_FILE_BYTES:
            raise bad_model(f"{name} is too large.", f"It has {path.stat().st_size:,} bytes.")
    if (folder / "tokenizer.model").is_file():
        vocabulary = _sentencepiece(folder, config, n_vocab)
    elif (folder / "tokenizer.json").is_file():
        tokenizer = _load_tokenizer(folder / "tokenizer.json")
        model = json.loads(tokenizer.to_str())["model"]
        is_sentencepiece = model.get("type") == "BPE" and model.get("byte_fallback")
        vocabulary = (
            _sentencepiece_json(folder, tokenizer, config, n_vocab)
            if is_sentencepiece and not model.get("ignore_merges")
            else _byte_level_bpe(folder, tokenizer, config, n_vocab)
        )
    elif config.get("auto_map") or any(folder.glob("*tiktoken*")):
        raise ConvertError(
            UNSUPPORTED,
            f"The tokenizer of {folder.name} cannot be converted.",
            "It is a program inside the repository, and Bitsmith runs no code from a repository.",
            "Look for a ready-made GGUF of this model, or for a copy with a tokenizer.json.",
        )
    else:
        raise bad_model(
            f"{folder.name} has no tokenizer.", "Neither tokenizer.json nor tokenizer.model is there."
        )
    return vocabulary


def read_pieces(checkpoint: Checkpoint) -> Vocabulary:
    """The pieces in tokenizer.json with no scores, as for a SentencePiece model that lost them.

    Raises:
        ConvertError: it is missing or damaged, or has more tokens than the model.
    """
    n_vocab = checkpoint.config.get("vocab_size")
    config = read_json(checkpoint.folder / "tokenizer_config.json", optional=True)
    tokenizer = _load_tokenizer(checkpoint.folder / "tokenizer.json")
    vocabulary = _sentencepiece_json(checkpoint.folder, tokenizer, config, n_vocab)
    vocabulary.scores = None
    return vocabulary


def _special(folder: Path, n_tokens: int | None, *, load_merges: bool = False) -> gguf.SpecialVocab:
    try:
        special = gguf.SpecialVocab(folder, load_merges=load_merges, n_vocab=n_tokens)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise bad_model(
            "The tokenizer of this model is damaged.", f"Its special tokens cannot be read ({error})."
        ) from error
    templates = special.chat_template
    if isinstance(templates, list):
        good = [t for t in templates if _is_named_template(t)]
        special.chat_template = good or None
    return special


def _is_named_template(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("name", "template"))


# --- byte-level BPE -----------------------------------------------------------------------------------


def _load_tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(path))
    except BaseException as error:
        # the library raises bare Exception, and for a panic of its own something below BaseException
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise bad_model(f"{path.name} is damaged.", f"{str(error)[:200]}.") from error


def _byte_level_bpe(
    folder: Path, tokenizer: Tokenizer, config: dict[str, Any], n_vocab: int | None
) -> Vocabulary:
    vocab = tokenizer.get_vocab(with_added_tokens=True)
    added = _added_tokens(tokenizer, config)
    for token_id, token in added.items():
        vocab.setdefault(token["content"], token_id)
    by_id = {token_id: text for text, token_id in vocab.items()}
    n_tokens = n_vocab or max(by_id, default=-1) + 1
    if by_id and max(by_id) >= n_tokens:
        raise bad_model(
            "The tokenizer does not match config.json.",
            f"It has tokens up to {max(by_id):,}, and the model has {n_tokens:,}.",
        )
    pre = recognize_pre_tokenizer(tokenizer, config)
    tokens, types = [], []
    for token_id in range(n_tokens):
        text = by_id.get(token_id)
        if text is None:
            tokens.append(f"[PAD{token_id}]")
            types.append(TokenType.UNUSED)
        elif token_id in added:
            text, kind = _added_text(tokenizer, added[token_id])
            tokens.append(text)
            types.append(kind)
        else:
            tokens.append(text)
            types.append(TokenType.NORMAL)
    return Vocabulary("gpt2", pre, tokens, types, None, _special(folder, None, load_merges=True))


def _added_tokens(tokenizer: Tokenizer, config: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Added tokens by id; tokenizer_config.json has the last word on each, as in transformers."""
    found: dict[int, dict[str, Any]] = {
        token_id: {"content": t.content, "special": t.special, "normalized": t.normalized}
        for token_id, t in tokenizer.get_added_tokens_decoder().items()
    }
    decoder = config.get("added_tokens_decoder", {})
    if isinstance(decoder, dict):
        for key, value in decoder.items():
            if key.isascii() and key.isdecimal() and len(key) < 10 and isinstance(value, dict):
                content = value.get("content")
                if isinstance(content, str) and _can_be_stored(content):
                    found[int(key)] = {
                        "content": content,
                        "special": value.get("special") is True,
                        "normalized": value.get("normalized") is True,
                    }
    return found


def _can_be_stored(text: str) -> bool:
    """False for half of a surrogate pair, which JSON may hold and UTF-8 may not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _added_text(tokenizer: Tokenizer, token: dict[str, Any]) -> tuple[str, int]:
    text: str = token["content"]
    if not token["normalized"]:
        # llama.cpp matches added tokens against text that is already normalized
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        text = tokenizer.decode(ids, skip_special_tokens=False) or text
    if token["special"] or _looks_special(text):
        return text, TokenType.CONTROL
    return text.replace(_SPACE_MARK, " "), TokenType.USER_DEFINED


def _looks_special(text: str) -> bool:
    """Some models do not mark their control tokens as special."""
    return (
        text in ("<pad>", "<mask>", "<2mass>", "[@BOS@]")
        or (text.startswith("<|") and text.endswith("|>"))
        or (text.startswith("<｜") and text.endswith("｜>"))
        or (text.startswith("<unused") and text.endswith(">"))
    )


def recognize_pre_tokenizer(tokenizer: Tokenizer, config: dict[str, Any]) -> str:
    """llama.cpp's name for how this tokenizer splits text before BPE.

    Raises:
        ConvertError: (unsupported) llama.cpp does not know it; a guess would make a model that seems to
            work and reads its prompt wrongly.
    """
    plain = tokenizer.encode(PROBE_TEXT, add_special_tokens=False).ids
    candidates = [tokenizer.encode(PROBE_TEXT).ids, plain]
    bos = config.get("bos_token")
    bos = bos.get("content") if isinstance(bos, dict) else bos
    bos_id = tokenizer.token_to_id(bos) if isinstance(bos, str) else None
    if bos_id is not None:
        candidates.append([bos_id, *plain])
    for ids in candidates:
        name = NAME_BY_HASH.get(hashlib.sha256(str(ids).encode()).hexdigest())
        if name:
            return name
    raise ConvertError(
        UNSUPPORTED,
        "The tokenizer of this model is not one that llama.cpp knows.",
        "It splits text in a way that none of the engine's pre-tokenizers does, so the model would read "
        "its prompts wrongly.",
        "Look for a ready-made GGUF of this model, or wait for a newer engine.",
    )


# --- SentencePiece ------------------------------------------------------------------------------------


def _sentencepiece(folder: Path, config: dict[str, Any], n_vocab: int | None) -> Vocabulary:
    from sentencepiece import SentencePieceProcessor

    processor: Any = SentencePieceProcessor()
    try:
        processor.LoadFromFile(str(folder / "tokenizer.model"))
    except (OSError, RuntimeError) as error:
        raise bad_model("tokenizer.model is damaged.", "It is no SentencePiece model.") from error
    n_pieces = processor.vocab_size()
    n_tokens = n_vocab or n_pieces
    tokens = [f"[PAD{i}]" for i in range(n_tokens)]
    scores = [_UNUSED_SCORE] * n_tokens
    types: list[int] = [TokenType.UNUSED] * n_tokens
    for token_id in range(min(n_pieces, n_tokens)):
        tokens[token_id] = processor.IdToPiece(token_id)
        scores[token_id] = processor.GetScore(token_id)
        types[token_id] = _piece_type(processor, token_id)
    for text, token_id in read_json(folder / "added_tokens.json", optional=True).items():
        if type(token_id) is int and 0 <= token_id < n_tokens:
            tokens[token_id], scores[token_id] = text, _ADDED_SCORE
            types[token_id] = TokenType.USER_DEFINED
    decoder = config.get("added_tokens_decoder", {})
    for key, value in decoder.items() if isinstance(decoder, dict) else ():
        content = value.get("content") if isinstance(value, dict) else None
        if not (key.isascii() and key.isdecimal() and len(key) < 10 and isinstance(content, str)):
            continue
        token_id = int(key)
        if token_id >= n_tokens:
            continue
        if value.get("special") or _looks_special(content):
            types[token_id] = TokenType.CONTROL
        else:
            content = content.replace(_SPACE_MARK, " ")
            types[token_id] = TokenType.USER_DEFINED
        tokens[token_id], scores[token_id] = content, _ADDED_SCORE
    return Vocabulary("llama", "default", tokens, types, scores, _special(folder, n_tokens))


def adds_space_prefix(folder: Path) -> bool:
    """Whether the SentencePiece model in `folder` puts a space before a text."""
    from sentencepiece import SentencePieceProcessor

    processor: Any = SentencePieceProcessor()
    processor.LoadFromFile(str(folder / "tokenizer.model"))
    return "".join(processor.EncodeAsPieces("a")).startswith(_SPACE_MARK)


def _piece_type(processor: Any, token_id: int) -> TokenType:
    if processor.IsUnknown(token_id):
        return TokenType.UNKNOWN
    if processor.IsControl(token_id):
        return TokenType.CONTROL
    if processor.IsUnused(token_id):
        return TokenType.UNUSED
    if processor.IsByte(token_id):
        return TokenType.BYTE
    return TokenType.NORMAL


def _sentencepiece_json(
    folder: Path, tokenizer: Tokenizer, config: dict[str, Any], n_vocab: int | None
) -> Vocabulary:
    """A SentencePiece BPE that is only there as tokenizer.json, which does not keep its scores."""
    vocab = tokenizer.get_vocab(with_added_tokens=True)
    added = _added_tokens(tokenizer, config)
    by_id = {token_id: text for text, token_id in vocab.items()}
    n_tokens = n_vocab or max(by_id, default=-1) + 1
    if by_id and max(by_id) >= n_tokens:
        raise bad_model(
            "The tokenizer does not match config.json.",
            f"It has tokens up to {max(by_id):,}, and the model has {n_tokens:,}.",
        )
    tokens, types = [], []
    for token_id in range(n_tokens):
        text = by_id.get(token_id)
        if text is None:
            tokens.append(f"[PAD{token_id}]")
            types.append(TokenType.UNUSED)
            continue
        tokens.append(text)
        if re.fullmatch(r"<0x[0-9A-Fa-f]{2}>", text):
            types.append(TokenType.BYTE)
        elif token_id in added:
            types.append(TokenType.CONTROL if added[token_id]["special"] else TokenType.USER_DEFINED)
        else:
            types.append(TokenType.NORMAL)
    scores = [_ADDED_SCORE] * n_tokens
    return Vocabulary("llama", "default", tokens, types, scores, _special(folder, n_tokens))
