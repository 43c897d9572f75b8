"""What handlers in Python pass to StartActivityStream, found out by running them against a boto3 that only notes calls.

    python run-python.py

takes a line of JSON for each handler, {"code", "event", "env"}, and prints a line for each: the list of the KmsKeyId
that were passed, or {"error": "..."}.
"""

import contextlib
import io
import json
import os
import sys
import types

passed = []


class Answer(dict):
    """An answer of which nothing is known: whatever is looked up in it is there."""

    def __missing__(self, name):
        return [self] if name.endswith("s") and not name.endswith("Status") else "available"


class Client:
    def __init__(self, service):
        self.service = service

    def __getattr__(self, name):
        def call(**given):
            if name == "start_activity_stream":
                passed.append(given.get("KmsKeyId"))
            if name == "describe_key":
                # One marker stands for the key, however it is named.
                return {"KeyMetadata": {"Arn": given["KeyId"], "KeyId": given["KeyId"]}}
            return Answer()

        return call


class Helper:
    """What crhelper does with the functions that it is handed."""

    def __init__(self, **_options):
        self.functions = {}

    def create(self, function):
        return self.functions.setdefault("Create", function)

    def update(self, function):
        return self.functions.setdefault("Update", function)

    def delete(self, function):
        return self.functions.setdefault("Delete", function)

    def __call__(self, event, context):
        self.functions[event["RequestType"]](event, context)


def module(name, **contents):
    made = types.ModuleType(name)
    vars(made).update(contents)
    sys.modules[name] = made


module("boto3", client=Client)
module("botocore")
module("botocore.exceptions", ClientError=type("ClientError", (Exception,), {}))
module("cfnresponse", SUCCESS="SUCCESS", FAILED="FAILED", send=lambda *_given: None)
module("crhelper", CfnResource=Helper)


def run(code, event):
    passed.clear()
    index = types.ModuleType("index")
    sys.modules["index"] = index
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, "index.py", "exec"), vars(index))
            index.handler(event, None)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return list(passed)


for line in sys.stdin:
    given = json.loads(line)
    os.environ.update(given["env"])
    print(json.dumps(run(given["code"], given["event"])), flush=True)
