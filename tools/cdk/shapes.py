"""The programs of shapes.js in Python: the same names, the same constructs, the variables as Python spells them."""
import aws_cdk as cdk
from aws_cdk import aws_iam as iam, aws_kms as kms, aws_lambda as lambda_, custom_resources as cr
from constructs import Construct

CLUSTER = "arn:aws:rds:eu-west-1:111122223333:cluster:orders"
BOTH = ["kms:CreateGrant", "kms:DescribeKey"]

HANDLER = """import boto3
def handler(event, context):
    props = event["ResourceProperties"]
    boto3.client("rds").start_activity_stream(ResourceArn=props["ClusterArn"], Mode="async", KmsKeyId=props["KmsKeyId"])
"""


def sdk_call(key_id, **options):
    return cr.AwsSdkCall(
        service="RDS",
        action="startActivityStream",
        parameters={"ResourceArn": CLUSTER, "Mode": "async", "KmsKeyId": key_id},
        physical_resource_id=cr.PhysicalResourceId.of("das"),
        **options,
    )


def aws_custom_resource(scope, key_id, **options):
    given = {
        "on_create": sdk_call(key_id),
        "policy": cr.AwsCustomResourcePolicy.from_sdk_calls(resources=[CLUSTER]),
        "install_latest_aws_sdk": False,
    }
    return cr.AwsCustomResource(scope, "StartDas", **{**given, **options})


def handler(scope, id, **options):
    return lambda_.Function(
        scope,
        id,
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler="index.handler",
        code=lambda_.Code.from_inline(HANDLER),
        **options,
    )


def custom_resource(scope, service_token, key):
    return cdk.CustomResource(
        scope,
        "Das",
        service_token=service_token,
        resource_type="Custom::ActivityStream",
        properties={"ClusterArn": CLUSTER, "KmsKeyId": key.key_arn},
    )


def statement(actions, resources, **options):
    return iam.PolicyStatement(actions=actions, resources=resources, **options)


def lambda_role(stack, id):
    return iam.Role(stack, id, assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))


def from_sdk_calls(stack):
    activity_key = kms.Key(stack, "ActivityKey")
    return {"activity_key": activity_key, "start_das": aws_custom_resource(stack, activity_key.key_arn)}


def with_statements(stack, make):
    activity_key = kms.Key(stack, "ActivityKey")
    policy = cr.AwsCustomResourcePolicy.from_statements(make(activity_key))
    return {"activity_key": activity_key, "start_das": aws_custom_resource(stack, activity_key.key_arn, policy=policy)}


def describe_key_alone(stack):
    return with_statements(
        stack,
        lambda key: [
            statement(["rds:StartActivityStream"], [CLUSTER]),
            statement(["kms:DescribeKey"], [key.key_arn]),
        ],
    )


def condition_that_never_holds(stack):
    conditions = {"Bool": {"kms:GrantIsForAWSResource": "true"}}
    return with_statements(stack, lambda key: [statement(BOTH, [key.key_arn], conditions=conditions)])


def role_of_the_program(stack):
    activity_key = kms.Key(stack, "ActivityKey")
    role = lambda_role(stack, "DasRole")
    return {"activity_key": activity_key, "start_das": aws_custom_resource(stack, activity_key.key_arn, role=role)}


def assumes_another_role(stack):
    activity_key = kms.Key(stack, "ActivityKey")
    caller_role = iam.Role(stack, "CallerRole", assumed_by=iam.AccountRootPrincipal())
    on_create = sdk_call(activity_key.key_arn, assumed_role_arn=caller_role.role_arn)
    start_das = aws_custom_resource(stack, activity_key.key_arn, on_create=on_create)
    start_das.node.add_dependency(caller_role)
    return {"activity_key": activity_key, "caller_role": caller_role, "start_das": start_das}


def imported_key(stack):
    arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    return {"start_das": aws_custom_resource(stack, kms.Key.from_key_arn(stack, "ActivityKey", arn).key_arn)}


def id_of_a_key(stack):
    return {"start_das": aws_custom_resource(stack, "1234abcd-12ab-34cd-56ef-1234567890ab")}


def provider_in(stack, scope):
    activity_key = kms.Key(stack, "ActivityKey")
    on_event = handler(scope, "OnEvent")
    provider = cr.Provider(scope, "Provider", on_event_handler=on_event)
    das = custom_resource(scope, provider.service_token, activity_key)
    return {"activity_key": activity_key, "on_event": on_event, "das": das}


def key_policy_names(stack, actions):
    activity_key = kms.Key(stack, "ActivityKey")
    starter = handler(stack, "Starter")
    activity_key.add_to_resource_policy(statement(actions, ["*"], principals=[starter.grant_principal]))
    das = custom_resource(stack, starter.function_arn, activity_key)
    return {"activity_key": activity_key, "starter": starter, "das": das}


def decryption_alone(stack):
    activity_key = kms.Key(stack, "ActivityKey")
    starter = handler(stack, "Starter")
    activity_key.grant_encrypt_decrypt(starter)
    das = custom_resource(stack, starter.function_arn, activity_key)
    return {"activity_key": activity_key, "starter": starter, "das": das}


def policy_that_nothing_orders(stack):
    activity_key = kms.Key(stack, "ActivityKey")
    role = lambda_role(stack, "StarterRole")
    starter = handler(stack, "Starter", role=role)
    statements = [statement(BOTH, [activity_key.key_arn])]
    key_access = iam.Policy(stack, "KeyAccess", roles=[role], statements=statements)
    das = custom_resource(stack, starter.function_arn, activity_key)
    return {"activity_key": activity_key, "key_access": key_access, "das": das}


def nothing_left_to_iam(stack):
    actions = ["kms:PutKeyPolicy", "kms:Encrypt", "kms:Decrypt"]
    policy = iam.PolicyDocument(statements=[statement(actions, ["*"], principals=[iam.AccountRootPrincipal()])])
    activity_key = kms.Key(stack, "ActivityKey", policy=policy)
    starter = handler(stack, "Starter")
    starter.add_to_role_policy(statement(BOTH, [activity_key.key_arn]))
    return {"activity_key": activity_key, "das": custom_resource(stack, starter.function_arn, activity_key)}


def lowest_level(stack):
    activity_key = kms.CfnKey(stack, "ActivityKey")
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    starter_role = iam.CfnRole(stack, "StarterRole", assume_role_policy_document={"Statement": [trust]})
    starter = lambda_.CfnFunction(
        stack,
        "Starter",
        runtime="python3.13",
        handler="index.handler",
        role=starter_role.attr_arn,
        code=lambda_.CfnFunction.CodeProperty(zip_file=HANDLER),
    )
    das = cdk.CfnCustomResource(stack, "Das", service_token=starter.attr_arn)
    das.add_property_override("KmsKeyId", activity_key.attr_arn)
    das.add_property_override("ClusterArn", CLUSTER)
    return {"activity_key": activity_key, "starter_role": starter_role, "starter": starter, "das": das}


SHAPES = {
    "AwsCustomResource with fromSdkCalls": from_sdk_calls,
    "AwsCustomResource with fromStatements and DescribeKey alone": describe_key_alone,
    "AwsCustomResource whose condition never holds for DescribeKey": condition_that_never_holds,
    "AwsCustomResource with a role of the program": role_of_the_program,
    "AwsCustomResource that assumes another role": assumes_another_role,
    "AwsCustomResource with a key that is imported by its ARN": imported_key,
    "AwsCustomResource with the id of a key": id_of_a_key,
    "a Provider whose onEvent handler starts the stream": lambda stack: provider_in(stack, stack),
    "a Provider inside a construct": lambda stack: provider_in(stack, Construct(stack, "Audit")),
    "a function that grants itself decryption alone": decryption_alone,
    "a role that the key policy names": lambda stack: key_policy_names(stack, ["kms:Decrypt"]),
    "a role that the key policy alone admits": lambda stack: key_policy_names(stack, BOTH),
    "a policy that nothing orders": policy_that_nothing_orders,
    "a key policy that leaves nothing to IAM": nothing_left_to_iam,
    "constructs of the lowest level": lowest_level,
}
