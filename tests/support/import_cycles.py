"""Finds circles among the imports of modules and of folders, at any depth."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tests.support.source_rules import Module

Graph = dict[str, set[str]]


def module_graph(modules: Iterable[Module]) -> Graph:
    """Return which module imports which; imports for type checking alone count like any other."""
    known = {module.name: module for module in modules}
    graph: Graph = {name: set() for name in known}
    for name, module in known.items():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                # `from a.b import c` is an import of the module a.b.c where there is one, else of a.b
                wanted = [f"{node.module}.{alias.name}" for alias in node.names]
                wanted = [full if full in known else node.module for full in wanted]
            else:
                continue
            graph[name].update(other for other in wanted if other in known and other != name)
    return graph


def folder_graph(modules: Graph, folder: str) -> Graph:
    """Return the same graph between the direct children (modules and folders) of a folder."""

    def child(name: str) -> str | None:
        rest = name.removeprefix(folder + ".")
        return f"{folder}.{rest.split('.')[0]}" if rest != name else None

    graph: Graph = {}
    for name, others in modules.items():
        here = child(name)
        if here:
            reached = {there for other in others if (there := child(other)) and there != here}
            graph.setdefault(here, set()).update(reached)
    return graph


def cycle(graph: Graph) -> list[str] | None:
    """Return one circle of the graph, its first member repeated at the end, or None."""
    done: set[str] = set()

    def visit(node: str, way: list[str]) -> list[str] | None:
        if node in way:
            return [*way[way.index(node) :], node]
        if node in done:
            return None
        for other in sorted(graph.get(node, ())):
            found = visit(other, [*way, node])
            if found:
                return found
        done.add(node)
        return None

    for start in sorted(graph):
        found = visit(start, [])
        if found:
            return found
    return None


def cycles_at_any_depth(modules: Iterable[Module]) -> list[list[str]]:
    """Return a circle among the modules, and one for each folder whose children import each other in a ring."""
    graph = module_graph(modules)
    folders = {name.rsplit(".", depth)[0] for name in graph for depth in range(1, name.count(".") + 1)}
    graphs = [graph, *(folder_graph(graph, folder) for folder in sorted(folders))]
    return [found for each in graphs if (found := cycle(each))]
