"""The description of the interface in OpenAPI."""

import json


def openapi() -> bytes:
    """The document."""
    return json.dumps({"openapi": "3.1.0"}).encode()
