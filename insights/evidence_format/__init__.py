"""The evidence file: one JSON format for export, import, the sample data and the command line.

`read` checks and takes a file whole or raises EvidenceError, `dumps` writes one, `to_record` hands it to the
judgement. `shape` is the format itself.
"""

from insights.evidence_format.reading import EvidenceError, parse, read, read_parsed
from insights.evidence_format.shape import FORMAT, EvidenceFile
from insights.evidence_format.to_record import to_record
from insights.evidence_format.writing import dumps

__all__ = ["FORMAT", "EvidenceError", "EvidenceFile", "dumps", "parse", "read", "read_parsed", "to_record"]
