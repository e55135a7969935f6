"""Everything that an operator of our server can hand over to the suite: keys, templates that fail, requests and links of any age."""

from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile as Bytes
from django.db.models.fields.files import FieldFile
from django.utils.timezone import now

from demo import build
from documents import actions
from documents.actions import credits
from documents.conformance import Given
from documents.models import ContentLink, ContentRequest, Template, TemplateVersion, Workspace
from documents.rendering.output import Output
from tests import factories
from tests.documents.rendering import idml_builder as idml

KINDS = {"First Name": "String", "Price": "Number", "Expiry Date": "Date", "Switch Sides": "Boolean", "Größe": "String"}
VALUES = {"First Name": "Anna", "Price": "25", "Expiry Date": "2025-04-01", "Switch Sides": "0", "Größe": "M"}
PICTURES = {f"Photo {number}": "Image" for number in range(21)}
LINK = '<Image Self="i" ItemTransform="1 0 0 1 0 0"><Properties><GraphicBounds Left="0" Top="0" Right="50" Bottom="50"/></Properties>'
FONT = '<AppliedFont type="string">{}</AppliedFont>'


def text(content: str, font: str = "Liberation Sans", **more: object) -> str:
    return idml.paragraph(f"<Content>{content}</Content>", properties=FONT.format(font), FontStyle="Regular", PointSize=12, **more)


def one_frame(story: str, *, items: str = "", box: tuple[float, float, float, float] = (36, 36, 300, 300), designmap: str = "") -> bytes:
    frame = idml.text_frame("f1", story="s1", box=box)
    return idml.build_idml(stories={"s1": story}, spread_items=items + frame, page_size=factories.A5, designmap=designmap)


def failing_designs() -> dict[int, bytes]:
    """Designs that are taken, and whose strict rendering fails with the id."""
    gone = f'{LINK}<Link Self="l" LinkResourceURI="file:/C:/gone.jpg"/></Image>'
    qr = '<DataMergeQrcodePlaceholder Self="ph1" Field="Address" PlaceholderPageItem="p1"/>'
    square = (36, 320, 136, 420)
    return {
        1003: one_frame(text("A code"), items=idml.rectangle("p1", box=square, ContentType="GraphicType"), designmap=qr),
        1006: one_frame(text("A picture"), items=idml.rectangle("r", box=square, inner=gone)),
        1007: one_frame(text("A style", style="Nobody Knows It")),
        1008: one_frame(text("A font", font="No Such Font")),
        1009: one_frame(text("Far too long. " * 50), box=(36, 36, 136, 60)),
    }


def failing(workspace: Workspace) -> dict[int, str]:
    """Templates by the id that they fail with."""
    designs = failing_designs() | {1002: factories.idml_with((), text="What was prepared of it is broken.")}
    made = {
        number: factories.make_template(workspace=workspace, name=f"Fails {number}", fields={}, design=design)
        for number, design in designs.items()
    }
    kept = _prepared(made[1002])
    kept.storage.delete(str(kept.name))
    kept.storage.save(str(kept.name), Bytes(b"broken"))
    return {number: str(template.pk) for number, template in made.items()}


def without_files(workspace: Workspace) -> Template:
    """Its rendering fails in a way that nobody expects, again and again: 1000, once the request's patience is over."""
    design = factories.idml_with((), text="What was prepared of it is gone.")
    template = factories.make_template(workspace=workspace, name="Fails 1000", fields={}, design=design)
    kept = _prepared(template)
    kept.storage.delete(str(kept.name))
    return template


def _prepared(template: Template) -> FieldFile:
    """What was prepared, which no other template shares: its design is its own."""
    assert template.current
    kept: FieldFile = template.current.prepared
    return kept


def request_of_age(template: Template, minutes: float) -> str:
    """A document that was completed so long ago."""
    made = factories.make_request(template=template, values=VALUES)
    actions.render(request=made)
    at = now() - timedelta(minutes=minutes)
    ContentRequest.objects.filter(pk=made.pk).update(ended_at=at, url_expires_at=at + timedelta(minutes=30))
    return str(made.pk)


def link_of_age(template: Template, days: float, **changes: object) -> str:
    """An on-demand link that was made so long ago."""
    assert template.current
    link = actions.create_link(version=template.current, values=VALUES, output=Output())
    made_at = now() - timedelta(days=days)
    ContentLink.objects.filter(pk=link.pk).update(created_at=made_at, expires_at=made_at + timedelta(days=30), **changes)
    return link.public_url


def hand_over() -> tuple[str, str, Given]:
    """A key, a template, and what else there is; `listen`, `calls` and 1000 are for who has a real server."""
    template = factories.make_template(fields=KINDS)
    workspace = template.workspace
    poor = factories.make_template(name="With one credit")
    credits.set_allowance(workspace=poor.workspace, monthly=1)
    slow = factories.make_template(workspace=workspace, name="Slow")
    TemplateVersion.objects.filter(template=slow).update(render_ms=60_000)
    given = Given(
        other_key=factories.make_key(workspace=factories.make_workspace()),
        revoked_key=factories.make_key(workspace=workspace, revoked_at=now()),
        narrow_key=factories.make_key(workspace=workspace, scopes=["templates"]),
        last_credit_key=factories.make_key(workspace=poor.workspace),
        last_credit_template=str(poor.pk),
        slow_template=str(slow.pk),
        young_request=request_of_age(template, 25),
        expired_request=request_of_age(template, 31),
        young_link=link_of_age(template, 29),
        expired_link=link_of_age(template, 31),
        revoked_link=link_of_age(template, 1, revoked_at=now()),
        failing=failing(workspace),
    )
    return factories.make_key(workspace=workspace), str(template.pk), given


def brochure(workspace: Workspace) -> Template:
    """The demo's: CMYK, and a photograph."""
    design = (Path(build.__file__).parent / "brochure.zip").read_bytes()
    return factories.make_template(
        workspace=workspace, name="Brochure", design=design, fields=dict.fromkeys(("First Name", "Machine", "Color"), "String")
    )
