"""Valid, ordinary objects. Name what your test depends on; leave the rest out."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from io import BytesIO
from itertools import count

import msgspec
from django.core.files.base import ContentFile as Bytes
from django.utils.timezone import now
from PIL import Image

from documents import actions, intake
from documents.actions.templates import keep_prepared
from documents.models import ApiKey, ContentLink, ContentRequest, Membership, Template, TemplateVersion, User, Workspace
from documents.rendering import prepared
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output, RenderedFile, zipped
from tests.documents.rendering import idml_builder

A5 = (419.53, 595.28)
_numbers = count(1)


def make_workspace(*, name: str = "") -> Workspace:
    return Workspace.objects.create(name=name or f"Workspace {next(_numbers)}")


def make_user(*, workspace: Workspace | None = None, username: str = "", password: str = "correct horse", **details: object) -> User:
    """A person of the staff, a member of the workspace."""
    username = username or f"user{next(_numbers)}"
    user = User.objects.create_user(username, f"{username}@example.com", password, **{"is_staff": True, **details})
    if workspace:
        Membership.objects.create(workspace=workspace, user=user)
    return user


def make_superuser(*, username: str = "", password: str = "correct horse") -> User:
    return make_user(username=username, password=password, is_superuser=True)


def make_key(*, workspace: Workspace, **details: object) -> str:
    """An API key's text."""
    row, text = ApiKey.issue(workspace=workspace, name="test")
    if details:
        ApiKey.objects.filter(pk=row.pk).update(**details)
    return text


def idml_with(fields: tuple[str, ...], *, text: str = "Hello", pages: int = 1, frame: tuple[float, float] = (340, 480)) -> bytes:
    """A one-story A5 design: a line of plain text, and a line for each field."""
    lines = [text, *(f"{name}: <<{name}>>" for name in fields)]
    styled = idml_builder.paragraph(
        "<Br/>".join(f"<Content>{idml_builder.escape(line)}</Content>" for line in lines),
        properties='<AppliedFont type="string">Liberation Sans</AppliedFont>',
        PointSize=12,
        FontStyle="Regular",
        FillColor="Color/Black",
    )
    first = idml_builder.text_frame("f1", story="s1", box=(36, 36, 36 + frame[0], 36 + frame[1]))
    more = [idml_builder.rectangle(f"r{n}", box=(36, 36, 100, 100), FillColor="Color/Red") for n in range(pages - 1)]
    return idml_builder.build_idml(stories={"s1": styled}, spread_items=[first, *more], page_size=A5)


@cache
def _checked(design: bytes) -> tuple[bytes, intake.Checked]:
    checked = intake.check(intake.open_upload(design, name="test.idml"), fonts=FontSources())
    return prepared.encode(checked.prepared), checked


def make_version(
    *, template: Template, design: bytes | None = None, number: int = 1, fields: tuple[str, ...] = ("First Name",)
) -> TemplateVersion:
    """A ready version, checked in this process."""
    design = design or idml_with(fields)
    content, checked = _checked(design)
    version = TemplateVersion(template=template, number=number, state="ready", file_name="test.idml", checked_at=now())
    version.kind, version.language = checked.prepared.kind, checked.prepared.language
    version.found_fields, version.found = msgspec.to_builtins(checked.fields), msgspec.to_builtins(checked.findings)
    version.pages = [[page.name, page.width_pt, page.height_pt] for page in checked.prepared.pages]
    version.file.save(f"{version.pk}.idml", Bytes(design), save=False)
    keep_prepared(version, content)
    if checked.preview_png:
        version.preview.save(f"{version.pk}.png", Bytes(checked.preview_png), save=False)
    if checked.pictures:
        pictures = [RenderedFile(name, "image/jpeg", data) for name, data in checked.pictures.items()]
        version.places.save(f"{version.pk}.zip", Bytes(zipped(pictures)), save=False)
    version.save()
    return version


def make_template(
    *,
    workspace: Workspace | None = None,
    name: str = "Coupon",
    fields: Mapping[str, str] | None = None,
    design: bytes | None = None,
    dates_written: str = "F j, Y",
) -> Template:
    """A template with a ready version; `fields` are names with their kinds, in the order of the design."""
    fields = {"First Name": "String"} if fields is None else fields
    template = Template.objects.create(workspace=workspace or make_workspace(), name=name)
    version = make_version(template=template, design=design, fields=tuple(fields))
    actions.make_current(version=version)
    template.refresh_from_db()
    for field, kind in fields.items():
        template.fields.filter(name=field).update(kind=kind, date_format=dates_written)
    return template


def make_checking_version(
    *, workspace: Workspace | None = None, name: str = "Coupon", upload: bytes | None = None, file_name: str = "test.idml"
) -> TemplateVersion:
    """A version whose check is queued."""
    file = Bytes(idml_with(("First Name",)) if upload is None else upload, name=file_name)
    return actions.register_template(workspace=workspace or make_workspace(), name=name, upload=file)


def make_request(
    *, template: Template | None = None, values: Mapping[str, object] | None = None, output: Output | None = None, **details: object
) -> ContentRequest:
    """A waiting request with its job."""
    template = template or make_template()
    assert template.current
    return actions.request_content(
        version=template.current, values={"First Name": "Anna"} if values is None else values, output=output or Output(), **details
    )


def make_link(
    *, template: Template | None = None, values: Mapping[str, object] | None = None, days: float = 30, **details: object
) -> ContentLink:
    template = template or make_template()
    assert template.current
    values = {"First Name": "Anna"} if values is None else values
    return actions.create_link(version=template.current, values=values, output=Output(), expires_at=now() + timedelta(days=days), **details)


def png(*, size: tuple[int, int] = (40, 30), colour: str = "red", name: str = "photo.png") -> Bytes:
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG" if name.endswith(".png") else "JPEG")
    return Bytes(buffer.getvalue(), name=name)
