"""What people keep: one file an area."""

from evidence.models.artifacts import Artifact
from evidence.models.carried import CarriedArea
from evidence.models.confirmations import Confirmation, TakenBack
from evidence.models.installation import Installation
from evidence.models.packets import Packet, PacketItem, ShareLink, Snapshot
from evidence.models.pending_imports import PendingImport
from evidence.models.profile import User
from evidence.models.remembered import Remembered
from evidence.models.skill_links import SkillAnswer, SkillLink
from evidence.models.unsent import Unsent
from evidence.models.versions import PacketVersion, WinVersion
from evidence.models.wins import Win

__all__ = [
    "Artifact",
    "CarriedArea",
    "Confirmation",
    "Installation",
    "Packet",
    "PacketItem",
    "PacketVersion",
    "PendingImport",
    "Remembered",
    "ShareLink",
    "SkillAnswer",
    "SkillLink",
    "Snapshot",
    "TakenBack",
    "Unsent",
    "User",
    "Win",
    "WinVersion",
]
