"""The admin: accounts, addresses, and the state of shared links. Never what people wrote.

Whoever runs the server is not invited to read it: no page here shows a title, a text, a name or a token.
"""

from functools import update_wrapper
from typing import Any

from allauth.account import views as account_views
from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from evidence.account.deletion import delete_account
from evidence.models import ShareLink, User


class Site(admin.AdminSite):
    """The admin behind the one door: one signs in where everybody does; who is not staff finds nothing."""

    site_header = site_title = "pmcareer"
    index_title = "Accounts and links"
    enable_nav_sidebar = False

    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Sends to the sign-in page of the product, with its throttling and second step."""
        if not request.user.is_authenticated:
            return redirect_to_login(self._wanted(request))
        if not self.has_permission(request):
            raise Http404
        return redirect("admin:index")

    def _wanted(self, request: HttpRequest) -> str:
        page = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
        return page if is_ours else request.path.removesuffix("login/")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def or_404(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return update_wrapper(or_404, guarded)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return account_views.logout(request)


class ReadOnly(admin.ModelAdmin):
    """What staff may look at and not touch."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The filters beside the list and no other: whoever may ask about any column reads it letter by letter."""
        return lookup.removesuffix("__exact") in self.list_filter

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class AccountAdmin(ReadOnly):
    """Accounts: staff switch them on and off, superusers also make them, make staff of them, and delete them."""

    list_display = ("email", "date_joined", "last_login", "is_active", "is_staff", "expires_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email",)
    ordering = ("-date_joined",)
    fields = ("email", "date_joined", "last_login", "expires_at", "is_active", "is_staff", "is_superuser")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else ("email",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        kept = ("date_joined", "last_login", "expires_at", *(("email",) if obj else ()))
        return kept if request.user.is_superuser else (*kept, "is_staff", "is_superuser")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or request.user.is_superuser or not obj.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser and (obj is None or obj != request.user)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.email = obj.email.lower()
            obj.set_unusable_password()
            words = "There is no password yet: set one with manage.py changepassword, or let them reset it by mail."
            messages.info(request, words)
            obj.save()
        elif form.changed_data:
            obj.save(update_fields=form.changed_data)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes, for the page that asks: the accounts. What is in them is nobody's business here."""
        return [str(account) for account in objs], {"accounts": len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        delete_account(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for account in queryset.exclude(pk=request.user.pk or 0):
            delete_account(account)


class AddressAdmin(ReadOnly):
    """Which addresses are confirmed."""

    list_display = ("email", "user", "verified", "primary")
    list_filter = ("verified",)
    list_select_related = ("user",)
    search_fields = ("email",)
    fields = ("email", "user", "verified", "primary")


class LinkAdmin(ReadOnly):
    """Shared links: whose, since when, until when, opened how often; and their end, where it must be."""

    list_display = ("__str__", "owner", "created_at", "expires_at", "revoked_at", "opened", "last_opened_at")
    list_select_related = ("snapshot__packet__owner",)
    search_fields = ("snapshot__packet__owner__email",)
    fields = (
        "owner",
        "created_at",
        "expires_at",
        "revoked_at",
        "opened",
        "first_opened_at",
        "last_opened_at",
    )
    readonly_fields = ("owner",)
    actions = ("revoke",)

    @admin.display(ordering="snapshot__packet__owner__email")
    def owner(self, link: ShareLink) -> str:
        return link.snapshot.packet.owner.email

    @admin.action(description="Revoke")
    def revoke(self, request: HttpRequest, queryset: QuerySet[ShareLink]) -> None:
        """Ends the chosen links at once."""
        for link in queryset:
            link.revoke()
        self.message_user(request, f"{len(queryset)} ended.")


site = Site(name="admin")
site.register(User, AccountAdmin)
site.register(EmailAddress, AddressAdmin)
site.register(ShareLink, LinkAdmin)
