// Handlers in Python as people write them, and as they do not: the same choices give the same code. What each passes to
// RDS is not known here; run-python.py finds out by running it.
import { constants, HELPERS } from './python-parts.js';

const NAMES = ['key', 'kms_key', 'key_id', 'arn', 'value', 'k', 'storage_key', 'KEY'];
const DICTS = ['args', 'params', 'kwargs', 'request'];
const HEAD = [
  ...['import boto3', 'import copy', 'import json', 'import os', 'from collections import namedtuple'],
  ...['from dataclasses import dataclass', 'from enum import Enum'],
  "rds = boto3.client('rds')",
  "kms = boto3.client('kms')",
];

const indented = (lines) => lines.map((line) => `    ${line}`);

/** Names by what they hold, for a block: what is made in it is not known behind it. */
const within = ({ texts, dicts }) => ({ texts: [...texts], dicts: [...dicts] });

class Writer {
  constructor({ pick, chance }, { stream, other }) {
    Object.assign(this, { pick, chance, stream, other, properties: [stream, stream, other, other, 'ClusterArn'] });
  }

  /** One of the pieces, of which only that one is made. */
  one(...makers) {
    return this.pick(makers)();
  }

  given() {
    const name = this.pick(this.properties);
    const nested = this.pick(['KeyArn', 'KmsKeyId']);
    return this.pick([
      `props['${name}']`,
      `props.get('${name}')`,
      `props.get('${name}', '')`,
      `event['ResourceProperties']['${name}']`,
      `props['Config']['${nested}']`,
      `props.get('Config', {}).get('${nested}')`,
      "os.environ['DAS_KEY']",
      "os.getenv('DAS_KEY', '')",
      `props.get('Nothing') or props['${name}']`,
      `props.get('Nothing', props['${name}'])`,
      `props.get('${name}', os.environ['DAS_KEY'])`,
      `(props['${name}'] if '${name}' in props else os.environ['DAS_KEY'])`,
      `(os.environ['DAS_KEY'] if props.get('${name}') is None else props['${name}'])`,
      `(os.environ['DAS_KEY'] if not props.get('Nothing') else props['Nothing'])`,
      `props.copy()['${name}']`,
    ]);
  }

  condition() {
    return this.pick([
      "props.get('Mode') == 'sync'",
      "event['RequestType'] == 'Create'",
      `'${this.pick(this.properties)}' in props`,
      "not props.get('Nothing')",
      "props.get('Nothing')",
    ]);
  }

  text(scope, depth = 2) {
    const { pick } = this;
    if (depth === 0 || this.chance(0.35)) {
      return scope.texts.length > 0 && this.chance(0.7) ? pick(scope.texts) : this.given();
    }
    const text = () => this.text(scope, depth - 1);
    return this.one(
      () => `${text()} or ${text()}`,
      () => `(${text()} if ${this.condition()} else ${text()})`,
      () => `str(${text()})`,
      () => (scope.texts.length > 0 ? `f'{${pick(scope.texts)}}'` : text()),
      () => `(${text()}).strip()`,
      () => `first(${text()}, ${text()})`,
      () => `second(${text()}, b=${text()})`,
      () => `picked(props, '${pick(this.properties)}')`,
      () => `[${text()}, ${text()}][${pick([0, 1])}]`,
      () => `kms.describe_key(KeyId=${text()})['KeyMetadata']['${pick(['Arn', 'KeyId'])}']`,
      () => (scope.dicts.length > 0 ? `${pick(scope.dicts)}.get('KmsKeyId')` : text()),
      () => `{'a': ${text()}, 'b': ${text()}}['${pick(['a', 'b'])}']`,
      () => `(lambda x: x)(${text()})`,
      () => `look_up(event, '${pick(this.properties)}')`,
      () => `required(props, '${pick(this.properties)}')`,
      () => `either_of(props, 'Nothing', '${pick(this.properties)}')`,
      () => `props[${pick(['FIRST', 'SECOND', 'Names.first', 'Choice.SECOND.value'])}]`,
      () => `${this.record(text())}.${pick(['key', 'other'])}`,
      () => `json.loads(json.dumps(props))['${pick(this.properties)}']`,
    );
  }

  /** An object of one of the classes that hold a request. */
  record(text) {
    return this.pick([
      `Request.from_event(event)`,
      `Request(${text}, os.environ['DAS_KEY'])`,
      `Request(other=${text}, key=props['${this.other}'])`,
      `Pair(${text}, props['${this.stream}'])`,
      `Pair._make([${text}, props['${this.other}']])`,
      'Reader(event)',
    ]);
  }

  dict(scope) {
    const text = () => this.text(scope, 1);
    const spread = () => (scope.dicts.length > 0 ? this.pick(scope.dicts) : 'props');
    return this.one(
      () => `{'KmsKeyId': ${text()}, 'Mode': 'async'}`,
      () => `dict(KmsKeyId=${text()}, Mode='async')`,
      () => `{'StorageKmsKeyId': ${text()}, 'KmsKeyId': ${text()}}`,
      () => `{**${spread()}, 'KmsKeyId': ${text()}}`,
      () => `{'KmsKeyId': ${text()}, **${spread()}}`,
      () => `dict(${spread()})`,
      () => '{name: value for name, value in props.items()}',
      () => "{name: value for name, value in props.items() if name not in ('ServiceToken', 'Mode')}",
      () => `{name: props[name] for name in ('${this.stream}', '${this.other}')}`,
      () => `dict(zip(['KmsKeyId', 'Other'], [${text()}, ${text()}]))`,
      () => `dict([('Mode', 'async'), ('KmsKeyId', ${text()})])`,
      () => `{**${spread()}} | {'KmsKeyId': ${text()}}`,
      () => 'copy.deepcopy(props)',
    );
  }

  assignment(scope) {
    const name = this.pick(NAMES);
    const second = this.pick(NAMES.filter((each) => each !== name));
    const text = () => this.text(scope);
    const [lines, made] = this.one(
      () => [[`${name} = ${text()}`], [name]],
      () => [[`${name} = ${text()}`], [name]],
      () => [[`${name}, ${second} = ${text()}, ${text()}`], [name, second]],
      () => [[`(${name}, ${second}) = (${text()}, ${text()})`], [name, second]],
      () => [[`${name} = ${second} = ${text()}`], [name, second]],
      () => [[`${name}: str = ${text()}`], [name]],
      () => [[`for ${name} in (${text()}, ${text()}):`, `    ${this.pick(['pass', 'break'])}`], [name]],
      () => [[`if (${name} := ${text()}):`, `    print(${name})`], [name]],
      () => [['try:', `    ${name} = ${text()}`, 'except KeyError:', `    ${name} = ${text()}`], [name]],
      () => [['try:', `    ${name} = props['Nothing']`, 'except KeyError:', `    ${name} = ${text()}`], [name]],
      () => [
        [
          `${name} = props.get('${this.pick(['Nothing', this.stream])}')`,
          `if ${name} is None:`,
          `    ${name} = ${text()}`,
        ],
        [name],
      ],
      () => [[`${name} = ${text()}`, `if not ${name}:`, `    ${name} = ${text()}`], [name]],
      () => [[`with open(os.devnull) as file:`, `    ${name} = ${text()}`], [name]],
    );
    scope.texts.push(...made);
    return lines;
  }

  change(scope) {
    if (scope.texts.length < 2) return this.assignment(scope);
    const [a, b] = [this.pick(scope.texts), this.pick(scope.texts)];
    const target = scope.dicts.length > 0 ? this.pick(scope.dicts) : 'props';
    const text = () => this.text(scope);
    return this.one(
      () => [`${a}, ${b} = ${b}, ${a}`],
      () => [`${a} = ${b}`],
      () => ['def change():', `    nonlocal ${a}`, `    ${a} = ${text()}`, this.pick(['change()', 'change'])],
      () => ['def unused():', `    ${a} = ${this.given()}`, `    return ${a}`],
      () => [`${target}['${this.pick(['KmsKeyId', this.stream, 'Key'])}'] = ${text()}`],
      () => [`${target}.update(KmsKeyId=${text()})`],
      () => [`${target}.update({'KmsKeyId': ${text()}, 'Other': ${text()}})`],
      () => [`${target}.setdefault('KmsKeyId', ${text()})`],
      () => [`rewrite(${target}, ${text()})`],
    );
  }

  statement(scope, depth) {
    return this.one(
      () => this.assignment(scope),
      () => this.assignment(scope),
      () => this.change(scope),
      () => {
        const name = this.pick(DICTS);
        const line = `${name} = ${this.dict(scope)}`;
        scope.dicts.push(name);
        return [line];
      },
      () => [`rds.modify_db_cluster(DBClusterIdentifier=${this.text(scope)}, KmsKeyId=${this.text(scope)})`],
      () => [`# KmsKeyId=${this.pick(NAMES)} is what was passed before`],
      () => [`print('KmsKeyId=', ${this.text(scope, 1)})`],
      () => (depth === 0 ? this.assignment(scope) : this.branches(scope, depth - 1)),
    );
  }

  branches(scope, depth) {
    const lines = [`if ${this.condition()}:`, 'pass', ...this.block(within(scope), depth, 2)];
    const otherwise = this.chance(0.5) ? [] : ['else:', ...indented(['pass', ...this.block(within(scope), depth, 2)])];
    return [lines[0], ...indented(lines.slice(1)), ...otherwise];
  }

  block(scope, depth, most) {
    const count = this.pick(Array.from({ length: most + 1 }, (_, index) => index));
    return Array.from({ length: count }, () => this.statement(scope, depth)).flat();
  }

  call(scope) {
    const text = (depth) => this.text(scope, depth);
    const start = (key) => [`rds.start_activity_stream(ResourceArn='c', Mode='async', KmsKeyId=${key})`];
    return this.one(
      () => start(text(1)),
      () => start(text(1)),
      () => (scope.dicts.length > 0 ? [`rds.start_activity_stream(**${this.pick(scope.dicts)})`] : start(text())),
      () => [`rds.start_activity_stream(**{'ResourceArn': 'c', 'KmsKeyId': ${text()}})`],
      () => [`begin(rds, ${text()}, 'c')`],
      () => [`begin(rds, cluster='c', key=${text()})`],
      () => [`Stream(props, ${text()}).start()`],
      () => ['open_stream(**props)'],
      () => [`open_stream(props['ClusterArn'], ${text()})`],
      () => [`getattr(rds, 'start_activity_stream')(ResourceArn='c', KmsKeyId=${text()})`],
    );
  }

  streamClass() {
    const key = this.pick(['key', `props['${this.stream}']`, `props.get('${this.other}', key)`]);
    return [
      'class Stream:',
      '    def __init__(self, props, key):',
      `        self.key = ${key}`,
      '    def start(self):',
      "        rds.start_activity_stream(ResourceArn='c', Mode='async', KmsKeyId=self.key)",
    ];
  }

  /** The function that Lambda calls, and those between it and the code. */
  frame(body) {
    const props = "props = event['ResourceProperties']";
    const deleted = ["if event['RequestType'] == 'Delete':", '    return None'];
    return this.one(
      () => ['def handler(event, context):', ...indented([props, ...body])],
      () => ['def handler(event, context):', ...indented([props, ...deleted, ...body])],
      () => [
        ...['def create(event, props):', ...indented(body)],
        ...['def handler(event, context):', "    create(event, event['ResourceProperties'])"],
      ],
      () => [
        ...['def create(event):', ...indented([props, ...body]), 'def delete(event):', '    return None'],
        ...['def handler(event, context):', "    {'Create': create, 'Delete': delete}[event['RequestType']](event)"],
      ],
    );
  }
}

export function pythonHandler(choose, names) {
  const writer = new Writer(choose, names);
  const scope = { texts: [], dicts: [] };
  const constant = [
    ...(writer.chance(0.2) ? ["KEY = os.environ['DAS_KEY']"] : []),
    ...(writer.chance(0.2) ? ['HELP = """', `KmsKeyId='${names.other}', it's`, '"""'] : []),
    ...(writer.chance(0.2)
      ? ['def unused(props):', `    rds.start_activity_stream(KmsKeyId=props['${names.other}'])`]
      : []),
  ];
  const body = [...writer.block(scope, 2, 5), ...writer.call(scope)];
  const main = writer.frame(body);
  const used = Object.entries(HELPERS).filter(([sign]) => body.join('\n').includes(sign));
  const helpers = [
    ...constants(names)
      .filter(([sign]) => sign.test(body.join('\n')))
      .map(([, lines]) => lines),
    ...used.map(([, lines]) => lines),
    ...(body.join('\n').includes('Stream(') ? [writer.streamClass()] : []),
  ];
  const parts = writer.chance(0.7) ? [...helpers, main] : [main, ...helpers];
  return [...HEAD, ...constant, ...parts.flat(), ''].join('\n');
}
