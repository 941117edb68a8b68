"""What computers add to an evidence file when they pack it again: things of their own, and a folder around it all."""

from collections.abc import Iterable, Iterator

_BY_NAME = frozenset(
    {
        *("__macosx", "icon\r"),
        *("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "$recycle.bin", "system volume information"),
        *("@eadir", "#recycle"),
    }
)
"""Of macOS, of Windows, and of disks on the network. All else of the kind begins with a dot."""


def without_furniture(names: Iterable[str], wanted: str) -> Iterator[tuple[str, str]]:
    """The names in a zip that somebody may have meant, each with what it is called in the folder around `wanted`.

    Where no file is called `wanted`, and there is but one that ends like it, that is meant.
    """
    meant = [(name, name.replace("\\", "/")) for name in names]
    meant = [(name, path) for name, path in meant if not is_furniture(path)]
    around = _folder_around(wanted, [path for _, path in meant])
    files = [path for _, path in meant if not path.endswith("/")]
    ending = wanted.rpartition(".")[2]
    is_alone = len(files) == 1 and files[0].endswith(f".{ending}")
    wanted_at = files[0] if is_alone else around + wanted
    for name, path in meant:
        if path == wanted_at:
            yield name, wanted
        elif not around.startswith(path):
            yield name, path.removeprefix(around)


def is_furniture(path: str) -> bool:
    """Whether something in a zip is there for a computer: itself, or the folder that it lies in."""
    return any(part.casefold() in _BY_NAME or _is_hidden(part) for part in path.split("/"))


def _is_hidden(part: str) -> bool:
    return part.startswith(".") and part.strip(".") != ""


def _folder_around(wanted: str, paths: Iterable[str]) -> str:
    """The folder in which alone a file of that name lies, with the stroke behind it; empty for none, or for several."""
    folders = [path.removesuffix(wanted) for path in paths if path.rpartition("/")[2] == wanted]
    if len(folders) != 1 or not all(part.strip(".") for part in folders[0].split("/")[:-1]):
        return ""
    return folders[0]
