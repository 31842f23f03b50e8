"""The filters of Discover as options of a command."""

from __future__ import annotations

import argparse

from desktop_app.domain.discovery import SearchFormat, SearchSort, SearchTask, SizeClass

SIZES = {size.name.lower(): size for size in SizeClass}


def add_search_flags(parser: argparse.ArgumentParser) -> None:
    """What is looked for, in which order, and what is left out."""
    parser.add_argument("query", nargs="?", default="", help="words of the name, or author:NAME")
    parser.add_argument("--sort", choices=[s.value for s in SearchSort], default=SearchSort.TRENDING.value)
    parser.add_argument("--format", choices=[f.value for f in SearchFormat], default=SearchFormat.ANY.value)
    parser.add_argument("--task", choices=[t.value for t in SearchTask], default=SearchTask.ANY.value)
    parser.add_argument("--size", choices=list(SIZES), default="any", help="by parameters")
    parser.add_argument("--author", default="", help="models of this owner only")
    parser.add_argument("--license", default="", help="as the Hub names it, for example apache-2.0")
    parser.add_argument("--language", default="", help="a code, for example de")
    parser.add_argument("--fits", action="store_true", help="what fits this computer at 4 bits, by its size")
    parser.add_argument("--convertible", action="store_true", help="what can be made from original weights")
