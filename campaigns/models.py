"""Every noun of publishing: campaigns, their form fields, what visitors sent, and what is counted."""

import hashlib
import hmac
import re
from datetime import datetime
from typing import ClassVar, Literal, Self
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now

from documents.models import ContentLink, ContentRequest, Template, TemplateField, TemplateVersion, User, Workspace
from documents.rendering.output import Output

Stage = Literal["draft", "scheduled", "open", "closed"]
COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write the colour as # and six digits, such as #1a56db.")

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)


def check_sites(text: str) -> None:
    """Each line is an origin: what browsers send, and what a policy header can hold."""
    for site in text.split():
        if not ORIGIN.fullmatch(site.rstrip("/")):
            raise ValidationError(f"“{site}” is not a site: write it as https://example.com, without a page.")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_superuser else self.filter(workspace__memberships__user=user)

    def live(self, at: datetime | None = None) -> Self:
        """Campaigns that take visitors at `at` (aware; default: now)."""
        at = at or now()
        open_then = (Q(opens_at=None) | Q(opens_at__lte=at)) & (Q(closes_at=None) | Q(closes_at__gt=at))
        return self.filter(open_then, published_at__lte=at)

    def published(self) -> Self:
        """Campaigns that have a page: live, not yet open or closed already."""
        return self.exclude(published_at=None)


class Campaign(models.Model):
    """A form that hands out a personalised document."""

    class Delivery(models.TextChoices):
        IMMEDIATE = "immediate", "at once: made while the visitor waits"
        ON_DEMAND = "on_demand", "by link: made when the link is opened"

    class Format(models.TextChoices):
        PDF = "PDF", "PDF"
        JPG = "JPG", "JPG pictures"
        PNG = "PNG", "PNG pictures"

    class Quality(models.TextChoices):
        DISPLAY = "Display", "for screens"
        PRINT = "Print", "for print"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="campaigns")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="campaigns")
    version = models.ForeignKey(
        TemplateVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns",
        help_text="Empty: always the template's newest version.",
    )  # fmt: skip
    name = models.CharField(max_length=120, help_text="Only you see it.")
    slug = models.SlugField(max_length=60, unique=True, help_text="The end of the page's address.")

    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.IMMEDIATE)
    output_format = models.CharField("format", max_length=3, choices=Format.choices, default=Format.PDF)
    quality = models.CharField(max_length=7, choices=Quality.choices, default=Quality.DISPLAY)
    resolution_dpi = models.PositiveIntegerField(
        "resolution", default=150, validators=[MinValueValidator(72), MaxValueValidator(300)], help_text="Of pictures, 72 to 300 dpi."
    )
    zipped = models.BooleanField("as one ZIP", default=False)
    strict = models.BooleanField(
        default=True, help_text="Refuse rather than hand out a document with a fault, such as a name that does not fit."
    )
    file_name = models.CharField(
        max_length=160,
        default="document",
        help_text="Fields in square brackets are filled in: brochure-[First Name]. The ending comes by itself.",
    )

    title = models.CharField(max_length=160, help_text="The promise at the top of the page.")
    intro = models.TextField(blank=True)
    button = models.CharField(max_length=60, default="Get my document", help_text="Say what happens: “Get my brochure”.")
    result_title = models.CharField(max_length=160, default="Your document is ready")
    result_text = models.TextField(blank=True)
    closed_text = models.TextField(blank=True, default="This offer is closed.")
    accent = models.CharField("accent colour", max_length=7, default="#1a56db", validators=[COLOUR])
    language = models.CharField(max_length=10, default="en")
    follows_page = models.BooleanField(
        "follow the page's language",
        default=True,
        help_text="In somebody else's page, speak that page's language where we can; otherwise, and when off, the one above.",
    )
    texts = models.JSONField(default=dict, blank=True)  # by language ("": the campaign's), what stands in the place of which text
    privacy_url = models.URLField("privacy policy", blank=True)
    consent_text = models.TextField(blank=True, help_text="A box the visitor ticks before sending; empty: no box.")
    consent_required = models.BooleanField(default=True)

    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    retention_days = models.PositiveIntegerField(
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text="Answers, files and links are deleted after so many days.",
    )
    allowed_sites = models.TextField(
        blank=True,
        validators=[check_sites],
        help_text="Sites that may embed the form, one a line, such as https://example.com; empty: any.",
    )
    proof_of_work = models.BooleanField(
        default=False,
        help_text="Against floods of machine-made answers: each visitor's browser works for about a second. It needs JavaScript.",
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")), name="campaign_opens_before_it_closes"
            ),
            models.CheckConstraint(condition=Q(resolution_dpi__range=(72, 300)), name="campaign_resolution_in_range"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.slug])

    @property
    def serving_version(self) -> TemplateVersion | None:
        """The version that the next visitor's document is made with."""
        return self.version or self.template.current

    @property
    def stage(self) -> Stage:
        """Where it stands now: only an open campaign takes visitors."""
        if self.published_at is None:
            return "draft"
        if self.opens_at is not None and self.opens_at > now():
            return "scheduled"
        return "closed" if self.closes_at is not None and self.closes_at <= now() else "open"

    @property
    def sites(self) -> list[str]:
        """The origins that may embed the form, as browsers write them."""
        return [site.rstrip("/").lower() for site in self.allowed_sites.split() if ORIGIN.fullmatch(site.rstrip("/"))]

    @property
    def any_site(self) -> bool:
        """Whether every site may embed the form."""
        return not self.allowed_sites.strip()

    @property
    def output(self) -> Output:
        on_demand = self.delivery == self.Delivery.ON_DEMAND
        return Output(
            format="PDF" if on_demand else self.output_format,  # type: ignore[arg-type]
            quality=self.quality,  # type: ignore[arg-type]
            resolution_dpi=self.resolution_dpi,
            package=self.zipped and not on_demand,
            strict=self.strict,
        )


class FormField(models.Model):
    """A question of the form. Every field of the template that is hidden or left out is filled with its default.

    template_field  whose value it gives; its kind decides the input
    prefill         the query parameter that fills it in (empty: none)
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="form_fields")
    template_field = models.ForeignKey(TemplateField, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=200)
    help_text = models.CharField("help", max_length=300, blank=True)
    required = models.BooleanField(default=True)
    hidden = models.BooleanField(default=False, help_text="Not asked; filled from the address or with the default.")
    default = models.TextField(blank=True)
    choices = models.TextField(blank=True, help_text="One a line: the visitor picks instead of typing.")
    max_length = models.PositiveIntegerField(
        "longest answer",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="In characters; empty: as the template allows.",
    )
    prefill = models.CharField(
        "prefilled from", max_length=60, blank=True, help_text="A name in the page's address: ?name=Anna fills it in."
    )
    autocomplete = models.CharField(max_length=40, blank=True, help_text="What the browser may fill in: given-name, email, organization …")

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "template_field"], name="one_form_field_per_field")]

    def __str__(self) -> str:
        return self.label


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_superuser else self.filter(campaign__workspace__memberships__user=user)

    def uncounted(self) -> Self:
        """Submissions whose document has come to something that the statistics do not know yet."""
        ended = ["completed", "failed"]
        made = Q(outcome="") & (Q(request__state__in=ended) | Q(link__request__state__in=ended))
        shown = Q(link__request__state="completed") & (Q(outcome="failed") | Q(downloaded_at=None))
        return self.filter(made | shown)

    def stale(self, at: datetime | None = None) -> Self:
        """Submissions whose campaign does not keep them any longer."""
        return self.filter(delete_at__lte=at or now())


class Submission(models.Model):
    """What one visitor sent, and where its document is: a request (at once) or a link (on demand).

    outcome  what its document came to, once that is counted
    """

    class Outcome(models.TextChoices):
        UNKNOWN = "", "not yet made"
        RENDERED = "rendered", "made"
        FAILED = "failed", "failed"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="submissions")
    values = models.JSONField()
    consent = models.BooleanField(default=False)
    consent_text = models.TextField(blank=True)  # as it read when it was ticked
    source = models.JSONField(default=dict)  # utm_*, the embed's name, the page's language, what was agreed to there
    request = models.OneToOneField(ContentRequest, on_delete=models.SET_NULL, null=True, related_name="submission")
    link = models.OneToOneField(ContentLink, on_delete=models.SET_NULL, null=True, related_name="submission")
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome.choices, default=Outcome.UNKNOWN, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    delete_at = models.DateTimeField()
    downloaded_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["delete_at"], name="submissions_by_delete_at")]

    def __str__(self) -> str:
        return f"{self.campaign} {self.created_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("submission", args=[self.campaign.slug, self.pk, self.token])

    @property
    def language(self) -> str:
        """The one that the visitor's form was in."""
        return str(self.source.get("lang") or self.campaign.language)

    @property
    def token(self) -> str:
        """The right to see this submission's page: a MAC of its random id."""
        return hmac.new(bytes.fromhex(settings.FILE_KEY), f"submission {self.pk}".encode(), hashlib.sha256).hexdigest()


class DailyCount(models.Model):
    """How many visitors came how far on one day, from one source."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="counts")
    day = models.DateField()
    source = models.CharField(max_length=120, blank=True)
    views = models.PositiveIntegerField(default=0)
    started = models.PositiveIntegerField(default=0)
    submissions = models.PositiveIntegerField(default=0)
    rendered = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    downloaded = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["campaign", "day", "source"], name="one_count_a_day_and_source")]

    def __str__(self) -> str:
        return f"{self.campaign} {self.day}"
