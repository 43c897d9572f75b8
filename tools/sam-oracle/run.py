"""What AWS's own SAM translator makes of a template.

    python run.py TEMPLATE...

prints one line of JSON for each template: the translated template, or {"error": "..."}; exit 1 if there was an error.
Works without a network or an account: the region is fixed, and the map of managed policies is our own data file.
"""

import json
import logging
import os
import pathlib
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.model.exceptions import InvalidDocumentException  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402

DATA = pathlib.Path(__file__).parents[2] / "src" / "iam" / "managed-policies.data.json"

# `sam package` replaces local paths by these before CloudFormation sees the template; so do we.
LOCAL_PATHS = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::Serverless::StateMachine": "DefinitionUri",
    "AWS::Serverless::Api": "DefinitionUri",
    "AWS::Serverless::HttpApi": "DefinitionUri",
    "AWS::Serverless::Application": "Location",
}


class ManagedPolicies:
    """Stands in for the loader that would ask IAM."""

    def load(self):
        data = json.loads(DATA.read_text())
        suffixes = [policy["suffix"] for policy in data["policies"]] + data["neither"]
        return {suffix.split("/")[-1]: "arn:aws:iam::aws:policy/" + suffix for suffix in suffixes}


def packaged(template):
    globals_function = template.get("Globals", {}).get("Function", {})
    local_globals = isinstance(globals_function.get("CodeUri"), str)
    if local_globals:
        globals_function["CodeUri"] = "s3://bucket/key"
    for resource in template.get("Resources", {}).values():
        name = LOCAL_PATHS.get(resource.get("Type")) if isinstance(resource, dict) else None
        properties = resource.get("Properties") or {} if name else {}
        value = properties.get(name)
        if name == "Location" and isinstance(value, dict):
            # An application from the repository would be looked up over the network.
            properties[name] = "https://bucket/key"
        elif isinstance(value, str) and not value.startswith(("s3://", "https://")):
            properties[name] = "s3://bucket/key"
        elif name == "CodeUri" and value is None and "InlineCode" not in properties and not local_globals:
            properties[name] = "s3://bucket/key"
    return template


def defaults(template):
    parameters = template.get("Parameters", {})
    return {name: value["Default"] for name, value in parameters.items() if "Default" in value}


def translate(path):
    try:
        template = packaged(yaml_parse(pathlib.Path(path).read_text(encoding="utf-8-sig")))
        # An unquoted `Version: 2012-10-17` is a date to YAML 1.1 and a string to CloudFormation.
        template = json.loads(json.dumps(template, default=str))
        return transform(template, defaults(template), ManagedPolicies())
    except InvalidDocumentException as error:
        return {"error": "; ".join(cause.message for cause in error.causes)}
    except Exception as error:  # the translator also fails by plain exceptions; the caller wants a word in any case
        return {"error": f"{type(error).__name__}: {error}"}


def main(paths):
    logging.disable(logging.CRITICAL)
    results = [translate(path) for path in paths]
    for result in results:
        print(json.dumps(result))
    return 1 if any(set(result) == {"error"} for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
