"""Other apps that keep models on this computer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OtherApp:
    """An app whose models can be used where they are; `key` is what the library keeps."""

    key: str
    title: str


OTHER_APPS = (
    OtherApp("lmstudio", "LM Studio"),
    OtherApp("ollama", "Ollama"),
    OtherApp("jan", "Jan"),
    OtherApp("huggingface", "Hugging Face cache"),
    OtherApp("gpt4all", "GPT4All"),
    OtherApp("llamacpp", "llama.cpp"),
    OtherApp("webui", "text-generation-webui"),
    OtherApp("koboldcpp", "KoboldCpp"),
)
_TITLES = {app.key: app.title for app in OTHER_APPS}


def app_title(key: str) -> str:
    """The app's name as people know it; the key itself for one that is not known."""
    return _TITLES.get(key, key)
