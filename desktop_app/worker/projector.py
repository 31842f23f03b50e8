"""Lets a model see: llama.cpp's mtmd turns pictures into vectors that stand in the place of tokens.

In the list of a context's tokens a picture stands as numbers below 0 that are made from its content, one for
each position that it takes. So two prompts are compared, and a memory is cut and kept, as with words alone.
A picture never takes part of its positions: the numbers of one are all the same.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.pictures import decode_picture, pixels

# a context shorter than this has no room for the largest pictures that some models make
_ROOMY_CTX = 16384
_PICTURE_SHARE = 4
_LEAST_PICTURE_TOKENS = 64
# between two of so many steps of a picture's graph, a cancel is noticed
_CHECKED_STEPS = 4


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A place of a prompt that one picture, or one tile of it, takes.

    `start` and `length` are positions; `n_cells` is what it takes of the context's room, which is more for
    models that count positions in two dimensions. `chunk` is its number in mtmd's list.
    """

    start: int
    length: int
    n_cells: int
    chunk: int
    picture: int


@dataclass(frozen=True, slots=True)
class PicturePrompt:
    """A text with markers, its pictures, and what they are together."""

    text: str
    pictures: tuple[bytes, ...]
    add_special: bool
    tokens: list[int]
    parts: tuple[PicturePart, ...]


# a part, the engine's context and its batch size -> what `llama_decode` returns
ReadPicture = Callable[[PicturePart, int, int], int]


class Projector:
    """A projector that was loaded beside a model; `close` gives its memory back.

    Args:
        path: of its GGUF.
        model: the engine's `llama_model`.
        n_ctx: of the context that will read the pictures.
        n_threads: to compute with.
        use_gpu: whether it may be on a GPU.

    Raises:
        BitsmithError: (bad_model) it does not go with this model.
    """

    def __init__(self, path: Path, model: int, *, n_ctx: int, n_threads: int, use_gpu: bool) -> None:
        self._mtmd = load_mtmd()
        # nobody can write this marker into a message
        self.marker = f"<__picture_{secrets.token_hex(8)}__>"
        self._is_cancelled: Callable[[], bool] = lambda: False
        self._steps = 0
        self._sizes: dict[str, tuple[int, int]] = {}
        parameters = self._mtmd.mtmd_context_params_default()
        parameters.use_gpu = use_gpu
        parameters.print_timings = False
        parameters.n_threads = n_threads
        parameters.media_marker = self.marker.encode()
        if n_ctx < _ROOMY_CTX:
            parameters.image_max_tokens = max(_LEAST_PICTURE_TOKENS, n_ctx // _PICTURE_SHARE)
        self._callback = type(parameters.cb_eval)(self._on_step)
        parameters.cb_eval = self._callback
        self._context: int | None = self._mtmd.mtmd_init_from_file(os.fsencode(path), model, parameters)
        if not self._context:
            raise BitsmithError(
                ErrorKind.BAD_MODEL,
                f"{path.name} does not work with this model.",
                "The engine cannot use it to read pictures.",
                "Get the one that belongs to the model, or put this file elsewhere to use the model without.",
            )

    def close(self) -> None:
        if self._context is not None:
            self._mtmd.mtmd_free(self._context)
            self._context = None

    def tokenize(self, text: str, pictures: tuple[bytes, ...], *, add_special: bool) -> PicturePrompt:
        """The tokens of `text`, in which a marker stands for each picture; nothing is computed yet.

        Raises:
            BitsmithError: (bad_request) one of them is no picture.
        """
        names = [_name(data) for data in pictures]
        prompt = PicturePrompt(text, pictures, add_special, [], ())
        mtmd, tokens, parts = self._mtmd, prompt.tokens, []
        with self._chunks(prompt, frozenset()) as chunks:
            tiles: dict[str, int] = {}
            for number in range(mtmd.mtmd_input_chunks_size(chunks)):
                chunk = mtmd.mtmd_input_chunks_get(chunks, number)
                if mtmd.mtmd_input_chunk_get_type(chunk) == mtmd.MTMD_INPUT_CHUNK_TYPE_TEXT:
                    count = ctypes.c_size_t()
                    words = mtmd.mtmd_input_chunk_get_tokens_text(chunk, ctypes.byref(count))
                    tokens.extend(words[: count.value])
                    continue
                key = (mtmd.mtmd_input_chunk_get_id(chunk) or b"").decode()
                tile = tiles[key] = tiles.get(key, -1) + 1
                length = mtmd.mtmd_input_chunk_get_n_pos(chunk)
                n_cells = mtmd.mtmd_input_chunk_get_n_tokens(chunk)
                parts.append(PicturePart(len(tokens), length, n_cells, number, names.index(key)))
                tokens.extend([_stand_in(key, tile)] * length)
        return replace(prompt, parts=tuple(parts))

    def count(self, picture: bytes) -> int:
        """What it takes of the context's room; raises BitsmithError (bad_request) when it is no picture."""
        prompt = self.tokenize(self.marker, (picture,), add_special=False)
        return len(prompt.tokens) + sum(part.n_cells - part.length for part in prompt.parts)

    @contextmanager
    def reading(
        self, prompt: PicturePrompt, start: int, is_cancelled: Callable[[], bool]
    ) -> Iterator[ReadPicture]:
        """Get the pictures from position `start` on ready; yields what reads one of them into a context.

        The function takes the part, the engine's context and its batch size, and returns what `llama_decode`
        does: 0 when it is read, 2 when it was cancelled.
        """
        wanted = frozenset(part.picture for part in prompt.parts if part.start >= start)
        mtmd = self._mtmd
        no_callback = mtmd.mtmd_helper_post_decode_callback()
        with self._chunks(prompt, wanted) as chunks:

            def read(part: PicturePart, context: int, n_batch: int) -> int:
                chunk = mtmd.mtmd_input_chunks_get(chunks, part.chunk)
                after = ctypes.c_int32()
                status = mtmd.mtmd_encode_chunk(self._context, chunk)
                if is_cancelled():
                    return 2  # the vectors are those of a graph that was left in the middle
                if status:
                    return -1
                vectors = mtmd.mtmd_get_output_embd(self._context)
                return mtmd.mtmd_helper_decode_image_chunk(
                    self._context,
                    context,
                    chunk,
                    vectors,
                    part.start,
                    0,
                    n_batch,
                    ctypes.byref(after),
                    no_callback,
                    None,
                )

            self._is_cancelled = is_cancelled
            try:
                yield read
            finally:
                self._is_cancelled = lambda: False

    # --- mtmd -------------------------------------------------------------------------------------

    @contextmanager
    def _chunks(self, prompt: PicturePrompt, decoded: frozenset[int]) -> Iterator[int]:
        """The prompt in mtmd's pieces; of pictures that are not `decoded` only the size is known."""
        mtmd = self._mtmd
        bitmaps: list[int] = []
        chunks = mtmd.mtmd_input_chunks_init()
        try:
            for number, data in enumerate(prompt.pictures):
                bitmaps.append(self._bitmap(data, is_decoded=number in decoded))
            data = prompt.text.encode("utf-8", "replace")
            text = mtmd.mtmd_input_text(data, len(data), prompt.add_special, True)
            status = mtmd.mtmd_tokenize(
                self._context,
                chunks,
                ctypes.byref(text),
                (mtmd.mtmd_bitmap_p_ctypes * len(bitmaps))(*bitmaps),
                len(bitmaps),
            )
            if status:
                raise BitsmithError(
                    ErrorKind.BAD_REQUEST,
                    "The engine cannot read the pictures of this conversation.",
                    "One of them has a shape that the model does not take, or the chat template hides them.",
                    "Take the newest picture away, or save it in another size.",
                    f"mtmd_tokenize: {status}",
                )
            yield chunks
        finally:
            mtmd.mtmd_input_chunks_free(chunks)
            for bitmap in bitmaps:
                mtmd.mtmd_bitmap_free(bitmap)

    def _bitmap(self, data: bytes, *, is_decoded: bool) -> int:
        name = _name(data)
        size = self._sizes.get(name)
        image = decode_picture(data) if is_decoded or size is None else None
        if image is not None:
            size = self._sizes[name] = image.size
        assert size is not None
        buffer = pixels(image).tobytes() if is_decoded and image is not None else None
        taken = (ctypes.c_uint8 * len(buffer)).from_buffer_copy(buffer) if buffer else None
        bitmap = self._mtmd.mtmd_bitmap_init(*size, taken)
        self._mtmd.mtmd_bitmap_set_id(bitmap, name.encode())
        return bitmap

    def _on_step(self, _tensor: int, is_question: bool, _data: int) -> bool:
        """Ggml asks whether it shall stop after a step of the graph, and at those steps whether to go on."""
        if not is_question:
            return not self._is_cancelled()
        self._steps += 1
        return self._steps % _CHECKED_STEPS == 0


def load_mtmd() -> Any:
    """Mtmd's functions (the module `llama_cpp.mtmd_cpp`), with its log going where the engine's goes."""
    import llama_cpp.mtmd_cpp as mtmd

    from converters.engine import share_log

    share_log(mtmd.mtmd_helper_log_set)
    return mtmd


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _stand_in(name: str, tile: int) -> int:
    digest = hashlib.sha256(f"{name} {tile}".encode()).digest()
    return -1 - int.from_bytes(digest[:6], "big")
