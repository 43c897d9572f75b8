"""Synthesizes shapes in Python: {shape: [code, …]} on standard input, {shape: template, or {"error": …}} on the other."""
import json
import sys
import tempfile

import aws_cdk as cdk
from aws_cdk import aws_iam as iam

from shapes import SHAPES


def synthesize(shape, code):
    with tempfile.TemporaryDirectory(prefix="das-grant-guard-cdk-") as outdir:
        context = {"aws:cdk:enable-path-metadata": True}
        app = cdk.App(outdir=outdir, analytics_reporting=False, context=context)
        stack = cdk.Stack(app, "Audit")
        names = {**shape(stack), "cdk": cdk, "iam": iam, "self": stack}
        for each in code:
            exec(each, names)
        return app.synth().get_stack_by_name("Audit").template


def told(name, code):
    try:
        return synthesize(SHAPES[name], code)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}".splitlines()[0]}


json.dump({name: told(name, code) for name, code in json.load(sys.stdin).items()}, sys.stdout)
