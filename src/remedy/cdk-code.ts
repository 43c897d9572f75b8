import type { ConstructCall } from '../finding/finding.ts';
import type { TemplateValue } from '../finding/patch.ts';
import { snakeCase } from './construct.ts';
import { isList, isMap, type TemplateMap } from './template-value.ts';

export type Language = ConstructCall['language'];

/** How one language writes what a call is made of. */
interface Writer {
  readonly name: (camel: string) => string;
  readonly create: (type: string) => string;
  /** Opens and closes the named arguments of a call. */
  readonly named: readonly [open: string, close: string];
  readonly argument: (name: string, value: string) => string;
  readonly text: (text: string) => string;
  /** A string with code in it, given as pieces: text at even places, code at odd ones. */
  readonly template: (pieces: readonly string[]) => string;
  readonly indent: string;
  readonly comment: string;
  readonly end: string;
}

const quoted = (quote: string) => (text: string) =>
  quote + text.replace(/[\\'"]/g, (sign) => escaped(sign, quote)) + quote;

function escaped(sign: string, quote: string): string {
  return sign === '\\' || sign === quote ? `\\${sign}` : sign;
}

const WRITERS: Readonly<Record<Language, Writer>> = {
  typescript: {
    name: (camel) => camel,
    create: (type) => `new ${type}`,
    named: ['{', '}'],
    argument: (name, value) => `${name}: ${value}`,
    text: quoted("'"),
    template: (pieces) => `\`${pieces.map((piece, at) => (at % 2 === 0 ? piece : `\${${piece}}`)).join('')}\``,
    indent: '  ',
    comment: '//',
    end: ';',
  },
  python: {
    name: snakeCase,
    create: (type) => type,
    named: ['', ''],
    argument: (name, value) => `${name}=${value}`,
    text: quoted('"'),
    template: (pieces) => `f"${pieces.map((piece, at) => (at % 2 === 0 ? piece : `{${piece}}`)).join('')}"`,
    indent: '    ',
    comment: '#',
    end: '',
  },
};

/** The variables of the program that stand for resources of its output: the key's ARN, by logical id. */
export type ArnOf = (logicalId: string, write: (camel: string) => string) => string | null;

/** Writes code of one language. */
export class CdkCode {
  readonly #writer: Writer;
  readonly #arnOf: ArnOf;

  constructor(language: Language, arnOf: ArnOf) {
    this.#writer = WRITERS[language];
    this.#arnOf = arnOf;
  }

  name(camel: string): string {
    return this.#writer.name(camel);
  }

  comment(text: string): string {
    return `${this.#writer.comment} ${text}`;
  }

  text(text: string): string {
    return this.#writer.text(text);
  }

  /** `variable.method(argument);` */
  call(target: string, method: string, argument: string): string {
    return `${target}.${this.name(method)}(${argument})${this.#writer.end}`;
  }

  /** `new iam.PolicyStatement({ … })` for a statement of a policy. `principals`: code for a list, or null. */
  statement(statement: TemplateMap, principals: string | null): string {
    const { Action: action = [], Resource: resource = [], Condition: condition } = statement;
    const argument = (name: string, value: string) => `${this.#writer.argument(name, value)},`;
    const lines = [
      argument('actions', this.#list(action)),
      ...(principals === null ? [] : [argument('principals', principals)]),
      argument('resources', this.#list(resource)),
      ...(condition === undefined || !isMap(condition) ? [] : [argument('conditions', this.#conditions(condition))]),
    ];
    return this.object('iam.PolicyStatement', lines);
  }

  /** An object made with named arguments, each on lines of its own. */
  object(type: string, lines: readonly string[], before = ''): string {
    const { create, named, indent } = this.#writer;
    const inner = lines.map((line) => line.replace(/^/gm, indent)).join('\n');
    return `${create(type)}(${before}${named[0]}\n${inner}\n${named[1]})`;
  }

  /** `const dasKeyAccess = new iam.CfnPolicy(this, …);` with the statements for a role. */
  policy(role: string, statements: readonly string[]): string {
    const { argument, end, named } = this.#writer;
    const document = this.object('iam.PolicyDocument', [argument('statements', `[${statements.join(', ')}]`)]);
    const [self, id] = named[0] === '' ? ['self', this.text('DasKeyAccess')] : ['this', this.text('DasKeyAccess')];
    const lines = [
      `${argument(this.name('policyName'), this.text('DasKeyAccess'))},`,
      `${argument(this.name('policyDocument'), document)},`,
      `${argument('roles', `[${role}.ref]`)},`,
    ];
    const keyword = named[0] === '' ? '' : 'const ';
    return `${keyword}${this.name('dasKeyAccess')} = ${this.object('iam.CfnPolicy', lines, `${self}, ${id}, `)}${end}`;
  }

  #list(value: TemplateValue): string {
    return `[${(isList(value) ? value : [value]).map((item) => this.#value(item)).join(', ')}]`;
  }

  #conditions(condition: TemplateMap): string {
    const lines = Object.entries(condition).map(([operator, tests]) => {
      const pairs = isMap(tests) ? Object.entries(tests) : [];
      const inner = pairs.map(([key, value]) => `${this.text(key)}: ${this.#value(value)}`).join(', ');
      const bare = this.#writer === WRITERS.typescript;
      const braces = bare ? `{ ${inner} }` : `{${inner}}`;
      return `${this.#writer.indent}${bare ? operator : this.text(operator)}: ${braces},`;
    });
    return `{\n${lines.join('\n')}\n}`;
  }

  #value(value: TemplateValue): string {
    if (!isMap(value)) return this.text(String(value));
    const [name = '', argument = ''] = Object.entries(value)[0] ?? [];
    if (name === 'Fn::Sub' && typeof argument === 'string') return this.#template(argument);
    if (name === 'Fn::ImportValue') return `cdk.Fn.${this.name('importValue')}(${this.#value(argument)})`;
    if (name === 'Ref' && typeof argument === 'string') return this.#parameter(argument);
    const [logicalId = '', attribute = ''] = isList(argument) ? argument.map(String) : [];
    const known = this.#arnOf(logicalId, this.#writer.name);
    if (known !== null) return known;
    const got = `cdk.Fn.${this.name('getAtt')}(${this.text(logicalId)}, ${this.text(attribute)})`;
    return `${got}.${this.name('toString')}()`;
  }

  #template(text: string): string {
    const pieces = text.split(/\$\{([^{}]+)\}/);
    return this.#writer.template(pieces.map((piece, at) => (at % 2 === 0 ? piece : this.#parameter(piece))));
  }

  #parameter(name: string): string {
    if (!name.startsWith('AWS::')) return `cdk.Fn.ref(${this.text(name)})`;
    return `cdk.Aws.${snakeCase(name.slice('AWS::'.length)).replace(/^_/, '').toUpperCase()}`;
  }
}
