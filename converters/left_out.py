"""Classes that llama.cpp's converter knows and this one leaves out, and why."""

from __future__ import annotations

_NO_TEXT = "It turns text into vectors or labels, and cannot answer."
_DIFFUSION = (
    "It writes a text in any order, all words at once, which this app's engine does not run as a chat."
)
_ENCODER_DECODER = "It has an encoder and a decoder; this app runs models with a decoder only."
_DRAFT = "It guesses ahead for another model, and says nothing by itself."
_SPEECH = "It makes or takes apart sound, not text."
_READER = "Its text part alone reads nothing: it is made for the pictures that the file would leave out."
_OWN_TOKENIZER = (
    "Its tokenizer is a program inside the repository, and Bitsmith runs no code from a repository."
)
_OTHER_BOOKKEEPING = (
    "Its file would hold numbers that are among the weights, and Bitsmith plans a file before it reads any."
)
_FOR_DATA_CENTRES = "With hundreds of billions of weights it is made for data centres."
_RETIRED = (
    "Its weights were published in a form that runs code when it is read (PyTorch), or without a tokenizer."
)
_LISTENER = "It listens for another model, which alone has the text part."
_NOT_YET = "Its way of storing weights is one that Bitsmith has not learnt yet."
_OTHER_MATH = "The engine runs another activation than the published weights are made for."

# reason -> classes in config.json; a model whose text part names a class of the registry is converted anyway
_REASONS = {
    _NO_TEXT: (
        "BertForMaskedLM", "BertForSequenceClassification", "BertModel", "CamembertModel",
        "DistilBertForMaskedLM", "DistilBertForSequenceClassification", "DistilBertModel", "EuroBertModel",
        "Gemma3TextModel", "JinaBertForMaskedLM", "JinaBertModel", "JinaEmbeddingsV5Model",
        "Lfm2BidirectionalModel", "Lfm2Model", "LlamaBidirectionalModel", "LlamaModel",
        "ModernBertForMaskedLM", "ModernBertForSequenceClassification", "ModernBertModel", "NeoBERT",
        "NeoBERTForSequenceClassification", "NeoBERTLMHead", "NomicBertModel", "Qwen2Model", "Qwen3Model",
        "Qwen2VLModel", "RobertaForSequenceClassification", "RobertaModel",
        "XLMRobertaForSequenceClassification", "XLMRobertaModel",
    ),
    _DIFFUSION: ("DreamModel", "LLaDAModelLM", "LLaDAMoEModel", "LLaDAMoEModelLM", "RND1"),
    _ENCODER_DECODER: (
        "MT5ForConditionalGeneration", "T5EncoderModel", "T5ForConditionalGeneration", "T5WithLMHeadModel",
        "UMT5ForConditionalGeneration", "UMT5Model",
    ),
    _DRAFT: (
        "DFlash2DraftModel", "DFlashDraftModel", "DSparkDraftModel", "DSparkSpeculator",
        "DeepseekV4DSparkModel", "Eagle3DraftModel", "Eagle3LlamaForCausalLM", "Eagle3Speculator",
        "Gemma4AssistantForCausalLM", "Gemma4DSparkModel", "Gemma4UnifiedAssistantForCausalLM",
        "Lfm2DSparkDraftModel", "LingDSparkModel", "LlamaForCausalLMEagle3", "MuseGlimmerAssistantModel",
        "Qwen3DSparkModel",
    ),
    _SPEECH: (
        "Lfm25AudioTokenizer", "PocketTTSModel", "Qwen3ASRForConditionalGeneration",
        "Qwen3TTSForConditionalGeneration", "WavTokenizerDec",
    ),
    _READER: (
        "DeepseekOCRForCausalLM", "DotsOCRForCausalLM", "GlmOcrForConditionalGeneration",
        "HunYuanVLForConditionalGeneration", "PaddleOCRVLForConditionalGeneration", "UnlimitedOCRForCausalLM",
    ),
    _OWN_TOKENIZER: (
        "ChatGLMForConditionalGeneration", "ChatGLMModel", "HunYuanMoEV1ForCausalLM",
        "KimiK3ForConditionalGeneration", "PLaMo2ForCausalLM", "PLaMo3ForCausalLM", "Plamo2ForCausalLM",
        "Plamo3ForCausalLM", "PlamoForCausalLM", "QWenLMHeadModel", "RWKV6Qwen2ForCausalLM",
        "RWKV7ForCausalLM", "Rwkv6ForCausalLM", "Rwkv7ForCausalLM", "RwkvHybridForCausalLM",
    ),
    _OTHER_BOOKKEEPING: (
        "MiniMaxM1ForCausalLM", "MiniMaxText01ForCausalLM", "Qwen4ExpForCausalLM",
        "Qwen4ExpForConditionalGeneration", "TalkieForCausalLM",
    ),
    _FOR_DATA_CENTRES: (
        "ArcticForCausalLM", "DeepseekV32ForCausalLM", "DeepseekV4ForCausalLM", "Dots3NoteForCausalLM",
        "Dots3NoteForConditionalGeneration", "Dots3NoteTextForCausalLM", "Glm5NextForConditionalGeneration",
        "GlmMoeDsaForCausalLM", "Grok1ForCausalLM", "GrokForCausalLM", "HYV4ForCausalLM",
        "MiMoV2FlashForCausalLM", "MiMoV2ForCausalLM",
    ),
    _RETIRED: (
        "BaiChuanForCausalLM", "BaichuanForCausalLM", "CogVLMForCausalLM", "OpenELMForCausalLM",
        "RuGPT3XLForCausalLM",
    ),
    _LISTENER: ("UltravoxModel",),
    _NOT_YET: (
        "GraniteSpeechForConditionalGeneration", "GraniteSpeechPlusForConditionalGeneration",
    ),
    _OTHER_MATH: ("BitNetForCausalLM", "BitnetForCausalLM"),
}  # fmt: skip

LEFT_OUT = {name: reason for reason, names in _REASONS.items() for name in names}
