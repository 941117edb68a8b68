"""Pinned versions: makes both requirements files from pyproject.toml's needs, or checks that they agree.

Each direct dependency comes first, under the comment that says why it is there; what they need follows.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

BASE = Path(__file__).resolve().parent.parent
RUN, TEST = BASE / "requirements.txt", BASE / "tests" / "requirements.txt"
HEADER = "# {what}, pinned. `make pins` writes this file from pyproject.toml.\n"
# One pinned package: its line, and the lines of hashes below it.
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(\[[^]]*\])?==([^ ;\\]+)[^\n]*(?:\n    --hash[^\n]*)*", re.M)


def name_of(requirement: str) -> str:
    """The package that a requirement names: `django-allauth[mfa]>=65` -> `django-allauth`."""
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def needs() -> tuple[dict[str, str], dict[str, str]]:
    """What runs and what tests: requirement -> why, in pyproject.toml's order.

    Raises ValueError where the why is missing.
    """
    text = (BASE / "pyproject.toml").read_text()
    declared = tomllib.loads(text)
    reasons = {spec: why for why, spec in re.findall(r'^ *# (.+)\n *"([^"]+)",$', text, re.M)}

    def explained(specs: list[str]) -> dict[str, str]:
        for spec in specs:
            if spec not in reasons:
                raise ValueError(f"pyproject.toml: say in a comment above {spec} why it is there")
        return {spec: reasons[spec] for spec in specs}

    return (
        explained(declared["project"]["dependencies"]),
        explained(declared["dependency-groups"]["test"]),
    )


def pinned(file: Path) -> dict[str, str]:
    """Package -> version of one requirements file."""
    return {match[1]: match[3] for match in PIN.finditer(file.read_text())}


def compiled(*sources: str) -> dict[str, str]:
    """Package -> its lines with hashes, resolved for every system and every Python from 3.12 on."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.12"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
    done = subprocess.run([*command, *sources], cwd=BASE, check=True, text=True, stdout=subprocess.PIPE)
    lines: dict[str, str] = {}
    for match in PIN.finditer(done.stdout):
        # One package can have two pins, each for some systems.
        lines[match[1]] = f"{lines[match[1]]}\n{match[0]}" if match[1] in lines else match[0]
    return lines


def written(title: str, direct: dict[str, str], lines: dict[str, str], before: str = "") -> str:
    """The text of a requirements file: what was asked for with its reason, then what that needs."""
    named = {name_of(spec): why for spec, why in direct.items()}
    asked = [f"# {why}\n{lines[name]}\n" for name, why in named.items()]
    rest = [f"{lines[name]}\n" for name in sorted(lines) if name not in named]
    top = [HEADER.format(what=title), *([before] if before else [])]
    return "\n".join([*top, *asked, "# What these need themselves\n"]) + "".join(rest)


def out_of_step() -> list[str]:
    """What the two files lack of pyproject.toml's needs; asks no registry."""
    runs, tests = needs()
    problems = []
    for file, direct in ((RUN, runs), (TEST, tests)):
        versions, text = pinned(file), file.read_text()
        for spec, why in direct.items():
            version = versions.get(name_of(spec))
            if version is None or version not in Requirement(spec).specifier:
                problems.append(f"{file.relative_to(BASE)}: {spec} is pinned to {version}; run `make pins`")
            elif f"# {why}\n{name_of(spec)}==" not in text:
                problems.append(f"{file.relative_to(BASE)}: {spec} lacks its reason; run `make pins`")
    return problems


def main() -> None:
    """Resolve anew and write both files; the tests' one adds to what runs and never changes it."""
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(out_of_step()) or 0)
    runs, tests = needs()
    lines = compiled("pyproject.toml")
    RUN.write_text(written("What runs", runs, lines))
    more = compiled("--group", "test", "--constraint", str(RUN.relative_to(BASE)))
    asked = set(map(name_of, tests))  # stands here too if what runs happens to need it
    TEST.write_text(
        written(
            "What tests",
            tests,
            {name: text for name, text in more.items() if name in asked or name not in lines},
            before="-r ../requirements.txt\n",
        )
    )


if __name__ == "__main__":
    main()
