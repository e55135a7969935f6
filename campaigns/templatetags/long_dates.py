"""Dates as a sentence has them: in the page's language, with the month in full."""

import re
from datetime import datetime

from django import template
from django.utils.formats import date_format, get_format
from django.utils.timezone import localtime

register = template.Library()
SHORT_MONTH = re.compile(r"(?<!\\)[NM]")  # English and some others write "Dec. 24, 2026"


@register.filter
def long_day(at: datetime) -> str:
    """December 24, 2026; 24. Dezember 2026."""
    return _written(at, "DATE_FORMAT")


@register.filter
def long_moment(at: datetime) -> str:
    """With the time and its zone, which need not be the reader's."""
    return f"{_written(at, 'DATETIME_FORMAT')} {localtime(at):%Z}"


def _written(at: datetime, name: str) -> str:
    return date_format(localtime(at), SHORT_MONTH.sub("F", str(get_format(name))))
