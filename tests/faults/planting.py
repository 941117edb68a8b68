"""Where a fault can be planted in a module of `evidence/`, and how: one small change inside a function each.

Every fault stands in the module beside what it spoils, and is switched on by its name while tests run: so a module is
loaded once for all its faults. What runs while a module is loaded (constants, decorators, classes) has none.
"""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

IS_ON = "__fault_is_on__"
"""What a planted module calls with the name of a fault, to learn whether it is the one that is switched on."""

# The vocabulary of querysets and texts: a call that narrows, orders or folds, and that can be left out.
_LEFT_OUT = frozenset(
    "filter exclude kept shareable live running since until unlinked newest_first in_trash removed order_by distinct"
    " saying casefold strip lower".split()
)
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: in which module, on which line, and the words before and after."""

    name: str
    path: Path
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.name}: {self.before}  ->  {self.after or '(left out)'}"


class _Planter(ast.NodeTransformer):
    """Finds every place in a module, and plants the faults that are `wanted`."""

    def __init__(self, path: Path, place: str, wanted: Collection[str] | None) -> None:
        self.found: list[Fault] = []
        self._path, self._place, self._wanted = path, place, wanted
        self._depth = self._of_line = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = [self._inside(statement) for statement in node.body]
        return node

    def _inside(self, node: ast.stmt) -> ast.stmt:
        self._depth += 1
        changed = self.visit(node)
        self._depth -= 1
        return changed

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.JoinedStr | ast.pattern):
            return node
        if not self._depth or isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            return super().visit(node)
        if isinstance(node, ast.expr):
            spoilt = list(_spoilt(node))  # of the node as it is written, before anything inside it is planted
            changed: ast.expr = self.generic_visit(node)
            for other in spoilt:
                if name := self._name(node, ast.unparse(node), ast.unparse(other)):
                    changed = ast.IfExp(_switch(name), other, changed)
            return ast.copy_location(changed, node)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            self.generic_visit(node)
            if name := self._name(node, ast.unparse(node), ""):
                return ast.copy_location(ast.If(ast.UnaryOp(ast.Not(), _switch(name)), [node], []), node)
            return node
        if isinstance(node, ast.If | ast.While):
            self._turn(node)
        return self.generic_visit(node)

    def _turn(self, node: ast.If | ast.While) -> None:
        # A comparison has its own fault already.
        if isinstance(node, ast.If) and not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            turned = ast.UnaryOp(ast.Not(), node.test)
            if name := self._name(node, f"if {ast.unparse(node.test)}", f"if {ast.unparse(turned)}"):
                node.test = ast.IfExp(_switch(name), turned, node.test)

    def _name(self, node: ast.AST, before: str, after: str) -> str:
        """The name of the fault if it is wanted, else none; it is counted in either case."""
        line = getattr(node, "lineno", 0)
        name = f"{self._place}:{line}.{len(self.found) + 1}"
        self.found.append(Fault(name, self._path, line, before, after))
        return name if self._wanted is not None and name in self._wanted else ""


def _switch(name: str) -> ast.expr:
    return ast.Call(ast.Name(IS_ON, ast.Load()), [ast.Constant(name)], [])


def _spoilt(node: ast.expr) -> Iterator[ast.expr]:
    """What could stand in the place of an expression by mistake."""
    for pattern in (_other_comparison, _other_word, _left_out, _other_value, _turned):
        yield from pattern(node)


def _other_comparison(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield ast.Compare(node.left, [_COMPARISONS[type(node.ops[0])]()], node.comparators)


def _other_word(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def _left_out(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _LEFT_OUT:
        yield node.func.value


def _other_value(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        yield ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)


def _turned(node: ast.expr) -> Iterator[ast.expr]:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return
    if node.func.id == "reversed":
        yield ast.Call(ast.Name("list", ast.Load()), node.args, [])
    if node.func.id == "sorted":
        yield ast.Call(ast.Name("list", ast.Load()), node.args[:1], [])
    other = {"any": "all", "all": "any", "min": "max", "max": "min"}.get(node.func.id)
    if other:
        yield ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords)


def faults_in(path: Path, place: str) -> list[Fault]:
    """Every fault that can be planted in a module; `place` begins their names."""
    planter = _Planter(path, place, None)
    planter.visit(ast.parse(path.read_text()))
    return planter.found


def planted(path: Path, place: str, wanted: Collection[str]) -> CodeType:
    """The module's code with the wanted faults in it; it calls what stands in the module as IS_ON."""
    tree = _Planter(path, place, wanted).visit(ast.parse(path.read_text()))
    code: CodeType = compile(ast.fix_missing_locations(tree), str(path), "exec")
    return code
