"""Where a line ends: one sign, wherever a text comes from. Browsers send two, and files hold either."""


def one_line_end(text: str) -> str:
    """The text with one sign at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
