"""Values as people read them: by label, in the template's order."""

from collections.abc import Mapping
from typing import Any

from documents.models import TemplateVersion


def shown_values(version: TemplateVersion, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value, first those the template has, then what is left over."""
    fields = {field.name: field for field in version.template.fields.all()}
    known = [(str(field), _worded(field.kind, values[name])) for name, field in fields.items() if name in values]
    return known + [(name, _worded("", value)) for name, value in values.items() if name not in fields]


def _worded(kind: str, value: object) -> str:
    if isinstance(value, Mapping):
        return "a picture"
    if kind == "Boolean":
        return "yes" if value == "1" else "no"
    return str(value)
