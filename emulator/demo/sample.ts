/** The pull request that the demo tells of: its texts, and nothing that acts. */

const TEMPLATE = 'database.yaml';

/** What stands on the base branch: a cluster, its instance and an alarm. */
const DATABASE = `AWSTemplateFormatVersion: '2010-09-09'
Description: The database of the order service

Parameters:
  SubnetIds:
    Type: List<AWS::EC2::Subnet::Id>
  SecurityGroupId:
    Type: AWS::EC2::SecurityGroup::Id
  AlarmTopicArn:
    Type: String

Resources:
  Subnets:
    Type: AWS::RDS::DBSubnetGroup
    Properties:
      DBSubnetGroupDescription: Private subnets
      SubnetIds: !Ref SubnetIds

  OrdersCluster:
    Type: AWS::RDS::DBCluster
    DeletionPolicy: Snapshot
    UpdateReplacePolicy: Snapshot
    Properties:
      Engine: aurora-mysql
      EngineVersion: 8.0.mysql_aurora.3.08.0
      DBSubnetGroupName: !Ref Subnets
      VpcSecurityGroupIds: [!Ref SecurityGroupId]
      MasterUsername: orders
      ManageMasterUserPassword: true
      StorageEncrypted: true

  OrdersWriter:
    Type: AWS::RDS::DBInstance
    Properties:
      DBClusterIdentifier: !Ref OrdersCluster
      DBInstanceClass: db.r6g.large
      Engine: aurora-mysql

  ReplicaLagAlarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: Readers fall behind the writer
      Namespace: AWS/RDS
      MetricName: AuroraReplicaLagMaximum
      Dimensions:
        - Name: DBClusterIdentifier
          Value: !Ref OrdersCluster
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 5
      Threshold: 1000
      ComparisonOperator: GreaterThanThreshold
      AlarmActions: [!Ref AlarmTopicArn]
`;

/** What the pull request adds. The role may look at the key, and may not create the grant that the stream needs. */
const STREAM = `
  StreamKey:
    Type: AWS::KMS::Key
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      Description: Encrypts the activity stream of the orders cluster
      EnableKeyRotation: true
      KeyPolicy:
        Version: '2012-10-17'
        Statement:
          - Sid: AccountDecides
            Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
            Action: kms:*
            Resource: '*'

  StreamKeyAlias:
    Type: AWS::KMS::Alias
    Properties:
      AliasName: alias/orders-activity-stream
      TargetKeyId: !Ref StreamKey

  StreamStarterRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
      Policies:
        - PolicyName: StartStream
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action:
                  - rds:StartActivityStream
                  - rds:StopActivityStream
                Resource: !GetAtt OrdersCluster.DBClusterArn
              - Effect: Allow
                Action: kms:DescribeKey
                Resource: !GetAtt StreamKey.Arn

  StreamStarter:
    Type: AWS::Lambda::Function
    Properties:
      Description: Starts and stops the activity stream
      Handler: index.handler
      Runtime: python3.13
      Timeout: 120
      Role: !GetAtt StreamStarterRole.Arn
      Code:
        ZipFile: |
          import boto3
          import cfnresponse

          rds = boto3.client('rds')

          def handler(event, context):
              cluster = event['ResourceProperties']['ClusterArn']
              try:
                  if event['RequestType'] == 'Create':
                      rds.start_activity_stream(
                          ResourceArn=cluster,
                          Mode='async',
                          KmsKeyId=event['ResourceProperties']['KeyId'],
                          ApplyImmediately=True,
                      )
                  elif event['RequestType'] == 'Delete':
                      rds.stop_activity_stream(ResourceArn=cluster, ApplyImmediately=True)
                  cfnresponse.send(event, context, cfnresponse.SUCCESS, {}, cluster)
              except Exception as error:
                  cfnresponse.send(event, context, cfnresponse.FAILED, {}, cluster, reason=str(error))

  OrdersActivityStream:
    Type: Custom::ActivityStream
    DependsOn: OrdersWriter
    Properties:
      ServiceToken: !GetAtt StreamStarter.Arn
      ClusterArn: !GetAtt OrdersCluster.DBClusterArn
      KeyId: !Ref StreamKey
`;

const OUTPUTS = `
Outputs:
  Endpoint:
    Value: !GetAtt OrdersCluster.Endpoint.Address
`;

export const REPOSITORY = {
  owner: 'acme',
  name: 'orders',
  files: { [TEMPLATE]: DATABASE + OUTPUTS },
};

export const PULL_REQUEST = {
  author: 'dana',
  branch: 'activity-stream',
  title: 'Publish an activity stream of the orders database',
  body: 'The auditors want every statement that reaches the orders cluster. CloudFormation has no property for an activity stream, so a custom resource starts one, under a key of our own.',
  files: { [TEMPLATE]: DATABASE + STREAM + OUTPUTS },
};

/** Who reviews, with write access: the one that applies the suggestion. */
export const REVIEWER = 'robin';
