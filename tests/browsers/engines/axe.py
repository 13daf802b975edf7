"""axe-core in any engine: what it finds on the open page, as short lines."""

from __future__ import annotations

from importlib.resources import files

from tests.browsers.engines.engine import Engine


def accessibility_problems(engine: Engine) -> list[str]:
    """Return one line per rule and element that axe-core finds fault with; an empty list is what pages promise."""
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    engine.js(f"(() => {{ {source}\n; return typeof axe }})()")
    script = (
        "axe.run().then(({violations}) => violations.flatMap(rule =>"
        " rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${rule.help}`)))"
    )
    return list(engine.js(script, 60))
