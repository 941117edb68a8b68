"""Uploaded files: stopped when too large, checked, drawn anew, stored within a quota, handed out as attachments.

`uploading` stops what is too large while it streams in; `checking` says what a file is, or why it is not taken;
`storing` keeps its bytes beside its row; `serving` hands them out to whoever may see them.
"""

from evidence.files.checking import Checked, check_upload
from evidence.files.serving import serve
from evidence.files.storing import all_or_nothing, keep, room_left, write_bytes
from evidence.files.uploading import takes_files

__all__ = [
    "Checked",
    "all_or_nothing",
    "check_upload",
    "keep",
    "room_left",
    "serve",
    "takes_files",
    "write_bytes",
]
