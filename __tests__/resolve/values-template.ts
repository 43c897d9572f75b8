/** What expressions are resolved in: a template of all that they can refer to, up to its outputs. */
export const HEAD = `
Transform: AWS::LanguageExtensions
Parameters:
  Open: {Type: String}
  Named: {Type: String, Default: dev}
  Chosen: {Type: String, AllowedValues: [dev, prod]}
  Many: {Type: CommaDelimitedList}
  Count: {Type: Number}
  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /path}
  StoredMany: {Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /path}
  Kept: {Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: [/a, /b]}
  Subnet: {Type: 'AWS::EC2::Subnet::Id'}
  Secret: {Type: String, NoEcho: true}
Mappings:
  Stages: {dev: {name: development, list: [a, b]}, prod: {name: production, list: [c, d]}}
  Regions: {eu-west-1: {name: ireland}, us-east-1: {name: virginia}}
  Odd: {dev: text}
Conditions:
  IsProd: !Equals [!Ref Named, prod]
  IsDev: !Equals [!Ref Named, dev]
  IsChosenProd: !Equals [!Ref Chosen, prod]
  IsKept: !Equals [!Ref Kept, prod]
  IsIreland: !Equals [!Ref AWS::Region, eu-west-1]
  NotProd: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Condition IsIreland]
  Either: !Or [!Condition IsProd, !Condition IsIreland]
  Same: !Equals [!Ref Open, !Ref Named]
  Always: !Equals [a, a]
  Never: !Equals [a, b]
  Mapped: !Equals [!FindInMap [Stages, !Ref Chosen, name], production]
  Looped: !Condition Looped
  SameAgain: !Equals [!Ref Named, !Ref Open]
  Subbed: !Equals [!Sub '\${Named}', prod]
  SubbedLast: !Equals [prod, !Sub '\${Named}']
  SubbedOther: !Equals [!Sub '\${Named}', other]
  PutTogether: !Equals [!Sub 'a-\${Named}', a-prod]
  NotBare: !Not {Condition: IsProd}
  NotNothing: !Not []
  EqualsOne: !Equals [!Ref Named]
  EqualsList: !Equals [!Ref Named, [prod]]
  ListEquals: !Equals [[prod], !Ref Open]
  Imported: !Equals [!ImportValue Named, prod]
  SameSecret: !Equals [!Ref Open, !Ref Secret]
  NoSuch: {'Fn::NoSuch': [a]}
  OnBlue: !Equals [!Sub '\${Custom.Name}-x', blue-x]
  OnGreen: !Equals [!Sub '\${Custom.Name}-x', green-x]
  InAccount: !Equals [!Sub '\${Named}-\${AWS::AccountId}', prod-1-111122223333]
  InNoAccount: !Equals [!Sub '\${Named}-\${AWS::AccountId}', prod-1-1111]
  IsTrue: 'true'
  IsFalse: 'false'
  IsWord: word
  Unheard: {'Fn::Unheard': [a]}
  OneOfNames: {'Fn::Contains': [[dev, prod], !Ref Named]}
  OneOfMany: {'Fn::Contains': [!Ref Many, prod]}
  AllNamed: {'Fn::EachMemberIn': [[!Ref Named, dev], [dev, test]]}
  AllProd: {'Fn::EachMemberEquals': [[!Ref Named], prod]}
  ContainsNothing: {'Fn::Contains': []}
  EachOfNothing: {'Fn::EachMemberIn': [[!Ref Named]]}
  EachEqualsNothing: {'Fn::EachMemberEquals': [[!Ref Named]]}
  IsOne: {'Fn::Contains': [[one], !Ref Named]}
  IsUno: {'Fn::Contains': [[uno], !Ref Named]}
  IsDos: {'Fn::EachMemberIn': [[!Ref Named], [dos]]}
  IsTres: {'Fn::EachMemberEquals': [[!Ref Named], tres]}
  IsTwo: {'Fn::EachMemberIn': [[!Ref Named], [two]]}
  IsThree: {'Fn::EachMemberEquals': [[!Ref Named], three]}
Resources:
  Key: {Type: AWS::KMS::Key}
  Replica: {Type: AWS::KMS::ReplicaKey}
  Multi: {Type: AWS::KMS::Key, Properties: {MultiRegion: 'True'}}
  Single: {Type: AWS::KMS::Key, Properties: {MultiRegion: false}}
  SomeMulti: {Type: AWS::KMS::Key, Properties: {MultiRegion: !If [IsProd, true, false]}}
  NoSingle: {Type: AWS::KMS::Key, Properties: {MultiRegion: !If [IsProd, true, true]}}
  OpenMulti: {Type: AWS::KMS::Key, Properties: {MultiRegion: !Ref Open}}
  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das, TargetKeyId: !Ref Key}}
  OpenAlias: {Type: AWS::KMS::Alias, Properties: {TargetKeyId: !Ref Key}}
  Role: {Type: AWS::IAM::Role}
  NamedRole: {Type: AWS::IAM::Role, Properties: {RoleName: starter, Path: /team/}}
  BranchRole: {Type: AWS::IAM::Role, Properties: {RoleName: !If [IsProd, starter, !Ref AWS::NoValue], Path: !Ref Open}}
  OddPath: {Type: AWS::IAM::Role, Properties: {Path: [a]}}
  OddName: {Type: AWS::IAM::Role, Properties: {RoleName: {a: b}}}
  HiddenPath: {Type: AWS::IAM::Role, Properties: {Path: {'Fn::Transform': {Name: Own}}}}
  HiddenName: {Type: AWS::IAM::Role, Properties: {RoleName: {'Fn::Transform': {Name: Own}}, Path: /team/}}
  Function: {Type: AWS::Lambda::Function}
  NamedFunction: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub 'start-\${Named}'}}
  Policy: {Type: AWS::IAM::ManagedPolicy}
  NamedPolicy: {Type: AWS::IAM::ManagedPolicy, Properties: {ManagedPolicyName: grants, Path: /team/}}
  Bucket: {Type: AWS::S3::Bucket}
  Stored2: {Type: AWS::SSM::Parameter, Properties: {Value: alias/das}}
  Stored3: {Type: AWS::SSM::Parameter}
  Echo: {Type: Custom::Thing, Properties: {ServiceToken: x, Value: alias/das}}
  Cluster: {Type: AWS::EKS::Cluster}
  Product: {Type: AWS::ServiceCatalog::CloudFormationProvisionedProduct}
  Custom: {Type: Custom::Thing, Properties: {ServiceToken: x}}
  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./nested.yaml}}
  InProd: {Type: AWS::S3::Bucket, Condition: IsProd}
`;
