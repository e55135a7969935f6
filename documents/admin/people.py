"""Users, workspaces and who works where: the administrator's, which is a superuser."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django_q.models import Failure, OrmQ, Schedule, Success
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from documents import actions
from documents.models import Membership, User, Workspace

# Permissions follow workspaces, so there are no groups; the queue's own tables are `manage.py workers`' business.
for hidden in (Group, Failure, OrmQ, Schedule, Success):
    if admin.site.is_registered(hidden):
        admin.site.unregister(hidden)


class SuperusersOnly:
    """What only the administrator may see."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, _obj: object = None) -> bool:
        return request.user.is_active and request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class Memberships(SuperusersOnly, TabularInline):  # type: ignore[misc]  # unfold is untyped
    model = Membership
    extra = 0
    verbose_name = "workspace"
    verbose_name_plural = "Workspaces"


class Members(SuperusersOnly, TabularInline):  # type: ignore[misc]
    model = Membership
    extra = 0
    verbose_name = "member"
    verbose_name_plural = "Members"


class UserForm(UserCreationForm):
    """A new person of the staff."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "email")


@admin.register(User)
class UserAdmin(SuperusersOnly, DjangoUserAdmin, ModelAdmin):  # type: ignore[misc, type-arg]
    """People of the staff. Visitors have no account."""

    form = UserChangeForm
    add_form = UserForm
    change_password_form = AdminPasswordChangeForm
    inlines = (Memberships,)
    list_display = ("username", "email", "first_name", "last_name", "is_superuser", "is_active", "last_login")
    list_filter = ("is_superuser", "is_active")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        (
            "Access",
            {"fields": ("is_active", "is_staff", "is_superuser"), "description": "Staff may enter; a superuser sees every workspace."},
        ),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "email", "usable_password", "password1", "password2")}),)  # type: ignore[assignment]
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if not change:
            obj.is_staff = True  # an account that cannot enter would help nobody
        super().save_model(request, obj, form, change)


@admin.register(Workspace)
class WorkspaceAdmin(SuperusersOnly, ModelAdmin):  # type: ignore[misc]
    """Teams. Nothing of one is ever seen from another."""

    list_display = ("name", "monthly_credits", "created_at")
    search_fields = ("name",)
    fields = ("name", "monthly_credits")
    inlines = (Members,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """The allowance counts from this month on."""
        super().save_model(request, obj, form, change)
        if "monthly_credits" in form.changed_data:
            actions.credits.set_allowance(workspace=obj, monthly=obj.monthly_credits)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """A workspace goes when it is empty: nobody deletes a team's campaigns by one click."""
        del request
        rows = list(objs)
        goes = [f"“{row}” with its memberships, fonts and API keys" for row in rows]
        full = [f"“{row}” still has {row.templates.count()} template(s). Delete them first." for row in rows if row.templates.exists()]
        return goes, {"workspaces": len(rows)}, set(), full
