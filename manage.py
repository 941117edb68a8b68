#!/usr/bin/env python
"""The command line of pmcareer: Django's own commands and ours."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmcareer.settings")
    execute_from_command_line(sys.argv)
