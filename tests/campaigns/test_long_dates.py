from datetime import UTC, datetime

import pytest
from django.utils import translation

from campaigns.templatetags.long_dates import long_day, long_moment

CHRISTMAS_EVE = datetime(2026, 12, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "December 24, 2026"),
        ("en-gb", "24 December 2026"),
        ("de", "24. Dezember 2026"),
        ("fr", "24 décembre 2026"),
        ("he", "24 בדצמבר 2026"),
        ("vi", "Ngày 24 tháng 12 năm 2026"),
        ("ja", "2026年12月24日"),
    ],
)
def test_a_day_is_written_out_in_the_pages_language(language, written):
    with translation.override(language):
        assert long_day(CHRISTMAS_EVE) == written


def test_a_moment_names_its_zone():
    with translation.override("en"):
        assert long_moment(CHRISTMAS_EVE) == "December 24, 2026, 9:30 a.m. UTC"
