"""Which family converts which architecture; families are imported on demand."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from converters.errors import UNSUPPORTED, ConvertError
from converters.left_out import LEFT_OUT

if TYPE_CHECKING:
    from converters.architectures.base import Family
    from converters.checkpoint import Checkpoint

# the class that config.json names -> module and class of its family
FAMILIES = {
    "LlamaForCausalLM": "llama:Llama",
    "LLaMAForCausalLM": "llama:Llama",
    "MistralForCausalLM": "llama:Mistral",
    "ArceeForCausalLM": "llama:Arcee",
    "SmolLM3ForCausalLM": "llama:SmolLM3",
    "Qwen2ForCausalLM": "qwen:Qwen2",
    "Qwen3ForCausalLM": "qwen:Qwen3",
    "Qwen2MoeForCausalLM": "qwen_moe:Qwen2Moe",
    "Qwen3MoeForCausalLM": "qwen_moe:Qwen3Moe",
    "MixtralForCausalLM": "llama_moe:Mixtral",
    "PhiForCausalLM": "phi:Phi2",
    "Phi3ForCausalLM": "phi:Phi3",
    "PhiMoEForCausalLM": "phi:PhiMoe",
    "StableLmForCausalLM": "stablelm:StableLm",
    "StableLMEpochForCausalLM": "stablelm:StableLm",
    "Starcoder2ForCausalLM": "starcoder:StarCoder2",
    "GPT2LMHeadModel": "gpt2:Gpt2",
    "FalconForCausalLM": "falcon:Falcon",
    "RWForCausalLM": "falcon:Falcon",
    "CohereForCausalLM": "cohere:Cohere",
    "Cohere2ForCausalLM": "cohere:Cohere2",
    "DeepseekV2ForCausalLM": "deepseek:DeepSeek2",
    "DeepseekV3ForCausalLM": "deepseek:DeepSeek2",
    "GptOssForCausalLM": "gpt_oss:GptOss",
    "Ernie4_5ForCausalLM": "ernie:Ernie45",
    "Ernie4_5_ForCausalLM": "ernie:Ernie45",
    "Lfm2ForCausalLM": "lfm2:Lfm2",
    "LFM2ForCausalLM": "lfm2:Lfm2",
    "Mamba2ForCausalLM": "mamba:Mamba2",
    "HunYuanDenseV1ForCausalLM": "hunyuan:HunYuanDense",
    "OlmoeForCausalLM": "olmo:OlmoE",
    "Olmo3ForCausalLM": "olmo:Olmo3",
    "Glm4ForCausalLM": "glm:Glm4",
    "Glm4vForConditionalGeneration": "glm:Glm4",
    "Glm4MoeForCausalLM": "glm:Glm4Moe",
    "Glm4vMoeForConditionalGeneration": "glm:Glm4Moe",
    "Qwen3NextForCausalLM": "qwen_next:Qwen3Next",
    "Qwen3_5ForCausalLM": "qwen_next:Qwen35",
    "Qwen3_5ForConditionalGeneration": "qwen_next:Qwen35",
    "Qwen3_5MoeForCausalLM": "qwen_next:Qwen35Moe",
    "Qwen3_5MoeForConditionalGeneration": "qwen_next:Qwen35Moe",
    "Qwen2VLForConditionalGeneration": "qwen_vl:Qwen2Vl",
    "Qwen2_5_VLForConditionalGeneration": "qwen_vl:Qwen2Vl",
    "Qwen3VLForConditionalGeneration": "qwen_vl:Qwen3Vl",
    "Qwen3VLMoeForConditionalGeneration": "qwen_vl:Qwen3VlMoe",
    "GraniteMoeHybridForCausalLM": "granite_hybrid:GraniteHybrid",
    "NemotronForCausalLM": "nemotron:Nemotron",
    "NemotronHForCausalLM": "nemotron_h:NemotronH",
    "FalconH1ForCausalLM": "falcon_h1:FalconH1",
    "Glm4MoeLiteForCausalLM": "glm_lite:Glm4MoeLite",
    "BailingMoeForCausalLM": "bailing:BailingMoe",
    "BailingMoeV2ForCausalLM": "bailing:BailingMoe2",
    "AfmoeForCausalLM": "afmoe:AfMoe",
    "GPTNeoXForCausalLM": "neox:GptNeoX",
    "JambaForCausalLM": "jamba:Jamba",
    "MambaForCausalLM": "mamba1:Mamba1",
    "MambaLMHeadModel": "mamba1:Mamba1",
    "FalconMambaForCausalLM": "mamba1:Mamba1",
    "ExaoneForCausalLM": "exaone:Exaone",
    "ExaoneMoEForCausalLM": "exaone:ExaoneMoe",
    "ExaoneMoeForCausalLM": "exaone:ExaoneMoe",
    "OlmoForCausalLM": "olmo:Olmo",
    "OLMoForCausalLM": "olmo:Olmo",
    "GlmForCausalLM": "glm3:Glm3",
    "MiniCPMForCausalLM": "minicpm:MiniCpm",
    "MiniCPM3ForCausalLM": "minicpm:MiniCpm3",
    "InternLM3ForCausalLM": "internlm:InternLm3",
    "BloomForCausalLM": "bloom:Bloom",
    "BloomModel": "bloom:Bloom",
    "SmallThinkerForCausalLM": "smallthinker:SmallThinker",
    "LlavaForConditionalGeneration": "llama_vision:LlavaText",
    "VLlama3ForCausalLM": "llama_vision:SmolVlmText",
    "SmolVLMForConditionalGeneration": "llama_vision:SmolVlmText",
    "Idefics3ForConditionalGeneration": "llama_vision:SmolVlmText",
    "DeciLMForCausalLM": "deci:Deci",
    "InternLM2ForCausalLM": "internlm:InternLm2",
    "Phi4ForCausalLMV": "phi:Phi3",
    "Cohere2MoeForCausalLM": "cohere:Cohere2Moe",
    "SolarOpenForCausalLM": "glm:SolarOpen",
    "DeepseekForCausalLM": "deepseek1:DeepSeek1",
    "NanbeigeForCausalLM": "nanbeige:Nanbeige",
    "MellumForCausalLM": "mellum:Mellum",
    "Spark2_5ForCausalLM": "spark:Spark25",
    "LagunaForCausalLM": "laguna:Laguna",
    "Exaone4_5_ForConditionalGeneration": "exaone:Exaone45",
    "Gemma4UnifiedForConditionalGeneration": "gemma4:Gemma4Unified",
    "Qwen2_5OmniModel": "qwen_vl:Qwen2Vl",
    "Qwen2_5OmniForConditionalGeneration": "qwen_vl:Qwen2Vl",
    "Qwen3OmniMoeForConditionalGeneration": "qwen_vl:Qwen3Omni",
    "OrionForCausalLM": "orion:Orion",
    "XverseForCausalLM": "xverse:Xverse",
    "Jais2ForCausalLM": "jais:Jais2",
    "JAISLMHeadModel": "jais:Jais",
    "MPTForCausalLM": "mpt:Mpt",
    "DbrxForCausalLM": "dbrx:Dbrx",
    "CodeShellForCausalLM": "codeshell:CodeShell",
    "GPTRefactForCausalLM": "refact:Refact",
    "PLMForCausalLM": "plm:Plm",
    "PanguEmbeddedForCausalLM": "pangu:PanguEmbedded",
    "ChameleonForConditionalGeneration": "chameleon:Chameleon",
    "ChameleonForCausalLM": "chameleon:Chameleon",
    "JanusForConditionalGeneration": "llama_vision:JanusText",
    "Sarashina2VisionForCausalLM": "llama_vision:SarashinaVision",
    "LlavaStableLMEpochForCausalLM": "stablelm:StableLm",
    "IQuestCoderForCausalLM": "llama:Llama",
    "VoxtralForConditionalGeneration": "llama_vision:LlavaText",
    "Qwen2AudioForConditionalGeneration": "qwen:Qwen2",
    "MaincoderForCausalLM": "maincoder:Maincoder",
    "YoutuForCausalLM": "youtu:Youtu",
    "MiniCPMV4_6ForConditionalGeneration": "minicpm_vision:MiniCpmVision",
    "MuseGlimmerForConditionalGeneration": "muse_glimmer:MuseGlimmer",
    "GraniteSWAForCausalLM": "granite_swa:GraniteSwa",
    "GraniteMoeSWAForCausalLM": "granite_swa:GraniteMoeSwa",
    "Step3p5ForCausalLM": "step:Step35",
    "Step3p7ForConditionalGeneration": "step:Step35",
    "StepVLForConditionalGeneration": "step:Step3Vl",
    "HYV3ForCausalLM": "hunyuan_v3:HyV3",
    "MiniMaxM3SparseForCausalLM": "minimax:MiniMaxM3",
    "MiniMaxM3SparseForConditionalGeneration": "minimax:MiniMaxM3",
    "MapleForCausalLM": "maple:Maple",
    "GroveMoeForCausalLM": "grove:GroveMoe",
    "SarvamMoEForCausalLM": "bailing:SarvamMoe",
    "modeling_sarvam_moe.SarvamMoEForCausalLM": "bailing:SarvamMoe",
    "modeling_grove_moe.GroveMoeForCausalLM": "grove:GroveMoe",
    "BailingMoeV3ForCausalLM": "bailing3:BailingMoe3",
    "BailingMoeV3VLForConditionalGeneration": "bailing3:BailingMoe3Vl",
    "YoutuVLForConditionalGeneration": "youtu:Youtu",
    "KimiLinearForCausalLM": "kimi:KimiLinear",
    "KimiLinearModel": "kimi:KimiLinear",
    "KimiVLForConditionalGeneration": "deepseek:DeepSeek2",
    "KimiK25ForConditionalGeneration": "deepseek:DeepSeek2",
    "NemotronHPuzzleForCausalLM": "nemotron_h:NemotronHPuzzle",
    "HrmTextForCausalLM": "hrm:HrmText",
    "GraniteSwitchForCausalLM": "granite_switch:GraniteSwitch",
    "KORMoForCausalLM": "qwen:Qwen2",
    "AudioFlamingo3ForConditionalGeneration": "qwen:Qwen2",
    "ApertusForCausalLM": "apertus:Apertus",
    "BambaForCausalLM": "bamba:Bamba",
    "GPTBigCodeForCausalLM": "starcoder:StarCoder",
    "MiniMaxM2ForCausalLM": "minimax:MiniMaxM2",
    "Llama4ForCausalLM": "llama4:Llama4",
    "Llama4ForConditionalGeneration": "llama4:Llama4",
    "Gemma3ForConditionalGeneration": "gemma:Gemma3",
    "Gemma3nForCausalLM": "gemma3n:Gemma3n",
    "Gemma3nForConditionalGeneration": "gemma3n:Gemma3n",
    "Gemma4ForCausalLM": "gemma4:Gemma4",
    "Gemma4ForConditionalGeneration": "gemma4:Gemma4",
    "Mistral3ForConditionalGeneration": "mistral3:Mistral3",
    "Ministral3ForCausalLM": "mistral3:Mistral3",
    "Lfm2MoeForCausalLM": "lfm2:Lfm2Moe",
    "Ernie4_5_MoeForCausalLM": "ernie:Ernie45Moe",
    "Dots1ForCausalLM": "qwen_moe:Dots1",
    "GraniteMoeForCausalLM": "granite:GraniteMoe",
    "GraniteMoeSharedForCausalLM": "granite:GraniteMoe",
    "Olmo2ForCausalLM": "olmo:Olmo2",
    "SeedOssForCausalLM": "seed_oss:SeedOss",
    "Exaone4ForCausalLM": "exaone:Exaone4",
    "GraniteForCausalLM": "granite:Granite",
    "GemmaForCausalLM": "gemma:Gemma1",
    "Gemma2ForCausalLM": "gemma:Gemma2",
    "Gemma3ForCausalLM": "gemma:Gemma3",
}
# text models inside models that see or hear, by their kind, where config.json names no class for them
_TEXT_MODELS = {
    "cohere": "CohereForCausalLM",
    "cohere2": "Cohere2ForCausalLM",
    "deepseek_v3": "DeepseekV3ForCausalLM",
    "gpt_oss": "GptOssForCausalLM",
    "granite": "GraniteForCausalLM",
    "lfm2": "Lfm2ForCausalLM",
    "lfm2_moe": "Lfm2MoeForCausalLM",
    "llama": "LlamaForCausalLM",
    "mistral": "MistralForCausalLM",
    "qwen2": "Qwen2ForCausalLM",
    "qwen3": "Qwen3ForCausalLM",
    "qwen3_moe": "Qwen3MoeForCausalLM",
}
# these name a class that their text model only resembles
_UNLIKE_THEIR_TEXT_MODEL = (
    "StepVLForConditionalGeneration", "Step3p7ForConditionalGeneration", "Sarashina2VisionForCausalLM",
    "Exaone4_5_ForConditionalGeneration", "KimiK3ForConditionalGeneration",
)  # fmt: skip


def is_supported(architecture: str) -> bool:
    return architecture in FAMILIES


def architecture_of(checkpoint: Checkpoint) -> str:
    """The class that decides how a model is converted: that of its text part, where it has one.

    A class that the text part names goes before the model's own, as in llama.cpp's converter: the same kind
    of model is made around different text models.
    """
    whole, config = checkpoint.architecture, checkpoint.config
    if whole in _UNLIKE_THEIR_TEXT_MODEL:
        return whole
    stated = config.get("architectures")
    if isinstance(stated, list) and stated and isinstance(stated[0], str) and stated[0] in FAMILIES:
        return stated[0]
    kind = config.get("model_type")
    has_parts = any(isinstance(config.get(key), dict) for key in ("text_config", "llm_config"))
    if whole in FAMILIES or not has_parts or not isinstance(kind, str):
        return whole
    return _TEXT_MODELS.get(kind, whole)


def family_of(checkpoint: Checkpoint) -> Family:
    """The family that converts this checkpoint.

    Raises:
        ConvertError: (unsupported) none does.
    """
    architecture = architecture_of(checkpoint)
    place = FAMILIES.get(architecture)
    if place is None:
        raise ConvertError(
            UNSUPPORTED,
            f"Models of the architecture {checkpoint.architecture[:80]} cannot be converted.",
            LEFT_OUT.get(architecture) or f"It is none of the {len(FAMILIES)} that Bitsmith knows.",
            "Look for a ready-made GGUF of this model, or choose another model.",
        )
    module, name = place.split(":")
    return getattr(import_module(f"converters.architectures.{module}"), name)(checkpoint)
