import math

import pytest

from documents.rendering.paint import syntax


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"),
        (-0.00001, "0"),
        (0.5, "0.5"),
        (100, "100"),
        (1 / 3, "0.3333"),
        (-2.50, "-2.5"),
        (math.inf, "0"),
        (-math.inf, "0"),
        (math.nan, "0"),
    ],
)
def test_numbers_are_short_and_plain(value, text):
    assert syntax.number(value) == text


@pytest.mark.parametrize(("text", "name"), [("Gold", "/Gold"), ("PANTONE 871 C", "/PANTONE#20871#20C"), ("Grün/#", "/Gr#C3#BCn#2F#23")])
def test_names_are_escaped(text, name):
    assert syntax.name(text) == name


def test_a_text_string_holds_any_character():
    assert syntax.string("Zoë🎉") == "<FEFF005A006F00EBD83CDF89>"


def test_a_literal_cannot_be_broken_out_of():
    assert syntax.literal("http://x/)(\\é") == r"(http://x/\)\(\\\\xe9)"


def test_offsets_point_at_their_objects():
    objects = syntax.Objects(start=10)
    later = objects.reserve()
    objects.stream("", b"x" * 100)
    objects.write("<<>>", at=later)
    data = b" " * 10 + b"".join(objects.parts)
    for at, offset in objects.offsets.items():
        assert data[offset:].startswith(b"%d 0 obj\n" % at)
