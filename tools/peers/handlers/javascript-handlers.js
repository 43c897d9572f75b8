// Handlers in JavaScript as people write them, and as they do not: the same choices give the same code. What each passes
// to RDS is not known here; run-javascript.js finds out by running it.
import { constants, HELPERS } from './javascript-parts.js';

const NAMES = ['key', 'kmsKey', 'keyId', 'arn', 'value', 'k', 'storageKey', 'KEY'];
const OBJECTS = ['args', 'params', 'input', 'request'];

/** The SDK's third version and its second. */
const SDKS = [
  {
    head: [
      "const { RDSClient, StartActivityStreamCommand, ModifyDBClusterCommand } = require('@aws-sdk/client-rds');",
      "const { KMS } = require('@aws-sdk/client-kms');",
      'const rds = new RDSClient({});',
      'const kms = new KMS({});',
    ],
    start: (input) => `await rds.send(new StartActivityStreamCommand(${input}));`,
    modify: (input) => `await rds.send(new ModifyDBClusterCommand(${input}));`,
    describe: (input) => `(await kms.describeKey(${input}))`,
  },
  {
    head: ["const AWS = require('aws-sdk');", 'const rds = new AWS.RDS();', 'const kms = new AWS.KMS();'],
    start: (input) => `await rds.startActivityStream(${input}).promise();`,
    modify: (input) => `await rds.modifyDBCluster(${input}).promise();`,
    describe: (input) => `(await kms.describeKey(${input}).promise())`,
  },
];

const indented = (lines) => lines.map((line) => `  ${line}`);

class Writer {
  constructor({ pick, chance }, { stream, other }) {
    Object.assign(this, { pick, chance, stream, other, properties: [stream, stream, other, other, 'ClusterArn'] });
    this.sdk = pick(SDKS);
    this.free = NAMES.map((name) => [chance(0.5), name])
      .sort(([a], [b]) => a - b)
      .map(([, name]) => name);
    this.objects = [...OBJECTS];
    this.count = 0;
  }

  /** One of the pieces, of which only that one is made. */
  one(...makers) {
    return this.pick(makers)();
  }

  /** A name that nothing has yet, for a declaration. */
  fresh() {
    this.count += 1;
    return this.free.shift() ?? `value${this.count}`;
  }

  given() {
    const name = this.pick(this.properties);
    const nested = this.pick(['KeyArn', 'KmsKeyId']);
    return this.pick([
      `props.${name}`,
      `props['${name}']`,
      `event.ResourceProperties.${name}`,
      `event['ResourceProperties'].${name}`,
      `props.Config.${nested}`,
      `props.Config?.${nested}`,
      'process.env.DAS_KEY',
      "process.env['DAS_KEY']",
      `(props.Nothing || props.${name})`,
      `(props.Nothing ?? props.${name})`,
      `(props.${name} || process.env.DAS_KEY)`,
      `(props.${name} !== undefined ? props.${name} : process.env.DAS_KEY)`,
      `('Nothing' in props ? props.Nothing : process.env.DAS_KEY)`,
      `(!props.${name} ? process.env.DAS_KEY : props.${name})`,
      `Object.freeze({ KmsKeyId: props.${name} }).KmsKeyId`,
    ]);
  }

  condition() {
    return this.pick([
      "props.Mode === 'sync'",
      "event.RequestType === 'Create'",
      `'${this.pick(this.properties)}' in props`,
      '!props.Nothing',
      'props.Nothing',
    ]);
  }

  text(scope, depth = 2) {
    const { pick } = this;
    if (depth === 0 || this.chance(0.35)) {
      return scope.texts.length > 0 && this.chance(0.7) ? pick(scope.texts) : this.given();
    }
    const text = () => this.text(scope, depth - 1);
    return this.one(
      () => `(${text()} || ${text()})`,
      () => `(${this.condition()} ? ${text()} : ${text()})`,
      () => `String(${text()})`,
      () => `\`\${${text()}}\``,
      () => `${text()}.trim()`,
      () => `first(${text()}, ${text()})`,
      () => `second(${text()}, ${text()})`,
      () => `picked(props, '${pick(this.properties)}')`,
      () => `[${text()}, ${text()}][${pick([0, 1])}]`,
      () => `${this.sdk.describe(`{ KeyId: ${text()} }`)}.KeyMetadata.${pick(['Arn', 'KeyId'])}`,
      () => (scope.objects.length > 0 ? `${pick(scope.objects)}.KmsKeyId` : text()),
      () => `({ a: ${text()}, b: ${text()} }).${pick(['a', 'b'])}`,
      () => `((x) => x)(${text()})`,
      () => `lookUp(event, '${pick(this.properties)}')`,
      () => `required(props, '${pick(this.properties)}')`,
      () => `eitherOf(props, 'Nothing', '${pick(this.properties)}')`,
      () => `props[${pick(['FIRST', 'SECOND', 'Names.first', 'Names["second"]', 'Constants.FIRST'])}]`,
      () =>
        `${pick(['Request.from(event)', `new Request(props, ${text()})`, 'new Reader(event)'])}.${pick(['key', 'other'])}`,
      () => `JSON.parse(JSON.stringify(props)).${pick(this.properties)}`,
      () => `structuredClone(props)['${pick(this.properties)}']`,
    );
  }

  object(scope) {
    const text = () => this.text(scope, 1);
    const spread = () => (scope.objects.length > 0 ? this.pick(scope.objects) : 'props');
    return this.one(
      () => `{ KmsKeyId: ${text()}, Mode: 'async' }`,
      () => `{ StorageKmsKeyId: ${text()}, 'KmsKeyId': ${text()} }`,
      () => `{ ...${spread()}, KmsKeyId: ${text()} }`,
      () => `{ KmsKeyId: ${text()}, ...${spread()} }`,
      () => `Object.assign({}, ${spread()}, { KmsKeyId: ${text()} })`,
      () => `{ ...${spread()} }`,
      () => `(({ Mode, ...rest }) => rest)(${spread()})`,
      () => `Object.fromEntries([['Mode', 'async'], ['KmsKeyId', ${text()}]])`,
      () => "Object.fromEntries(Object.entries(props).filter(([name]) => name !== 'ServiceToken'))",
      () => 'Object.fromEntries(Object.entries(props))',
    );
  }

  assignment(scope) {
    const [one, two] = [this.text(scope), this.text(scope)];
    if (scope.own.length > 0 && this.chance(0.4)) return [`${this.pick(scope.own)} = ${one};`];
    const [name, second] = [this.fresh(), this.fresh()];
    const declare = this.pick(['let', 'let', 'var']);
    const property = this.pick(this.properties);
    // A name is in scope only behind the line that declares it.
    const made = [name];
    const lines = this.one(
      () => [`${declare} ${name} = ${one};`],
      () => [`${declare} ${name} = ${one};`],
      () => [`${declare} { ${property}: ${name} } = props;`],
      () => [`${declare} { ${property}: ${name} = ${one} } = props;`],
      () => {
        made.push(second);
        return [`${declare} [${name}, ${second}] = [${one}, ${two}];`];
      },
      () => [`${declare} ${name} = ${one};`, 'try {', `  ${name} = ${two};`, '} catch (error) {}'],
      () => [`${declare} ${name} = props.${this.pick(['Nothing', this.stream])};`, `if (!${name}) ${name} = ${one};`],
      () => [`${declare} ${name} = ${one};`, `if (${name} === undefined) {`, `  ${name} = ${two};`, '}'],
      () => [`${declare} ${name};`, `for (${name} of [${one}, ${two}]) ${this.pick(['{}', 'break;'])}`],
    );
    scope.texts.push(...made);
    scope.own.push(...made);
    return lines;
  }

  change(scope) {
    if (scope.own.length < 2) return this.assignment(scope);
    const [a, b] = [this.pick(scope.own), this.pick(scope.own)];
    const target = scope.objects.length > 0 ? this.pick(scope.objects) : 'props';
    const text = () => this.text(scope);
    return this.one(
      () => [`[${a}, ${b}] = [${b}, ${a}];`],
      () => [`${a} = ${b};`],
      () => [`await (async () => { ${a} = ${text()}; })();`],
      () => [`const unused${this.fresh()} = () => { const ${a} = ${this.given()}; return ${a}; };`],
      () => [`${target}.${this.pick(['KmsKeyId', this.stream, 'Key'])} = ${text()};`],
      () => [`${target}['KmsKeyId'] = ${text()};`],
      () => [`Object.assign(${target}, { KmsKeyId: ${text()}, Other: ${text()} });`],
      () => [`${target}.KmsKeyId ??= ${text()};`],
      () => [`rewrite(${target}, ${text()});`],
    );
  }

  statement(scope, depth) {
    return this.one(
      () => this.assignment(scope),
      () => this.assignment(scope),
      () => this.change(scope),
      () => {
        const name = this.objects.shift();
        if (name === undefined) return this.assignment(scope);
        const line = `const ${name} = ${this.object(scope)};`;
        scope.objects.push(name);
        return [line];
      },
      () => [this.sdk.modify(`{ DBClusterIdentifier: ${this.text(scope)}, KmsKeyId: ${this.text(scope)} }`)],
      () => [`// KmsKeyId: ${this.pick(NAMES)} is what was passed before`],
      () => [`console.log('KmsKeyId:', ${this.text(scope, 1)});`],
      () => (depth === 0 ? this.assignment(scope) : this.branches(scope, depth - 1)),
    );
  }

  branches(scope, depth) {
    const inner = () =>
      indented(
        this.block({ ...scope, texts: [...scope.texts], objects: [...scope.objects], own: [...scope.own] }, depth, 2),
      );
    const otherwise = this.chance(0.5) ? ['}'] : ['} else {', ...inner(), '}'];
    return [`if (${this.condition()}) {`, ...inner(), ...otherwise];
  }

  block(scope, depth, most) {
    const count = this.pick(Array.from({ length: most + 1 }, (_, index) => index));
    return Array.from({ length: count }, () => this.statement(scope, depth)).flat();
  }

  call(scope) {
    const text = (depth) => this.text(scope, depth);
    const start = (key) => [this.sdk.start(`{ ResourceArn: 'c', Mode: 'async', KmsKeyId: ${key} }`)];
    return this.one(
      () => start(text(1)),
      () => start(text(1)),
      () => (scope.objects.length > 0 ? [this.sdk.start(this.pick(scope.objects))] : start(text())),
      () => (scope.objects.length > 0 ? [this.sdk.start(`{ ...${this.pick(scope.objects)} }`)] : start(text())),
      () => [`await begin('c', ${text()});`],
      () => [`await new Stream(props, ${text()}).start();`],
      () => ['await openStream(props);'],
      () => [`await openStream({ ClusterArn: 'c', KmsKeyId: ${text()} });`],
      () => {
        const lines = [`const KmsKeyId = ${text()};`];
        return [...lines, this.sdk.start("{ ResourceArn: 'c', KmsKeyId }")];
      },
    );
  }

  streamClass() {
    const key = this.pick(['key', `props.${this.stream}`, `props.${this.other} ?? key`]);
    return [
      'class Stream {',
      '  constructor(props, key) {',
      `    this.key = ${key};`,
      '  }',
      '  async start() {',
      `    ${this.sdk.start("{ ResourceArn: 'c', Mode: 'async', KmsKeyId: this.key }")}`,
      '  }',
      '}',
    ];
  }

  helper(lines) {
    return lines.map((line) => {
      const input = /await rds\.send\(new StartActivityStreamCommand\((.*)\)\);/.exec(line)?.[1];
      return input === undefined ? line : `  ${this.sdk.start(input)}`;
    });
  }

  /** The function that Lambda calls, and those between it and the code. */
  frame(body) {
    const props = this.pick([
      'const props = event.ResourceProperties;',
      'const { ResourceProperties: props } = event;',
    ]);
    const deleted = ["if (event.RequestType === 'Delete') return;"];
    return this.one(
      () => ['exports.handler = async (event) => {', ...indented([props, ...body]), '};'],
      () => ['exports.handler = async function (event, context) {', ...indented([props, ...deleted, ...body]), '};'],
      () => [
        ...['async function create(event, props) {', ...indented(body), '}'],
        'exports.handler = async (event) => create(event, event.ResourceProperties);',
      ],
      () => [
        ...['const create = async (event) => {', ...indented([props, ...body]), '};'],
        'exports.handler = async (event) => ({ Create: create, Update: create })[event.RequestType](event);',
      ],
    );
  }
}

export function javascriptHandler(choose, names) {
  const writer = new Writer(choose, names);
  const scope = { texts: [], objects: [], own: [] };
  const body = [...writer.block(scope, 2, 5), ...writer.call(scope)];
  const main = writer.frame(body);
  const used = Object.entries(HELPERS).filter(([sign]) => body.join('\n').includes(sign));
  const helpers = [
    ...constants(names)
      .filter(([sign]) => sign.test(body.join('\n')))
      .map(([, lines]) => lines),
    ...used.map(([, lines]) => writer.helper(lines)),
    ...(body.join('\n').includes('new Stream(') ? [writer.streamClass()] : []),
  ];
  return [...writer.sdk.head, ...helpers.flat(), ...main, ''].join('\n');
}
