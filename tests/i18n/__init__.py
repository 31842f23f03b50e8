"""Keeps the catalogues of `resources/i18n` in step with the sources."""
