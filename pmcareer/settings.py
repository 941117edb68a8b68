"""Settings of the project. What differs between places comes from the environment: see environment.py."""

import os
import sys
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from pmcareer import environment, logs
from pmcareer.secret_key import secret_key_in

BASE_DIR = Path(__file__).resolve().parent.parent

try:
    env = environment.read(os.environ)
    VAR_DIR: Path = env["VAR"] or BASE_DIR / "var"
    SECRET_KEY: str = env["SECRET_KEY"] or secret_key_in(VAR_DIR)
except environment.WrongSetting as problem:
    sys.exit(f"pmcareer cannot start: {problem}")

DEBUG: bool = env["DEBUG"] or False
TRUSTED_PROXIES: int = env["TRUSTED_PROXIES"] or 0
HTTPS: bool = TRUSTED_PROXIES > 0 if env["HTTPS"] is None else env["HTTPS"]
ALLOWED_HOSTS: list[str] = env["ALLOWED_HOSTS"] or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS: list[str] = env["CSRF_TRUSTED_ORIGINS"] or []
SIGNUP_OPEN: bool = env["SIGNUP"] is not False
DEMO: bool = env["DEMO"] or False

# --- What it is made of

INSTALLED_APPS = [
    "pmcareer",
    "evidence",
    "insights",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "pmcareer.middleware.marked_as_ours",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "pmcareer.middleware.permissions_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pmcareer.mistakes.at_the_door",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pmcareer.middleware.access_log",
    "pmcareer.middleware.Understood",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pmcareer.middleware.SignInRequired",
    "pmcareer.middleware.kept_nowhere",
    "evidence.account.middleware.whose_browser",
    "pmcareer.middleware.own_time_zone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "evidence.account.middleware.AccountPages",
    "pmcareer.hindered.Hindered",
]
ROOT_URLCONF = "pmcareer.urls"
WSGI_APPLICATION = "pmcareer.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "evidence.web.context.page",
            ],
        },
    }
]
# Draws every field like ours; "django.forms" is above so that its widgets' templates are found.
FORM_RENDERER = "evidence.web.forms.Renderer"

# --- Where it keeps things

WRITERS_WAIT = 5
"""Seconds that a write waits for other writers; then the page says that the server is busy, and keeps the words."""
DATABASE: dict[str, Any] = env["DATABASE_URL"] or {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(VAR_DIR / "pmcareer.sqlite3"),
}
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait; writers queue, WRITERS_WAIT seconds at most;
    # what was answered outlives a power cut.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": WRITERS_WAIT,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    DATABASE["CONN_MAX_AGE"] = None
else:
    # The pool keeps connections open and hands out healthy ones: Django must keep none of its own beside it.
    DATABASE["CONN_MAX_AGE"] = 0
    DATABASE["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": 4, "timeout": 10},
        **DATABASE.get("OPTIONS", {}),
    }
    DATABASE["OPTIONS"]["options"] = f"-c lock_timeout={WRITERS_WAIT}s {DATABASE['OPTIONS'].get('options', '')}".strip()
DATABASES = {"default": DATABASE}

# Rate limits count here, so they hold across processes; the table is made with the database.
CACHES = {
    "default": {
        "BACKEND": "pmcareer.counts.Counts",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
MEDIA_ROOT = env["MEDIA_ROOT"] or VAR_DIR / "media"
# The first stops what is too large while it streams in; Django itself has no limit for files.
FILE_UPLOAD_HANDLERS = [
    "evidence.files.uploading.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "evidence.files.uploading.ToDisk",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "evidence.files.storage.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Who may come in

AUTH_USER_MODEL = "evidence.User"
AUTHENTICATION_BACKENDS = ["evidence.adapter.LivingAccounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "this-week"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_ADAPTER = "evidence.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
# One address an account; a new one replaces it once it is confirmed. What touches sign-in asks for the password again.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# A code, not a link: mail scanners open links, and a link leaves its secret in the history.
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"signup": "10/m/ip,100/d/ip", "sample": "5/10m/ip,40/d/ip"}
ACCOUNT_FORMS = {
    "login": "evidence.account.forms.sign_in.Login",
    "signup": "evidence.account.forms.sign_in.SignUp",
    "add_email": "evidence.account.forms.sign_in.ChangeEmail",
    "change_email": "evidence.account.forms.sign_in.OtherEmail",
    "change_password": "evidence.account.forms.sign_in.ChangePassword",
    "set_password": "evidence.account.forms.sign_in.SetPassword",
    "reset_password": "evidence.account.forms.sign_in.ResetPassword",
    "reset_password_from_key": "evidence.account.forms.sign_in.ResetPasswordWithCode",
    "confirm_email_verification_code": "evidence.account.forms.sign_in.ConfirmEmailCode",
    "confirm_password_reset_code": "evidence.account.forms.sign_in.ConfirmResetCode",
    "reauthenticate": "evidence.account.forms.sign_in.Reauthenticate",
}
MFA_ADAPTER = "evidence.account.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "pmcareer"
# One step of 30 seconds either way, as RFC 6238 advises: a code stays good while it is typed.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "evidence.account.forms.sign_in.SecondStep",
    "authenticate_webauthn": "evidence.account.forms.sign_in.KeyAsSecondStep",
    "reauthenticate": "evidence.account.forms.sign_in.SecondStepAgain",
    "reauthenticate_webauthn": "evidence.account.forms.sign_in.KeyAgain",
    "activate_totp": "evidence.account.forms.sign_in.ActivateApp",
    "deactivate_totp": "evidence.account.forms.sign_in.DeactivateApp",
    "generate_recovery_codes": "evidence.account.forms.sign_in.NewRecoveryCodes",
    "add_webauthn": "evidence.account.forms.sign_in.AddKey",
    "edit_webauthn": "evidence.account.forms.sign_in.EditKey",
    "login_webauthn": "evidence.account.forms.sign_in.KeyAlone",
}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "pmcareer.mistakes.form_refused"

# --- Mail

MAIL_IS_SET_UP: bool = env["EMAIL_URL"] is not None
MAILERS = {"default": env["EMAIL_URL"] or {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env["DEFAULT_FROM_EMAIL"] or "pmcareer@localhost"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Without mail nobody could ever pass the verification, so it is asked for only when mail can be sent.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_IS_SET_UP else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = MAIL_IS_SET_UP
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_IS_SET_UP
MFA_ALLOW_UNVERIFIED_EMAIL = not MAIL_IS_SET_UP

# --- What browsers are told

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Probes come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# With no proxy of ours in front anybody could send this header, and would be believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
# Not `no-referrer`: with it a browser sends forms with `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# --- Language, time, logs

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = env["TIME_ZONE"] or "UTC"
LOGGING = logs.configuration(env["LOG_LEVEL"] or "INFO")
