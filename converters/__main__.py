"""Command of its own: python -m converters SOURCE --type T -o OUT."""

from __future__ import annotations

import argparse
import sys

from converters import Cancelled, Conversion, ConvertError, open_checkpoint, quantize


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 failed, 130 cancelled."""
    parser = argparse.ArgumentParser(prog="python -m converters", description=__doc__)
    parser.add_argument("source", help="a checkpoint folder")
    parser.add_argument("--type", required=True, help="quant type, for example Q4_K_M")
    parser.add_argument("-o", "--output", required=True, help="the new GGUF file")
    parser.add_argument("--threads", type=int, help="default: one per core")
    parser.add_argument("--name", help="the model's name in the file")
    options = parser.parse_args(arguments)
    try:
        conversion = Conversion(open_checkpoint(options.source), options.name)
        for step in quantize(conversion, options.type, options.output, threads=options.threads):
            if sys.stderr.isatty():
                print(
                    f"\r{step.tensors_done}/{step.tensors_total} tensors, {step.bytes_per_s / 1e6:.0f} MB/s ",
                    end="",
                    file=sys.stderr,
                )
    except ConvertError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        return 130
    print(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
