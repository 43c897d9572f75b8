// A dispatcher of dispatchers.js in JavaScript.

const HEAD = [
  "const { RDS } = require('@aws-sdk/client-rds');",
  "const { EC2 } = require('@aws-sdk/client-ec2');",
  "const DAS = 'Custom::AuroraActivityStream';",
  "const Types = Object.freeze({ EBS: 'Custom::EbsKey' });",
  'const start = async (p) => {',
  "  await new RDS({}).startActivityStream({ ResourceArn: 'c', Mode: 'async', KmsKeyId: p.KmsKeyId });",
  '};',
  'async function ebs(p) {',
  "  if (p.Fail.shift() === 'yes') throw new TypeError('ebs');",
  '  await new EC2({}).modifyEbsDefaultKmsKeyId({ KmsKeyId: p.KmsKeyId });',
  '}',
  'function log(p) {',
  '  console.log(p);',
  '}',
  'function typeOf(event) {',
  '  return event.ResourceType;',
  '}',
];

const TYPE = {
  event: 'event.ResourceType',
  get: "event['ResourceType']",
  variable: 'ResourceType',
  helper: 'typeOf(event)',
  given: 'kindOfResource',
};

const indented = (lines) => lines.map((line) => `  ${line}`);
const list = (types) => types.map((type) => `'${type}'`).join(', ');

class Printer {
  tables = [];

  constructor(type) {
    this.type = TYPE[type];
  }

  condition(condition) {
    const { type } = this;
    const all = (sign) => condition.of.map((each) => `(${this.condition(each)})`).join(` ${sign} `);
    const made = {
      equal: () => `${type} === '${condition.type}'`,
      turned: () => `'${condition.type}' == ${type}`,
      unequal: () => `${type} !== "${condition.type}"`,
      among: () => `${condition.isNot ? '!' : ''}[${list(condition.types)}].includes(${type})`,
      ends: () => `${type}.endsWith('${condition.end}')`,
      starts: () => `${type}.startsWith(\`${condition.start}\`)`,
      holds: () => `${type}.includes('${condition.part}')`,
      last: () => `${type}.split('::').pop() === '${condition.name}'`,
      lower: () => `${type}.toLowerCase() === '${condition.type.toLowerCase()}'`,
      constant: () => `${type} === ${condition.type.endsWith('Stream') ? 'DAS' : 'Types.EBS'}`,
      pattern: () => `/^${condition.type}$/.test(${type})`,
      any: () => `['${condition.type}'].some((each) => each === ${type})`,
      and: () => all('&&'),
      or: () => all('||'),
      not: () => `!(${this.condition(condition.of)})`,
      request: () => `event.RequestType ${condition.isNot ? '!==' : '==='} '${condition.word}'`,
      property: () => `p.${condition.name} === '${condition.value}'`,
      flag: () => condition.name,
    };
    return made[condition.kind]();
  }

  block(statements) {
    return statements.flatMap((statement) => this.statement(statement));
  }

  statement(statement) {
    const body = (statements) => indented(this.block(statements));
    const made = {
      act: () => [`await ${statement.act}(p);`],
      return: () => [statement.act === null ? 'return;' : `return ${statement.act}(p)`],
      raise: () => ["throw new Error('no');"],
      leave: () => [`${statement.word};`],
      call: () => [`await ${statement.name}(${this.given(statement.name)}, p)`],
      flag: () => [`${statement.name} = ${this.condition(statement.condition)};`],
      short: () => [`(${this.condition(statement.condition)}) && await ${statement.act}(p);`],
      pick: () => [`await (${this.condition(statement.condition)} ? ${statement.one} : ${statement.other})(p);`],
      loop: () => ['for (const turn of p.Turns) {', ...body(statement.body), '}'],
      try: () => [
        ...['try {', ...body(statement.body), '} catch (error) {', '  if (!(error instanceof TypeError)) throw error;'],
        ...[...body(statement.handler), '}'],
        ...(statement.last === null ? [] : ['finally {', ...body(statement.last), '}']),
      ],
      if: () => [
        ...statement.arms.flatMap(([condition, then], index) => [
          `${index === 0 ? '' : '} else '}if (${this.condition(condition)}) {`,
          ...body(then),
        ]),
        ...(statement.otherwise === null ? [] : ['} else {', ...body(statement.otherwise)]),
        '}',
      ],
      match: () => [
        `switch (${this.type}) {`,
        ...statement.cases.flatMap(({ types, body: then, ends }) =>
          indented([...types.map((type) => `case '${type}':`), ...body(then), ...(ends ? ['  break;'] : [])]),
        ),
        ...(statement.otherwise === null ? [] : indented(['default:', ...body(statement.otherwise)])),
        '}',
      ],
      table: () => this.table(statement),
    };
    return made[statement.kind]();
  }

  table({ entries, form, otherwise }) {
    const written = `{ ${Object.entries(entries)
      .map(([type, act]) => `'${type}': ${act}`)
      .join(', ')} }`;
    const name = `TABLE_${this.tables.length}`;
    if (form === 'file') this.tables.push(`const ${name} = ${written};`);
    const table = form === 'inline' ? `(${written})` : form === 'file' ? name : 'table';
    const own = form === 'named' || form === 'chosen' || form === 'asked' ? [`const table = ${written};`] : [];
    const lines = () => {
      if (form === 'asked') {
        const rest = otherwise === null ? [] : [`else await ${otherwise}(p)`];
        return [...own, `if (${this.type} in table) await table[${this.type}](p);`, ...rest];
      }
      if (form === 'chosen') return [...own, `const run = table[${this.type}];`, 'if (run) await run(p);'];
      if (otherwise === null) return [...own, `await ${table}[${this.type}]?.(p);`];
      return [...own, `await (${table}[${this.type}] ?? ${otherwise})(p);`];
    };
    return ['{', ...indented(lines()), '}'];
  }

  given(name) {
    return this.byType?.includes(name) ? this.type : 'event';
  }
}

export function javascriptDispatcher({ frame, routes, body, typeIn }) {
  const printer = new Printer(typeIn);
  printer.byType = routes.filter(({ by }) => by === 'type').map(({ name }) => name);
  const flags = 'let is_das = false, go = false, kind = false;';
  const lines = [...(typeIn === 'variable' ? ['const { ResourceType } = event;'] : []), flags, ...printer.block(body)];
  const functions = routes.flatMap(({ name, by, body: inner }) => {
    const own = new Printer(by === 'type' ? 'given' : 'event');
    own.tables = printer.tables;
    const parameter = by === 'type' ? TYPE.given : 'event';
    const event = by === 'type' ? ["const event = { RequestType: 'Create' };"] : [];
    return [`async function ${name}(${parameter}, p) {`, ...indented([...event, flags, ...own.block(inner)]), '}'];
  });
  const properties = 'const p = event.ResourceProperties;';
  const frames = {
    function: () => ['exports.handler = async (event) => {', ...indented([properties, ...lines]), '};'],
    requests: () => [
      ...['const create = async (event, p) => {', ...indented(lines), '};', 'const remove = async () => null;'],
      'exports.handler = async (event) => {',
      ...indented([
        properties,
        'await { Create: create, Update: create, Delete: remove }[event.RequestType](event, p);',
      ]),
      '};',
    ],
    class: () => [
      ...['class Provider {', '  constructor(event) {', '    this.event = event;', '  }', '  async run() {'],
      ...indented(indented(['const { event } = this;', properties, ...lines])),
      ...['  }', '}', 'exports.handler = (event) => new Provider(event).run();'],
    ],
    several: () => [
      ...['exports.handler = async (event) => {', ...indented([properties, ...lines]), '};'],
      'exports.isComplete = async (event) => start(event.ResourceProperties);',
    ],
  };
  const written = frames[frame]();
  return [...HEAD, ...printer.tables, ...functions, ...written, ''].join('\n');
}
