"""A request's values as they are to stand in the document."""

from collections.abc import Mapping
from datetime import date

from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.translation import get_supported_language_variant

from documents.models import ContentLink, ContentRequest, InputImage, TemplateVersion
from personalia_site.errors import MissingAsset


def design_values(subject: ContentRequest | ContentLink, *, values: Mapping[str, object] | None = None) -> dict[str, str | bytes]:
    """What the engine gets: dates written in the template's language, pictures' bytes.

    values    other ones than the subject's own
    raises    MissingAsset when a picture has been deleted meanwhile
    """
    return values_for(subject.version, subject.values if values is None else values)


def values_for(version: TemplateVersion, values: Mapping[str, object]) -> dict[str, str | bytes]:
    """The same for a version, without a request. A picture that was left empty is no picture."""
    fields = {field.name: field for field in version.template.fields.all()}
    found: dict[str, str | bytes] = {}
    for name, value in values.items():
        field = fields.get(name)
        if isinstance(value, dict):
            found[name] = _picture(name, str(value["image"]))
        elif field and field.kind == "Date" and value:
            found[name] = _written(str(value), field.date_format, version.language)
        elif field is None or field.kind != "Image":
            found[name] = str(value)
        elif value == "":
            found[name] = b""
    return found


def _written(iso: str, pattern: str, language: str) -> str:
    if not pattern:
        return iso
    with translation.override(_language(language)):
        return format_date(date.fromisoformat(iso), pattern)


def _language(tag: str) -> str:
    """Django's nearest language; English where it has none."""
    try:
        return get_supported_language_variant(tag.lower() or "en")
    except LookupError:
        return "en"


def _picture(name: str, key: str) -> bytes:
    image = InputImage.objects.filter(pk=key).first()
    if image is None:
        raise MissingAsset(f"The picture for {name} is no longer there.", parameters={"FieldName": name})
    with image.file.open("rb") as file:
        return bytes(file.read())
