"""The secret key that signs sessions and links, made once and readable by its owner alone."""

import os
import secrets
from pathlib import Path

from pmcareer.environment import WrongSetting


def secret_key_in(folder: Path) -> str:
    """The key kept in `folder`; made on first use, whole even when two processes start at once."""
    path = folder / "secret-key"
    try:
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = folder / f"secret-key.{os.getpid()}"
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
            try:
                # Unlike a rename, a link never replaces the key that another process was faster to make.
                os.link(draft, path)
            except FileExistsError:
                pass
            except OSError:  # a file system without links
                os.replace(draft, path)
            draft.unlink(missing_ok=True)
        key = path.read_text().strip()
    except OSError as problem:
        raise WrongSetting(f"VAR is not usable: no {path} ({problem.strerror}).") from None
    if len(key) < 50:
        raise WrongSetting(f"SECRET_KEY is not right: the key in {path} is shorter than 50 characters.")
    return key
