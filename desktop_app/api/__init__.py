"""The local API: the loaded model as an OpenAI-compatible server on this computer's own address."""
