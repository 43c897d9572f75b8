// Policies as people write them and as they do not, with every value known: the same seed gives the same ones.

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE = 'stream-starter';
const FUNCTION = 'start-stream';
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY_ID}`;

/** Marsaglia's xorshift; good enough to choose, and the same everywhere. */
export function chooser(seed) {
  let state = seed | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const pick = (list) => list[Math.floor(next() * list.length)];
  return {
    pick,
    chance: (share) => next() < share,
    some: (list, most) => Array.from({ length: 1 + Math.floor(next() * most) }, () => pick(list)),
  };
}

const ACTIONS = [
  ...['kms:CreateGrant', 'kms:CreateGrant', 'kms:DescribeKey', 'kms:DescribeKey', 'kms:*', 'kms:Create*', 'kms:*Grant'],
  ...[
    'KMS:creategrant',
    'kms:describekey',
    'kms:Describe?ey',
    'kms:D*K*',
    'kms:CreateGrant?',
    'kms:Encrypt',
    'kms:List*',
  ],
  ...['rds:*', 'rds:StartActivityStream', '*', 'kms:CreateAlias', 'kms:???????????', 'logs:*'],
];

const RESOURCES = [
  ...[KEY, KEY, KEY, '*', `arn:aws:kms:${REGION}:${ACCOUNT}:key/*`, `arn:aws:kms:*:${ACCOUNT}:key/${KEY_ID}`],
  ...[
    `arn:aws:kms:*:*:key/1234*`,
    `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-????-34cd-*`,
    `arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`,
  ],
  ...[
    `arn:aws:kms:${REGION}:444455556666:key/${KEY_ID}`,
    `arn:aws:kms:${REGION}:${ACCOUNT}:alias/das`,
    'arn:aws:s3:::bucket/*',
  ],
  ...[
    `arn:aws:kms:${REGION}:${ACCOUNT}:key/9876fedc-12ab-34cd-56ef-1234567890ab`,
    `arn:aws:kms:${REGION}:${ACCOUNT}:*`,
  ],
];

const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/${ROLE}`;
const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE}/${FUNCTION}`;

/** Values that come up under a condition key, right ones and wrong ones. */
const VALUES = {
  'kms:ViaService': [
    `rds.${REGION}.amazonaws.com`,
    'rds.*.amazonaws.com',
    'ec2.us-east-1.amazonaws.com',
    '*',
    'rds.??-*',
  ],
  'kms:CallerAccount': [ACCOUNT, '444455556666', '1111*', '${aws:PrincipalAccount}'],
  'kms:GrantIsForAWSResource': ['true', 'false', 'True'],
  'kms:RequestAlias': ['alias/das', 'alias/*', 'alias/other'],
  'aws:PrincipalArn': [
    ROLE_ARN,
    `arn:aws:iam::${ACCOUNT}:role/*`,
    `arn:aws:iam::*:role/${ROLE}`,
    `arn:aws:iam::${ACCOUNT}:role/other`,
  ],
  'aws:PrincipalAccount': [ACCOUNT, '444455556666'],
  'aws:ResourceTag/purpose': ['das', 'other', 'd*', '${aws:PrincipalAccount}'],
  'AWS:PRINCIPALTYPE': ['AssumedRole', 'User', 'Assumed*'],
  'aws:PrincipalIsAWSService': ['true', 'false'],
};

/** Account ids are numbers, too. */
const NUMBERS = {
  'kms:calleraccount': [ACCOUNT, '444455556666', '111122223332'],
  'AWS:PrincipalAccount': [ACCOUNT, '444455556666', '111122223332', '111122223333.0'],
};
const NUMBER_OPERATORS = [
  ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
  ...['NumericGreaterThan', 'NumericGreaterThanEquals'],
];

const TEXT_OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
];
const ARN_OPERATORS = [
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'StringLike',
  'StringEquals',
  'StringNotLike',
];

function operatorFor(key, { pick, chance }) {
  if (chance(0.1)) return 'Null';
  if (key in NUMBERS) return pick(NUMBER_OPERATORS) + (chance(0.2) ? 'IfExists' : '');
  // None of these values is an address or a number, so that neither side finds a match.
  if (!/Account/i.test(key) && chance(0.05)) return pick(['IpAddress', 'NumericEquals']);
  const truth = /Grant|IsAWS/.test(key);
  const base =
    key === 'aws:PrincipalArn'
      ? pick(ARN_OPERATORS)
      : truth
        ? pick(['Bool', 'Bool', 'StringEquals'])
        : pick(TEXT_OPERATORS);
  return base + (chance(0.2) ? 'IfExists' : '');
}

function condition(choose) {
  const { pick, chance, some } = choose;
  const made = {};
  for (const key of new Set(some([...Object.keys(VALUES), ...Object.keys(NUMBERS)], 2))) {
    const operator = operatorFor(key, choose);
    const values = operator === 'Null' ? [pick(['true', 'false'])] : some(VALUES[key] ?? NUMBERS[key], 2);
    made[operator] = { ...made[operator], [key]: values.length === 1 && chance(0.5) ? values[0] : values };
  }
  return made;
}

function statement(choose, withPrincipal) {
  const { pick, chance, some } = choose;
  const one = { Effect: chance(0.8) ? 'Allow' : 'Deny' };
  if (withPrincipal) Object.assign(one, principal(choose, one.Effect));
  const actions = some(ACTIONS, 3);
  one[chance(0.9) ? 'Action' : 'NotAction'] = actions.length === 1 ? actions[0] : actions;
  if (withPrincipal) one.Resource = pick(['*', '*', '*', KEY]);
  else one[chance(0.92) ? 'Resource' : 'NotResource'] = chance(0.5) ? pick(RESOURCES) : some(RESOURCES, 3);
  if (chance(0.35)) one.Condition = condition(choose);
  return one;
}

const EVERYONE_ON_A_LIST = [ROLE_ARN, SESSION_ARN, `arn:aws:iam::${ACCOUNT}:root`];

function principal({ pick, chance, some }, effect) {
  if (effect === 'Deny' && chance(0.1)) {
    return { NotPrincipal: { AWS: pick([EVERYONE_ON_A_LIST, [`arn:aws:iam::${ACCOUNT}:role/other`]]) } };
  }
  if (chance(0.05)) return { Principal: '*' };
  if (chance(0.1)) return { Principal: { Service: 'rds.amazonaws.com' } };
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  const known = [
    root,
    root,
    ACCOUNT,
    ROLE_ARN,
    SESSION_ARN,
    `arn:aws:iam::${ACCOUNT}:role/other`,
    '444455556666',
    'arn:aws:iam::444455556666:root',
    '*',
  ];
  const named = some(known, 2);
  return { Principal: { AWS: named.length === 1 ? pick([named[0], named]) : named } };
}

function documentOf(choose, most, withPrincipal = false) {
  const statements = choose.some([null], most).map(() => statement(choose, withPrincipal));
  return {
    Version: '2012-10-17',
    Statement: statements.length === 1 && choose.chance(0.5) ? statements[0] : statements,
  };
}

const DELEGATES = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

/** One role with its policies and boundary, and one key with its policy. */
export function combination(choose) {
  const keyPolicy = documentOf(choose, 2, true);
  if (choose.chance(0.5)) keyPolicy.Statement = [DELEGATES, ...[keyPolicy.Statement].flat()];
  return {
    ...{ region: REGION, account: ACCOUNT, keyId: KEY_ID, role: ROLE, functionName: FUNCTION },
    tags: choose.chance(0.5) ? { purpose: 'das' } : { purpose: 'other' },
    requestAlias: choose.chance(0.3) ? 'alias/das' : null,
    identityPolicies: choose.some([null], 2).map(() => documentOf(choose, 3)),
    boundary: choose.chance(0.25) ? documentOf(choose, 3) : null,
    keyPolicy,
  };
}

export { KEY, SESSION_ARN };
