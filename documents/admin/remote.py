"""Remote accounts in the admin: entered, tried, and their templates registered."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from unfold.widgets import UnfoldAdminTextInputWidget

from documents import actions
from documents.admin.forms import WorkspaceForm
from documents.admin.scope import WorkspaceAdmin, staff, workspaces
from documents.models import RemoteAccount, Template
from documents.providers.remote import TemplateInfo
from personalia_site.errors import NotFound, PersonaliaError


class SecretInput(UnfoldAdminTextInputWidget):
    """Hides what is typed, and is empty when the form is shown again."""

    input_type = "password"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        del value
        context: dict[str, Any] = super().get_context(name, None, attrs)
        return context


class AccountForm(WorkspaceForm):
    """A remote account. The key of one that is there need not be entered again."""

    name = forms.CharField(max_length=120, widget=UnfoldAdminTextInputWidget(), help_text="What you call it: “Head office”.")
    base_url = forms.URLField(
        label="Address",
        max_length=300,
        assume_scheme="https",
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "https://"}),
        help_text="Of the server, without /v1/content. One in your own network has to be named in OUTGOING_ALLOWED_NETWORKS.",
    )
    key = forms.CharField(label="API key", max_length=300, widget=SecretInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, account: RemoteAccount | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        if account is not None:
            self.fields.pop("workspace", None)
            self.fields["key"].required = False
            self.fields["key"].help_text = "Empty: the one that is kept. It is encrypted, and shown to nobody."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"name", "base_url"} <= cleaned.keys() and not self.errors:
            workspace = self.account.workspace if self.account else self.workspace
            others = RemoteAccount.objects.filter(workspace=workspace, name=cleaned["name"])
            if (others.exclude(pk=self.account.pk) if self.account else others).exists():
                self.add_error("name", "There is an account of this name already.")
        return cleaned

    def save(self) -> RemoteAccount | None:
        """The account, once it has taken its key; None when it does not, and the form says why."""
        given = {name: self.cleaned_data[name] for name in ("name", "base_url", "key")}
        try:
            return actions.save_account(workspace=self.account.workspace if self.account else self.workspace, account=self.account, **given)
        except PersonaliaError as error:
            about_the_key = error.status == 401 or error.parameters.get("FieldName") == "key"
            self.add_error("key" if about_the_key else "base_url", error.reason)
            return None


class RegisterForm(forms.Form):
    """A template of the account's, by its id there."""

    remote_id = forms.CharField(
        label="Template id", max_length=100, widget=UnfoldAdminTextInputWidget(), help_text="As the account says it."
    )
    name = forms.CharField(max_length=160, required=False, widget=UnfoldAdminTextInputWidget(), help_text="Empty: its name there.")


@admin.register(RemoteAccount)
class RemoteAccountAdmin(WorkspaceAdmin):
    """One page: the account's form, and its templates."""

    list_display = ("name", "base_url", "shown_templates", "workspace", "created_at")
    search_fields = ("name", "base_url")
    empty = {
        "icon": "cloud",
        "title": "Templates that live elsewhere",
        "text": "An account on another Personalia server can render too: register its templates here, and campaigns use them like any "
        "other. Visitors notice nothing of it.",
        "step": "Add an account",
        "help": "remote",
    }

    @admin.display(description="Templates")
    def shown_templates(self, account: RemoteAccount) -> int:
        return account.templates.count()

    def get_urls(self) -> list[URLPattern]:
        register = self.admin_site.admin_view(require_POST(self.register))
        refresh = self.admin_site.admin_view(require_POST(self.refresh))
        return [
            path("<int:pk>/register/", register, name="documents_remoteaccount_register"),
            path("templates/<uuid:pk>/refresh/", refresh, name="documents_remoteaccount_refresh"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Tried before it is saved. Not the admin's own view: that one holds a transaction while the account is asked."""
        del form_url, extra_context
        form = AccountForm(request.POST or None, workspaces=workspaces(request))
        if request.method == "POST" and form.is_valid() and (account := form.save()):
            self.log_addition(request, account, "Added.")
            messages.success(request, "The account answers, and takes the key. Now register a template of it.")
            return redirect("admin:documents_remoteaccount_change", account.pk)
        return self.page(
            request,
            "admin/staff/form.html",
            title="Add a remote account",
            form=form,
            button="Try it and save",
            back=reverse("admin:documents_remoteaccount_changelist"),
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The account's page."""
        del form_url, extra_context
        account = get_object_or_404(self.get_queryset(request), pk=object_id) if object_id.isdecimal() else None
        if account is None:
            return redirect("admin:documents_remoteaccount_changelist")
        initial = {"name": account.name, "base_url": account.base_url}
        form = AccountForm(request.POST or None, workspaces=workspaces(request), account=account, initial=initial)
        if request.method == "POST" and form.is_valid() and form.save():
            self.log_change(request, account, "Changed.")
            messages.success(request, "Saved: the account answers, and takes the key.")
            return redirect("admin:documents_remoteaccount_change", account.pk)
        account.refresh_from_db()
        return self._account_page(request, account, form, RegisterForm(), listed=self._listed(request, account))

    def _listed(self, request: HttpRequest, account: RemoteAccount) -> list[TemplateInfo] | None:
        """What the account offers, where somebody asks for it and the account's server lists it."""
        if request.GET.get("list") != "1":
            return None
        try:
            return actions.list_remote(account=account)
        except NotFound:
            messages.warning(request, "This server does not list its templates. Enter the id that it shows.")
        except PersonaliaError as error:
            messages.error(request, error.reason)
        return None

    def register(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A template of the account's becomes one of ours."""
        account = get_object_or_404(self.get_queryset(request), pk=pk)
        form = RegisterForm(request.POST)
        if form.is_valid():
            try:
                template = actions.register_remote(account=account, user=staff(request), **form.cleaned_data)
            except PersonaliaError as error:
                form.add_error("remote_id", error.reason)
            else:
                self.log_change(request, account, f"Template {template.remote_id} registered.")
                messages.success(request, "Registered, with the fields that it has now.")
                return redirect("admin:documents_template_change", template.pk)
        initial = {"name": account.name, "base_url": account.base_url}
        return self._account_page(request, account, AccountForm(workspaces=workspaces(request), account=account, initial=initial), form)

    def refresh(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """A template's fields as they are there now; what that breaks is said."""
        template = get_object_or_404(Template.objects.filter(workspace__in=workspaces(request)).exclude(remote_account=None), pk=pk)
        before = template.current_id
        try:
            gone = actions.refresh_remote(template=template, user=staff(request))
        except PersonaliaError as error:
            messages.error(request, error.reason)
            return redirect("admin:documents_template_change", template.pk)
        template.refresh_from_db()
        if template.current_id == before:
            messages.success(request, "Its fields are as they were.")
        elif template.current:
            messages.success(request, f"Its fields have changed: version {template.current.number}. Look its campaigns through.")
        if gone:
            names = ", ".join(f"“{field}”" for field in gone)
            messages.warning(request, f"No longer there: {names}. The campaigns that ask for it are marked in the list of campaigns.")
        return redirect("admin:documents_template_change", template.pk)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with the accounts, and what stands in the way, in words."""
        del request
        accounts = list(objs)
        goes = [f"“{account}” and its key" for account in accounts]
        obstacles = [
            f"The template “{template}” is rendered by “{account}”. Delete it first."
            for account in accounts
            for template in account.templates.all()
        ]
        return goes, {"accounts": len(accounts)}, set(), obstacles

    def _account_page(
        self,
        request: HttpRequest,
        account: RemoteAccount,
        form: AccountForm,
        register: RegisterForm,
        listed: list[TemplateInfo] | None = None,
    ) -> HttpResponse:
        return self.page(
            request,
            "admin/documents/remoteaccount/account.html",
            title=account.name,
            original=account,
            account=account,
            form=form,
            register=register,
            listed=listed,
            templates=account.templates.select_related("current"),
        )
