"""What a model thinks before it answers, told apart from the answer while both are written.

Families mark it with tags of their own. Some templates write the opening tag into the prompt, so that an
answer begins in the middle of its reasoning and only the closing tag is seen: then all before it was thought.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# opening and closing tag, as the families' chat templates write them
_TAGS = (
    ("<think>", "</think>"),  # DeepSeek R1, Qwen 3, QwQ, GLM, MiniMax, Hunyuan, Nemotron, SmolLM 3
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("<seed:think>", "</seed:think>"),  # Seed-OSS
    ("[THINK]", "[/THINK]"),  # Magistral
    ("◁think▷", "◁/think▷"),  # Kimi
    ("<|START_THINKING|>", "<|END_THINKING|>"),  # Command A
    ("<|channel|>analysis<|message|>", "<|end|>"),  # gpt-oss
)
_OPEN = dict(_TAGS)
_LONGEST = max(len(tag) for pair in _TAGS for tag in pair)
_ANY = re.compile("|".join(re.escape(tag) for pair in _TAGS for tag in pair))
# what gpt-oss puts before its answer
_FINAL = re.compile(r"^\s*(?:<\|start\|>assistant)?<\|channel\|>final<\|message\|>")


@dataclass(frozen=True, slots=True)
class Reasoned:
    """An answer in two parts; `is_open`: it is still being thought."""

    reasoning: str
    answer: str
    is_open: bool = False


class ReasoningSplitter:
    """Splits a text that grows; a tag that is cut by the end of a piece is waited for.

    `reasoning` and `answer` only grow, but for a closing tag whose opening one stood in the prompt: then
    what was taken for the answer becomes the reasoning, and `was_turned` is set.
    """

    def __init__(self) -> None:
        self.reasoning = ""
        self.answer = ""
        self.was_turned = False
        self._closing = ""
        self._pending = ""

    @property
    def is_open(self) -> bool:
        """Whether it is reasoning that is being written now."""
        return bool(self._closing)

    def feed(self, text: str) -> None:
        """More of the text."""
        self._pending += text
        self._take(is_end=False)

    def finish(self) -> Reasoned:
        """Nothing more comes."""
        self._take(is_end=True)
        return Reasoned(self.reasoning.strip(), _FINAL.sub("", self.answer).lstrip("\n"), self.is_open)

    def _take(self, *, is_end: bool) -> None:
        while True:
            if self._closing:
                at = self._pending.find(self._closing)
                if at < 0:
                    break
                self.reasoning += self._pending[:at]
                self._pending = self._pending[at + len(self._closing) :]
                self._closing = ""
                continue
            found = _ANY.search(self._pending)
            if found is None:
                break
            tag, before = found[0], self._pending[: found.start()]
            self._pending = self._pending[found.end() :]
            if tag in _OPEN:
                # a tag in the middle of an answer is one that is talked about
                if self.answer.strip() or before.strip():
                    self.answer += before + tag
                    continue
                self._closing = _OPEN[tag]
                self.reasoning += "\n\n" if self.reasoning.strip() else ""
            elif not self.reasoning and tag != "<|end|>":
                self.reasoning, self.answer = self.answer + before, ""
                self.was_turned = True
            else:
                self.answer += before + tag
        kept = 0 if is_end else self._partial_tag()
        ready, self._pending = (
            self._pending[: len(self._pending) - kept],
            self._pending[len(self._pending) - kept :],
        )
        if self._closing:
            self.reasoning += ready
        else:
            self.answer += ready

    def _partial_tag(self) -> int:
        """How many characters at the end may be the beginning of a tag."""
        tail = self._pending[-_LONGEST:]
        for start in range(len(tail)):
            rest = tail[start:]
            if any(tag.startswith(rest) for pair in _TAGS for tag in pair):
                return len(rest)
        return 0


def split_reasoning(text: str) -> Reasoned:
    """A whole text in its two parts."""
    splitter = ReasoningSplitter()
    splitter.feed(text)
    return splitter.finish()


def without_reasoning(text: str) -> str:
    """The answer alone, as the model shall see it in later turns."""
    return split_reasoning(text).answer or text
