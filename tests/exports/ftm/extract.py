"""Make schemata.json from a wheel of FollowTheMoney: python extract.py followthemoney-4.11.2-py3-none-any.whl (needs PyYAML)."""

import json
import sys
import zipfile
from pathlib import Path

import yaml

WANTED = ("PublicBody", "Company", "Contract", "ContractAward", "Ownership")

if __name__ == "__main__":
    wheel = zipfile.ZipFile(sys.argv[1])
    found, waiting = {}, list(WANTED)
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        said = yaml.safe_load(wheel.read(f"followthemoney/schema/{name}.yaml"))[name]
        waiting += said.get("extends", [])
        found[name] = {
            "extends": said.get("extends", []),
            "required": said.get("required", []),
            "abstract": said.get("abstract", False),
            "properties": {
                key: {"type": one.get("type", "string")} | ({"range": one["range"]} if "range" in one else {})
                for key, one in said.get("properties", {}).items()
                if not one.get("deprecated")
            },
        }
    content = json.dumps(dict(sorted(found.items())), indent=1, sort_keys=True) + "\n"
    (Path(__file__).parent / "schemata.json").write_text(content, encoding="utf-8")
