"""The vectors of the sealed page, read by the page's own script in every engine: the same files as Python reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from generator.sealing import inflate_script, unlock_script
from tests.browsers.engines import Engine
from tests.browsers.engines.server import Served
from tests.unit.sealing.test_vectors import NAMES, load

# Each body is read by the functions that a page runs, up to the point where they would ask for a code.
READ = """
async function outcome(body, kind, code, key) {
  try {
    const texts = kind === 'envelope' ? [body] : Array.from(
      new DOMParser().parseFromString(body, 'text/html').querySelectorAll('#sealed,[type="application/jose+json"]'),
      element => element.textContent);
    const envelope = readEnvelope(texts);
    const raw = code ? await derive(code, envelope.salt) : decode(key, 32);
    await openEnvelope(envelope, await importKek(raw));
    return 'opened';
  } catch (error) {
    return error.message;
  }
}
"""


def script() -> str:
    return inflate_script() + unlock_script().partition("function start()")[0] + READ


def test_every_engine_says_what_the_vectors_expect(
    engine: Engine, serve: Callable[[Path], Served], tmp_path: Path
) -> None:
    vectors = {}
    for name in NAMES:
        vector = load(name)
        # One real derivation is enough; the other codes are those of the same letter.
        if "code" in vector.fields and vector.fields["expect"] != "opened":
            continue
        vectors[name] = vector
    (tmp_path / "index.html").write_text("<!DOCTYPE html><title>vectors</title>", encoding="utf-8")
    cases = {
        name: [v.body.decode("utf-8", "replace"), v.fields["body"], v.fields.get("code", ""), v.fields.get("key", "")]
        for name, v in vectors.items()
    }
    (tmp_path / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    engine.open(serve(tmp_path).url)
    found = engine.js(
        "(async () => {" + script() + "const cases = await (await fetch('cases.json')).json(), found = {};"
        " for (const name of Object.keys(cases)) found[name] = await outcome(...cases[name]); return found; })()",
        seconds=60,
    )
    for name, said in found.items():
        expected = vectors[name].fields["expect"]
        slug = {"page-damaged": "damaged"}.get(said, said if said in {"opened", "wrong-code"} else f"malformed:{said}")
        assert slug == expected, name
    assert len(found) > 60
