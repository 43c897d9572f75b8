// What stands around the handlers in JavaScript: functions, constants and classes that people write beside them.

/** Functions that the code may call; each stands in it only where it is called. */
export const HELPERS = {
  'first(': ['function first(a, b) {', '  return a;', '}'],
  'second(': ['const second = (a, b) => b || a;'],
  'picked(': ['function picked(source, name) {', '  return source[name];', '}'],
  'rewrite(': ['function rewrite(target, key) {', '  target.KmsKeyId = key;', '}'],
  'lookUp(': ['const lookUp = (event, name) => event.ResourceProperties[name];'],
  'required(': [
    ...['function required(source, name) {', '  const { [name]: value } = source;'],
    ...['  if (!value) throw new Error(`${name} is missing`);', '  return value;', '}'],
  ],
  'eitherOf(': [
    ...[
      'function eitherOf(source, ...names) {',
      '  for (const name of names) if (name in source) return source[name];',
    ],
    ...['  return undefined;', '}'],
  ],
  'begin(': [
    'async function begin(cluster, key) {',
    "  await rds.send(new StartActivityStreamCommand({ ResourceArn: cluster, Mode: 'async', KmsKeyId: key }));",
    '}',
  ],
  'openStream(': [
    'async function openStream({ ClusterArn, KmsKeyId, ...rest }) {',
    '  await rds.send(new StartActivityStreamCommand({ ResourceArn: ClusterArn, KmsKeyId }));',
    '}',
  ],
};

/** What a module defines before its handler; it stands in the code where it is used. */
export const constants = ({ stream, other }) => [
  [/\b(?:FIRST|SECOND)\b/, [`const FIRST = '${stream}';`, `const SECOND = '${other}';`]],
  [/\bNames\b/, [`const Names = Object.freeze({ first: '${stream}', second: '${other}' });`]],
  [/\bConstants\b/, ['class Constants {', `  static FIRST = '${stream}';`, '}']],
  [
    /\bRequest\b/,
    [
      ...['class Request {', '  constructor(props, key) {', `    this.key = key ?? props.${stream};`],
      ...[`    this.other = props.${other};`, '  }', '  static from(event) {'],
      ...['    return new Request(event.ResourceProperties);', '  }', '}'],
    ],
  ],
  [
    /\bReader\b/,
    [
      ...[
        'class Reader {',
        '  #props;',
        '  constructor({ ResourceProperties }) {',
        '    this.#props = ResourceProperties;',
      ],
      ...['  }', '  get key() {', `    return this.#props.${stream};`, '  }', '  get other() {'],
      ...[`    return this.#props.Nothing ?? this.#props.${other};`, '  }', '}'],
    ],
  ],
];
