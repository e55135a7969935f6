"""The values of a request, checked against the template's fields."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from documents import fields
from documents.actions.pictures import fetch_pictures
from documents.models import InputImage, Template, TemplateField, TemplateVersion
from personalia_site.errors import Invalid

MAX_CHARACTERS = 20_000  # a word of that many takes the composer a second


def check_values(
    *,
    template: Template,
    values: Mapping[str, object],
    images: Literal["url", "upload"],
    version: TemplateVersion | None = None,
) -> dict[str, object]:
    """What is kept of the values: every field's text, {"image": id} for a picture.

    values    by field name; what the template does not have is ignored. An Image's: an InputImage or its id (upload)
    images    upload: the door of people, where a field may be left empty ("" for any kind; a picture left out then shows nothing)
    images    url: the door of programs, where a picture is a URL, and is fetched here: not to be called in a transaction
    version   whose fields are wanted, when it is not the current one
    raises    Invalid: 111 missing, 109 wrong type, 112 bad date, 113 bad number; of pictures by URL 105, 106, 107, 108, 114
    """
    checked: dict[str, object] = {}
    urls: dict[str, str] = {}
    for field in _fields(template, version):
        if field.name not in values:
            raise Invalid(
                f"Input field {field.name} is missing in the API call.",
                error_id=111, code="missing_field", parameters={"FieldName": field.name},
            )  # fmt: skip
        value = values[field.name]
        if images == "upload" and value in ("", None):
            checked[field.name] = "0" if field.kind == "Boolean" else ""
        elif field.kind == "Image" and images == "url":
            urls[field.name] = fields.check(field.name, field.kind, value)
        elif field.kind == "Image":
            checked[field.name] = _image(field.name, value, template)
        else:
            checked[field.name] = _text(field.name, fields.check(field.name, field.kind, value))
    pictures = fetch_pictures(workspace=template.workspace, urls=urls) if urls else {}
    return checked | {name: {"image": str(picture.pk)} for name, picture in pictures.items()}


def _fields(template: Template, version: TemplateVersion | None) -> list[TemplateField]:
    if version is None or version.pk == template.current_id:
        return list(template.fields.filter(present=True))
    known = {field.name: field for field in template.fields.all()}
    return [known.get(found.name) or TemplateField(template=template, name=found.name, kind=found.kind) for found in version.fields]


def _text(name: str, text: str) -> str:
    """No database or PDF takes NUL, or half a surrogate pair, which JSON can hold; and a book is no value."""
    if len(text) > MAX_CHARACTERS:
        reason = f"Input field {name} has {len(text)} characters; {MAX_CHARACTERS} are the most."
        raise Invalid(reason, error_id=109, code="too_long", parameters={"FieldName": name})
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        reason = f"Input field {name} holds a character that is no text (NUL or half of a surrogate pair)."
        raise Invalid(reason, error_id=109, code="invalid_type", parameters={"FieldName": name})
    return text


def _image(name: str, value: object, template: Template) -> dict[str, str]:
    key = value.pk if isinstance(value, InputImage) else value
    if not isinstance(key, UUID) or not InputImage.objects.filter(pk=key, workspace_id=template.workspace_id).exists():
        reason = f"Input field {name} needs a picture: choose a PNG or JPG file."
        raise Invalid(reason, error_id=108, code="invalid_image", parameters={"FieldName": name})
    return {"image": str(key)}
