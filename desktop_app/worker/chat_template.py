"""A model's own chat template, rendered as the stranger's program that it is: boxed, bounded, timed."""

from __future__ import annotations

import functools
import json
import re
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop_app.domain.chat import ChatTurn, Role
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.time_limit import NoEndError, run_in_time

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
# what ends a turn of ChatML, also where the vocabulary does not know it as one token
CHATML_STOP = ("<|im_end|>", "<|im_start|>")

TIME_LIMIT_S = 3.0
_MAX_SOURCE_CHARS = 1 << 20
_MAX_REPEATED_CHARS = 1 << 20
_MAX_EXPONENT = 64
# a template repeats the conversation at most a few times
_MAX_GROWTH = 8

_WIDE_FORMAT = re.compile(r"[%{][^a-zA-Z}]*[0-9]{7}")
_PADDING_FILTERS = ("center", "indent", "format", "batch", "slice", "round")

_T = TypeVar("_T")
_Message = dict[str, Any]


class _RefusedError(Exception):
    """The template itself said no (`raise_exception`)."""


class _GenerationTag(Extension):
    """`{% generation %}` marks the assistant's words for training; here it only shows its body."""

    tags = {"generation"}  # noqa: RUF012 - jinja's own contract

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, and no operator that makes much out of little."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" and isinstance(right, int | float) and abs(right) > _MAX_EXPONENT:
            raise SecurityError("the power is too large")
        if operator == "*":
            for sequence, times in ((left, right), (right, left)):
                if (
                    isinstance(times, int)
                    and isinstance(sequence, str | bytes | list | tuple)
                    and len(sequence) * times > _MAX_REPEATED_CHARS
                ):
                    raise SecurityError("the repetition is too long")
        if operator == "%" and isinstance(left, str | bytes):
            _check_width(left, right if isinstance(right, tuple) else (right,))
        return super().call_binop(context, operator, left, right)

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: PYI063 - jinja's names
        # the sandbox puts a function of its own around str.format
        owner = getattr(getattr(__obj, "__wrapped__", __obj), "__self__", None)
        if isinstance(owner, str | bytes):
            _check_width(owner, (*args, *kwargs.values()))
        return super().call(__context, __obj, *args, **kwargs)


def _check_width(text: str | bytes, values: Iterable[Any]) -> None:
    """Refuse paddings such as '%999999999d', center(999999999) and '{:>{}}'.format(1, 999999999)."""
    form = text if isinstance(text, str) else text.decode("latin-1")
    if any(isinstance(v, int) and abs(v) > _MAX_REPEATED_CHARS for v in values) or (
        _WIDE_FORMAT.search(form) is not None
    ):
        raise SecurityError("the padding is too long")


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that pads."""

    @functools.wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        text = args[0] if args and isinstance(args[0], str) else ""
        _check_width(text, (*args[1:], *kwargs.values()))
        return function(*args, **kwargs)

    return checked


class ChatTemplate:
    """Turns to the prompt's text.

    Args:
        source: Jinja, as in the GGUF's `tokenizer.chat_template`; None takes ChatML.
        bos: the text of the token that begins a text, which templates write themselves.
        eos: the text of the token that ends one.
        time_limit_s: after which a rendering is given up.

    Raises:
        BitsmithError: (bad_template) it does not parse.
    """

    def __init__(
        self, source: str | None, *, bos: str = "", eos: str = "", time_limit_s: float = TIME_LIMIT_S
    ) -> None:
        self.is_fallback = source is None
        self.stop = CHATML_STOP if source is None else ()
        self._bos = bos
        self._eos = eos
        self._time_limit_s = time_limit_s
        text = CHATML if source is None else source
        if len(text) > _MAX_SOURCE_CHARS:
            raise _problem("It is absurdly long.", f"{len(text)} characters")
        environment = _Sandbox(
            trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, _GenerationTag], autoescape=False
        )
        for name in _PADDING_FILTERS:
            environment.filters[name] = _bounded(environment.filters[name])
        environment.filters["tojson"] = _to_json
        environment.globals["raise_exception"] = _refuse
        environment.globals["strftime_now"] = _strftime_now
        try:
            self._template = self._in_time(lambda: environment.from_string(text))
        except jinja2.TemplateSyntaxError as error:
            raise _problem(f"Line {error.lineno}: {error.message}.", repr(error)) from error
        except Exception as error:
            raise _problem(f"{_words(error)}.", repr(error)) from error

    def render(self, turns: tuple[ChatTurn, ...]) -> str:
        """The prompt for the next words of the assistant; a last turn of the assistant is left open.

        Raises:
            BitsmithError: (bad_template) it raises, writes without end or does not come to an end.
        """
        opened = ""
        if turns and turns[-1].role is Role.ASSISTANT:
            opened, turns = turns[-1].text, turns[:-1]
        messages: list[_Message] = [{"role": str(turn.role), "content": turn.text} for turn in turns]
        try:
            text = self._render_any_form(messages)
        except Exception as error:
            raise _problem(f"{_words(error)}.", repr(error)) from error
        return text + opened

    def _render_any_form(self, messages: list[_Message]) -> str:
        """Some templates know no system turn, some insist that turns alternate, some want typed content."""
        forms = _forms(messages)
        for number, form in enumerate(forms, 1):
            try:
                text = self._render_messages(form)
            except (_RefusedError, jinja2.TemplateError):
                if number == len(forms):
                    raise
            else:
                return self._with_content(form, text)
        raise AssertionError("there is at least one form")

    def _with_content(self, messages: list[_Message], text: str) -> str:
        """`text`, or what the template makes of content as a list of parts where plain content is lost."""
        last_words = messages[-1]["content"].strip() if messages else ""
        if last_words in text:
            return text
        try:
            typed = self._render_messages(
                [{**m, "content": [{"type": "text", "text": m["content"]}]} for m in messages]
            )
        except Exception:  # noqa: BLE001 - it was only a try
            return text
        return typed if last_words in typed else text

    def _render_messages(self, messages: list[_Message]) -> str:
        limit = _MAX_REPEATED_CHARS + _MAX_GROWTH * sum(len(m["content"]) for m in messages)

        def body() -> str:
            parts: list[str] = []
            size = 0
            for part in self._template.generate(
                messages=messages,
                add_generation_prompt=True,
                bos_token=self._bos,
                eos_token=self._eos,
                tools=None,
                documents=None,
            ):
                parts.append(part)
                size += len(part)
                if size > limit:
                    raise SecurityError("it writes far more than it is given")
            return "".join(parts)

        return self._in_time(body)

    def _in_time(self, work: Callable[[], _T]) -> _T:
        """Run `work` on a thread that is interrupted when its time is over."""
        try:
            return run_in_time(work, self._time_limit_s)
        except NoEndError as error:
            raise SecurityError("it does not come to an end") from error


def _forms(messages: list[_Message]) -> list[list[_Message]]:
    """The conversation as it is, then as ever simpler templates can take it."""
    forms = [messages, _joined(messages)]
    if messages and messages[0]["role"] == "system":
        forms.append(_joined([{**messages[0], "role": "user"}, *messages[1:]]))
    return [form for number, form in enumerate(forms) if form not in forms[:number]]


def _joined(messages: list[_Message]) -> list[_Message]:
    """Turns of the same speaker as one."""
    result: list[_Message] = []
    for message in messages:
        if result and result[-1]["role"] == message["role"]:
            result[-1] = {**message, "content": f"{result[-1]['content']}\n\n{message['content']}"}
        else:
            result.append(message)
    return result


def _to_json(value: Any, indent: int | None = None) -> str:
    """As model makers expect it: Unicode as it is, and nothing escaped for HTML."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _refuse(message: str) -> None:
    raise _RefusedError(message)


def _strftime_now(form: str) -> str:
    if sys.platform == "win32":
        form = form.replace("%-", "%#")  # its own way to say: without zeros in front
    return datetime.now().astimezone().strftime(form)


def _words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "It calls itself without end"
    text = (str(error) or type(error).__name__).rstrip(".")
    return text[:1].upper() + text[1:300]


def _problem(why: str, detail: str) -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_TEMPLATE,
        "The chat template of this model does not work.",
        why,
        "Look for another build of the model, and tell its makers.",
        detail,
    )
