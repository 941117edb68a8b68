"""Settings of the test run: production's, in a temporary folder, with fast passwords and plain static files.

Nothing of the user's environment or of their `var/` is touched; DATABASE_URL alone is taken.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from pmcareer.environment import VARIABLES

for _variable in VARIABLES:
    if _variable.name != "DATABASE_URL":
        os.environ.pop(_variable.name, None)
_folder = Path(tempfile.mkdtemp(prefix="pmcareer-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["VAR"] = str(_folder)
os.environ["SECRET_KEY"] = "the-same-in-every-process-of-one-test-run-0123456789"
os.environ["LOG_LEVEL"] = "WARNING"
os.environ["DEMO"] = "on"

from pmcareer.settings import *  # noqa: E402, F403
from pmcareer.settings import DATABASE, STATIC_ROOT, STORAGES  # noqa: E402

_suffix = os.environ.get("PMCAREER_TEST_DB_SUFFIX", "")
if DATABASE["ENGINE"].endswith("sqlite3"):
    # A file, as in production, so that several connections really meet; without waiting for the disk.
    DATABASE["TEST"] = {"NAME": str(_folder / f"test{_suffix}.sqlite3")}
    DATABASE["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    DATABASE["CONN_MAX_AGE"] = 0
else:
    # A pool would outlive the test database that it is connected to.
    DATABASE["TEST"] = {"NAME": f"test_pmcareer{_suffix}"}
    DATABASE["OPTIONS"].pop("pool")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir()
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
