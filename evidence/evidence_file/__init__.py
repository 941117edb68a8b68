"""The evidence file and the database: one person's rows out of and into the format of `insights.evidence_format`.

`from_rows` makes a file of rows; `parcels` opens what somebody hands in; `additions` says, purely, what of it is new;
`importing` takes that in, whole or not at all; `pending` keeps a file between its preview and the yes. The areas are
known to `record` alone.
"""
