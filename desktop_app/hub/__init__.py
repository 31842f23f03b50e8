"""Everything we know about the Hugging Face Hub; the only importer of huggingface_hub."""

from __future__ import annotations
