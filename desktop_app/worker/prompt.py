"""A conversation to the tokens of a prompt that fits the context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.domain.attachments import PICTURE_WAS_HERE
from desktop_app.domain.chat import ChatTurn, Role
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.chat_template import ChatTemplate
from desktop_app.worker.model import Vocabulary
from desktop_app.worker.projector import PicturePrompt, Projector
from desktop_app.worker.saved_states import common_length

# an answer of fewer tokens is none
_MIN_ANSWER_TOKENS = 16
# the part of the context that is kept free for the answer while there are old turns to drop
_ANSWER_SHARE = 4
# when turns must go, go down to this share of what may be used: the next turns then fit without dropping
# again, which would change the beginning and cost the evaluation of everything
_LOW_WATER = 2 / 3
_OTHER_WORDS = "\u2020"  # begins like no other message
# tokenizing takes more than linear time with some vocabularies and cannot be interrupted: a text that is
# far too long is recognized by counting in pieces, which may differ from the whole by a token per piece
_PIECE_CHARS = 8192
_COUNT_MARGIN = 1.1


@dataclass(frozen=True, slots=True)
class Prompt:
    """Tokens to evaluate, and how many of the oldest turns are not among them.

    `branches` are the places where another prompt may go on in another way: after the system's words, and
    before what stands at the beginning of an answer. `pictures` are those that stand among the tokens.
    """

    tokens: list[int]
    dropped_turns: int
    branches: tuple[int, ...] = ()
    pictures: PicturePrompt | None = None


class PromptBuilder:
    """Keeps the system's turns and the newest ones; what it dropped once stays dropped while it can.

    Without a `projector` the model cannot see: a newest message with pictures is refused, and words say where
    older messages had some.
    """

    def __init__(
        self, template: ChatTemplate, vocabulary: Vocabulary, n_ctx: int, projector: Projector | None = None
    ) -> None:
        self._template = template
        self._vocabulary = vocabulary
        self._n_ctx = n_ctx
        self._projector = projector
        self._first_kept: tuple[ChatTurn, ...] = ()

    def build(
        self,
        turns: tuple[ChatTurn, ...],
        max_tokens: int | None,
        *,
        finds_branches: bool = False,
        drops_turns: bool = True,
    ) -> Prompt:
        """The prompt for an answer to the last turn; finding its branches takes two more renderings.

        Raises:
            BitsmithError: (bad_template) the template fails; (context_full) the newest message alone, with
                the system's words, is too long, or all of it where nothing may be dropped; (bad_request)
                there is no turn; (unsupported) the newest message has pictures, and the model cannot see.
        """
        if self._projector is None and any(turn.pictures for turn in turns):
            turns = _without_pictures(turns)
        head, groups = _split(turns)
        if not groups:
            raise BitsmithError(
                ErrorKind.BAD_REQUEST,
                "There is nothing to answer.",
                "The conversation is empty.",
                "Write first.",
            )
        reserve = min(max_tokens or self._n_ctx, self._n_ctx // _ANSWER_SHARE)
        limit = self._n_ctx - reserve
        tried: dict[int, _Tokens | None] = {}

        def tokens_without(n_groups: int) -> _Tokens | None:
            if n_groups not in tried:
                tried[n_groups] = self._tokens((*head, *(t for group in groups[n_groups:] for t in group)))
            return tried[n_groups]

        def fits(n_groups: int, n_tokens: float) -> bool:
            tokens = tokens_without(n_groups)
            return tokens is not None and tokens.n_cells <= n_tokens

        n_dropped = 0
        if drops_turns and not fits(0, limit):
            n_dropped = self._same_as_before(groups)
            if n_dropped == 0 or not fits(n_dropped, limit):
                n_dropped = _fewest(len(groups), lambda n: fits(n, limit * _LOW_WATER))
        tokens = tokens_without(n_dropped)
        least_answer = min(max_tokens or _MIN_ANSWER_TOKENS, _MIN_ANSWER_TOKENS)
        if tokens is None or tokens.n_cells + least_answer > self._n_ctx:
            n_tokens = None if tokens is None else tokens.n_cells
            raise _too_long(n_tokens, self._n_ctx, is_conversation=not drops_turns and len(groups) > 1)
        if drops_turns:
            self._first_kept = groups[n_dropped] if n_dropped else ()
        branches: tuple[int, ...] = ()
        if finds_branches:
            kept = tuple(turn for group in groups[n_dropped:] for turn in group)
            branches = self._branches(tokens.tokens, head, kept)
        n_dropped_turns = sum(len(group) for group in groups[:n_dropped])
        return Prompt(tokens.tokens, n_dropped_turns, branches, tokens.pictures)

    def _branches(
        self, tokens: list[int], head: tuple[ChatTurn, ...], turns: tuple[ChatTurn, ...]
    ) -> tuple[int, ...]:
        others = [(*head, ChatTurn(Role.USER, _OTHER_WORDS))]
        if turns[-1].role is Role.USER:
            # two answers differ from their first word on
            others += [(*head, *turns, ChatTurn(Role.ASSISTANT, _OTHER_WORDS), ChatTurn(Role.USER, "x"))]
        found = set()
        for other in others:
            try:
                theirs = self._tokens(other)
            except BitsmithError:
                continue  # a template may insist on whatever it likes
            if theirs is not None:
                # the last token is always read, to have something to sample from
                found.add(min(common_length(tokens, theirs.tokens), len(tokens) - 1))
        return tuple(sorted(found - {0}))

    def _same_as_before(self, groups: list[tuple[ChatTurn, ...]]) -> int:
        """How many groups stand before the one that was the first the last time; 0 when it is gone."""
        return groups.index(self._first_kept) if self._first_kept in groups else 0

    def _tokens(self, turns: tuple[ChatTurn, ...]) -> _Tokens | None:
        """The tokens, or None when they are many more than the context holds."""
        pictures = tuple(picture for turn in turns for picture in turn.pictures)
        if self._projector is not None and pictures:
            marker = self._projector.marker
            turns = tuple(
                replace(turn, text=f"{marker * len(turn.pictures)}\n{turn.text}") if turn.pictures else turn
                for turn in turns
            )
        text = self._template.render(turns)
        if self._is_far_too_long(text):
            return None
        bos = self._vocabulary.bos_text
        # most templates write the first token themselves; it must not stand there twice
        add_special = self._vocabulary.adds_bos and not (bool(bos) and text.startswith(bos))
        if self._projector is not None and pictures:
            prompt = self._projector.tokenize(text, pictures, add_special=add_special)
            return _Tokens(prompt.tokens, prompt)
        return _Tokens(self._vocabulary.tokenize(text, add_special=add_special))

    def _is_far_too_long(self, text: str) -> bool:
        n_tokens = 0
        if len(text) > _PIECE_CHARS:
            for start in range(0, len(text), _PIECE_CHARS):
                piece = text[start : start + _PIECE_CHARS]
                n_tokens += len(self._vocabulary.tokenize(piece, add_special=False))
                if n_tokens > self._n_ctx * _COUNT_MARGIN:
                    return True
        return False


@dataclass(frozen=True, slots=True)
class _Tokens:
    tokens: list[int]
    pictures: PicturePrompt | None = None

    @property
    def n_cells(self) -> int:
        """What they take of the context's room."""
        parts = self.pictures.parts if self.pictures else ()
        return len(self.tokens) + sum(part.n_cells - part.length for part in parts)


def _without_pictures(turns: tuple[ChatTurn, ...]) -> tuple[ChatTurn, ...]:
    if turns[-1].pictures or (turns[-1].role is Role.ASSISTANT and len(turns) > 1 and turns[-2].pictures):
        raise BitsmithError(
            ErrorKind.UNSUPPORTED,
            "This model cannot see pictures.",
            "It reads words only, or its projector (a file with mmproj in its name) is not in its folder.",
            "Choose a model that sees, or take the picture away.",
        )
    return tuple(
        ChatTurn(turn.role, f"{PICTURE_WAS_HERE * len(turn.pictures)}\n{turn.text}")
        if turn.pictures
        else turn
        for turn in turns
    )


def text_prompt(text: str, vocabulary: Vocabulary, n_ctx: int, max_tokens: int | None) -> Prompt:
    """The prompt of a text as it stands; nothing is dropped of it.

    Raises:
        BitsmithError: (bad_request) there is nothing to go on from; (context_full) it is too long.
    """
    # no token has more than a few hundred characters: what is far too long need not be counted exactly
    is_countable = len(text) <= n_ctx * 256
    tokens = vocabulary.tokenize(text, add_special=True) if is_countable else None
    if tokens is None or len(tokens) + min(max_tokens or _MIN_ANSWER_TOKENS, _MIN_ANSWER_TOKENS) > n_ctx:
        raise _too_long(None if tokens is None else len(tokens), n_ctx)
    if not tokens:
        raise BitsmithError(
            ErrorKind.BAD_REQUEST, "There is nothing to go on from.", "The prompt is empty.", "Write first."
        )
    return Prompt(tokens, 0)


def _split(turns: tuple[ChatTurn, ...]) -> tuple[tuple[ChatTurn, ...], list[tuple[ChatTurn, ...]]]:
    """The system's turns at the beginning, and the rest in groups that each begin with the user."""
    n_head = 0
    while n_head < len(turns) and turns[n_head].role is Role.SYSTEM:
        n_head += 1
    groups: list[tuple[ChatTurn, ...]] = []
    for turn in turns[n_head:]:
        if turn.role is Role.USER or not groups:
            groups.append((turn,))
        else:
            groups[-1] = (*groups[-1], turn)
    if not groups and n_head:
        return turns[: n_head - 1], [turns[n_head - 1 : n_head]]  # instructions alone are what is answered
    return turns[:n_head], groups


def _fewest(n_groups: int, is_enough: Callable[[int], bool]) -> int:
    """The fewest groups to drop; all but the last when nothing is enough."""
    low, high = 1, n_groups - 1
    while low < high:
        middle = (low + high) // 2
        if is_enough(middle):
            high = middle
        else:
            low = middle + 1
    return max(0, high)


def _too_long(n_tokens: int | None, n_ctx: int, *, is_conversation: bool = False) -> BitsmithError:
    if is_conversation:
        return BitsmithError(
            ErrorKind.CONTEXT_FULL,
            "The conversation is too long for the context.",
            f"The context holds {n_ctx:,} tokens; the conversation takes far more."
            if n_tokens is None
            else f"The context holds {n_ctx:,} tokens; the conversation takes {n_tokens:,}, and an answer "
            "needs room as well.",
            "Leave out its oldest messages, or load the model with a longer context.",
        )
    return BitsmithError(
        ErrorKind.CONTEXT_FULL,
        "The message is too long for the context.",
        f"The context holds {n_ctx:,} tokens; the message with the instructions takes far more."
        if n_tokens is None
        else f"The context holds {n_ctx:,} tokens; the message with the instructions takes {n_tokens:,}, and "
        "an answer needs room as well.",
        "Shorten it, or load the model with a longer context.",
    )
