import pytest

from campaigns.colour import NIGHT, PAPER, READABLE, contrast, readable_on, stylesheet, text_on


def test_contrast_is_the_standards():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", ["#1a56db", "#ffd500", "#000000", "#ffffff", "#808080", "#ff0000"])
@pytest.mark.parametrize("background", [PAPER, NIGHT])
def test_every_accent_can_be_read(colour, background):
    assert contrast(readable_on(background, colour), background) >= READABLE
    assert contrast(text_on(colour), colour) >= READABLE


def test_a_colour_that_reads_well_is_left_alone():
    assert readable_on(PAPER, "#1a56db") == "#1a56db"


def test_the_stylesheet_has_a_shade_for_light_and_dark():
    css = stylesheet("#ffd500")

    assert "--accent:#ffd500;--on-accent:#000000" in css
    assert "--accent-text:light-dark(" in css
