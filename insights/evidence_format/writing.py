"""From values to the one text of an evidence file: keys in the order of the format, empties left out."""

import json

from insights.evidence_format.kinds import write_fields
from insights.evidence_format.shape import EvidenceFile


def dumps(evidence: EvidenceFile) -> str:
    """The file's text. Reading it gives the same values, and writing those the same text again."""
    return json.dumps(write_fields(evidence), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
