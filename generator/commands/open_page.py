"""`diary open FILE`: decrypt a sealed page to stdout, or describe its envelope."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from generator.errors import UsageError
from generator.sealing.codes import derive_kek, normalise_code, parse_link_key
from generator.sealing.envelope import describe, open_envelope, read_envelope


def run(options: argparse.Namespace) -> int:
    """`diary open`: needs `--code` or `--key`, unless only the header is asked for."""
    path: Path = options.file
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError("unreadable", f"{path} can't be read: {error.strerror}") from error
    envelope = read_envelope(content)
    if options.header:
        sys.stdout.write(json.dumps(describe(envelope), ensure_ascii=False, indent=2) + "\n")
        return 0
    if bool(options.code) == bool(options.key):
        raise UsageError("code-or-key", "give the letter's --code or the link's --key, one of them")
    kek = parse_link_key(options.key) if options.key else derive_kek(normalise_code(options.code), envelope.salt)
    opened = open_envelope(content, kek)
    if options.format == "json":
        found = {"page": opened.page_id, "sealed": opened.sealed_at, "as_of": opened.as_of, "text": opened.text}
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(opened.text)
    return 0
