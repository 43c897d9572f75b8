// A dispatcher of dispatchers.js in Python.
import { TYPES } from './dispatchers.js';

const HEAD = [
  'import boto3',
  'import re',
  "DAS = 'Custom::AuroraActivityStream'",
  'class Types:',
  "    EBS = 'Custom::EbsKey'",
  'def start(p):',
  "    boto3.client('rds').start_activity_stream(ResourceArn='c', Mode='async', KmsKeyId=p['KmsKeyId'])",
  'def ebs(p):',
  "    if p['Fail'] and p['Fail'].pop(0) == 'yes':",
  "        raise ValueError('ebs')",
  "    boto3.client('ec2').modify_ebs_default_kms_key_id(KmsKeyId=p['KmsKeyId'])",
  'def log(p):',
  '    print(p)',
  'def type_of(event):',
  "    return event['ResourceType']",
];

const TYPE = {
  event: "event['ResourceType']",
  get: "event.get('ResourceType', '')",
  variable: 'rtype',
  helper: 'type_of(event)',
  given: 'kind_of_resource',
};

const indented = (lines) => lines.map((line) => `    ${line}`);
const list = (types) => types.map((type) => `'${type}'`).join(', ');

class Printer {
  /** Tables that stand at the top of the file. */
  tables = [];

  constructor(type) {
    this.type = TYPE[type];
  }

  condition(condition) {
    const { type } = this;
    const { kind } = condition;
    const all = (word) => condition.of.map((each) => `(${this.condition(each)})`).join(` ${word} `);
    const made = {
      equal: () => `${type} == '${condition.type}'`,
      turned: () => `'${condition.type}' == ${type}`,
      unequal: () => `${type} != "${condition.type}"`,
      among: () => `${type} ${condition.isNot ? 'not in' : 'in'} (${list(condition.types)},)`,
      ends: () => `${type}.endswith('${condition.end}')`,
      starts: () => `${type}.startswith(('${condition.start}', 'Other::'))`,
      holds: () => `'${condition.part}' in ${type}`,
      last: () => `${type}.split('::')[-1] == '${condition.name}'`,
      lower: () => `${type}.lower() == '${condition.type.toLowerCase()}'`,
      constant: () => `${type} == ${condition.type.endsWith('Stream') ? 'DAS' : 'Types.EBS'}`,
      pattern: () => `re.match(r'^${condition.type}$', ${type})`,
      any: () => `any(${type} == each for each in ['${condition.type}'])`,
      and: () => all('and'),
      or: () => all('or'),
      not: () => `not (${this.condition(condition.of)})`,
      request: () => `event['RequestType'] ${condition.isNot ? '!=' : '=='} '${condition.word}'`,
      property: () => `p.get('${condition.name}') == '${condition.value}'`,
      flag: () => condition.name,
    };
    return made[kind]();
  }

  block(statements) {
    const lines = statements.flatMap((statement) => this.statement(statement));
    return lines.length === 0 ? ['pass'] : lines;
  }

  statement(statement) {
    const body = (statements) => indented(this.block(statements));
    const made = {
      act: () => [`${statement.act}(p)`],
      return: () => [statement.act === null ? 'return' : `return ${statement.act}(p)`],
      raise: () => ["raise RuntimeError('no')"],
      leave: () => [statement.word],
      call: () => [`${statement.name}(${this.given(statement.name)}, p)`],
      flag: () => [`${statement.name} = ${this.condition(statement.condition)}`],
      short: () => [`${this.condition(statement.condition)} and ${statement.act}(p)`],
      pick: () => [`(${statement.one} if ${this.condition(statement.condition)} else ${statement.other})(p)`],
      loop: () => ["for turn in p['Turns']:", ...body(statement.body)],
      try: () => [
        ...['try:', ...body(statement.body), 'except ValueError:', ...body(statement.handler)],
        ...(statement.last === null ? [] : ['finally:', ...body(statement.last)]),
      ],
      if: () => [
        ...statement.arms.flatMap(([condition, then], index) => [
          `${index === 0 ? 'if' : 'elif'} ${this.condition(condition)}:`,
          ...body(then),
        ]),
        ...(statement.otherwise === null ? [] : ['else:', ...body(statement.otherwise)]),
      ],
      match: () => [
        `match ${this.type}:`,
        ...statement.cases.flatMap(({ types, body: then }) =>
          indented([`case ${types.map((type) => `'${type}'`).join(' | ')}:`, ...body(then)]),
        ),
        ...(statement.otherwise === null ? [] : indented(['case _:', ...body(statement.otherwise)])),
      ],
      table: () => this.table(statement),
    };
    return made[statement.kind]();
  }

  table({ entries, form, otherwise }) {
    const written = `{${Object.entries(entries)
      .map(([type, act]) => `'${type}': ${act}`)
      .join(', ')}}`;
    const name = `TABLE_${this.tables.length}`;
    if (form === 'file') this.tables.push(`${name} = ${written}`);
    const table = form === 'inline' ? written : form === 'file' ? name : 'table';
    const own = form === 'named' || form === 'chosen' || form === 'asked' ? [`table = ${written}`] : [];
    if (form === 'asked') {
      return [
        ...own,
        `if ${this.type} in table:`,
        `    table[${this.type}](p)`,
        ...(otherwise === null ? [] : ['else:', `    ${otherwise}(p)`]),
      ];
    }
    if (form === 'chosen') return [...own, `run = table.get(${this.type})`, 'if run:', '    run(p)'];
    const isWhole = otherwise === null && Object.keys(entries).length === TYPES.length;
    return [...own, isWhole ? `${table}[${this.type}](p)` : `${table}.get(${this.type}, ${otherwise ?? 'log'})(p)`];
  }

  given(name) {
    return this.byType?.includes(name) ? this.type : 'event';
  }
}

export function pythonDispatcher({ frame, routes, body, typeIn }) {
  const printer = new Printer(typeIn);
  printer.byType = routes.filter(({ by }) => by === 'type').map(({ name }) => name);
  const lines = [
    ...(typeIn === 'variable' ? [`rtype = ${TYPE.event}`] : []),
    'is_das = go = kind = False',
    ...printer.block(body),
  ];
  const functions = routes.flatMap(({ name, by, body: inner }) => {
    const own = new Printer(by === 'type' ? 'given' : 'event');
    own.tables = printer.tables;
    const parameter = by === 'type' ? TYPE.given : 'event';
    // What only the event tells is not there for a function that is given the type.
    const event = by === 'type' ? ["event = {'RequestType': 'Create'}"] : [];
    return [
      `def ${name}(${parameter}, p):`,
      ...indented([...event, 'is_das = go = kind = False', ...own.block(inner)]),
    ];
  });
  const properties = "p = event['ResourceProperties']";
  const frames = {
    function: () => ['def handler(event, context):', ...indented([properties, ...lines])],
    requests: () => [
      ...['def create(event, p):', ...indented(lines), 'def remove(event, p):', '    return None'],
      'def handler(event, context):',
      ...indented([
        properties,
        "{'Create': create, 'Update': create, 'Delete': remove}[event['RequestType']](event, p)",
      ]),
    ],
    class: () => [
      ...['class Provider:', '    def __init__(self, event):', '        self.event = event', '    def run(self):'],
      ...indented(indented(['event = self.event', properties, ...lines])),
      ...['def handler(event, context):', '    return Provider(event).run()'],
    ],
    several: () => [
      ...['def handler(event, context):', ...indented([properties, ...lines])],
      ...['def is_complete(event, context):', "    start(event['ResourceProperties'])"],
    ],
  };
  const written = frames[frame]();
  return [...HEAD, ...printer.tables, ...functions, ...written, ''].join('\n');
}
