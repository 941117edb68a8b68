"""The evidence file and the database: one person's rows out of and into the format of `insights.evidence_format`.

`exporting` makes a file of rows; `parcels` opens what somebody hands in; `merging` says, purely, what of it is new;
`importing` writes that, whole or not at all; `pending` keeps a file between its preview and the yes.
"""
