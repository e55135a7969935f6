"""Kinds of field: the text that came in, checked, and the text that goes into the document. Pure."""

import re
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from personalia_site.errors import Invalid

Kind = Literal["String", "Number", "Date", "Boolean", "Image"]
KINDS: tuple[str, ...] = get_args(Kind)
WORDS = {"String": "text", "Number": "number", "Date": "date", "Boolean": "yes or no", "Image": "picture"}  # for staff
NUMBER = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)")  # at most one period, no thousands separator, ASCII digits
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check(name: str, kind: str, value: object) -> str:
    """The value as the text that is kept.

    name     the field's, for the message
    value    JSON: a string; a number too for Number; true/false too for Boolean
    returns  the text: numbers as sent, dates YYYY-MM-DD, Booleans "1" or "0"; an Image's text is not looked at here
    raises   Invalid with 109 (wrong type), 112 (date) or 113 (number)
    """
    if kind == "Number":
        return _number(name, value)
    if kind == "Boolean":
        return _boolean(name, value)
    if not isinstance(value, str):
        raise _refused(name, f"Input field {name} must be a string.", 109, "invalid_type")
    if kind == "Date":
        return _date(name, value)
    return value


def _refused(name: str, reason: str, error_id: int, code: str) -> Invalid:
    return Invalid(reason, error_id=error_id, code=code, parameters={"FieldName": name})


def _number(name: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise _refused(name, f"Input field {name} must be a number.", 109, "invalid_type")
    text = value if isinstance(value, str) else _plain(value)
    if not NUMBER.fullmatch(text):
        reason = f"Input field {name} is not a number: use digits, at most one period and no thousands separator, such as 1234.50."
        raise _refused(name, reason, 113, "invalid_number")
    return text


def _plain(value: int | float) -> str:
    """A JSON number without an exponent and without loss: 1e3 is 1000, 1e-7 is 0.0000001."""
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(name: str, text: str) -> str:
    reason = f"Input field {name} is not a date: write it as YYYY-MM-DD, such as 2025-04-01."
    if not DATE.fullmatch(text):
        raise _refused(name, reason, 112, "invalid_date")
    try:
        date.fromisoformat(text)
    except ValueError:
        raise _refused(name, reason, 112, "invalid_date") from None
    return text


def _boolean(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if value in ("1", "0"):
        return str(value)
    raise _refused(name, f'Input field {name} must be "1" or "0".', 109, "invalid_boolean")
