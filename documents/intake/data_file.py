"""The Data Merge source in a package: its first record shows what the designer had in mind."""

import csv
import io
from collections.abc import Mapping

LARGEST = 5 * 1024 * 1024
LONGEST = 2_000  # of one sample
ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def samples(files: Mapping[str, bytes], *, fields: set[str]) -> dict[str, str]:
    """Values by field name, out of the file that knows the most of these fields; empty where none does.

    files   by name: .csv and .txt are looked at
    """
    found = [_first_record(data) for name, data in sorted(files.items()) if name.endswith((".csv", ".txt")) and len(data) <= LARGEST]
    matching = [{name: value for name, value in record.items() if name in fields and 0 < len(value) <= LONGEST} for record in found]
    return max(matching, key=len, default={})


def _first_record(data: bytes) -> dict[str, str]:
    """InDesign writes commas into .csv and tabs into .txt, and takes semicolons; @, # and ' before a name tell the kind of its field."""
    text = _decoded(data)
    header = text.partition("\n")[0]
    separator = max("\t;,", key=header.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        names = [name.strip().lstrip("@#'") for name in next(rows, [])]
        record = next((row for row in rows if any(row)), [])
    except csv.Error:  # a field of more than 128 KB: no data file
        return {}
    return {name: value.strip() for name, value in zip(names, record, strict=False)}


def _decoded(data: bytes) -> str:
    encoding = ENCODINGS.get(data[:2]) or ENCODINGS.get(data[:3])
    if encoding:
        return data.decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
