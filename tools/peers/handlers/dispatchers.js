// Handlers that tell custom resources apart, as trees that python-dispatchers.js and javascript-dispatchers.js write out:
// the same choices give the same handler. For which types each starts a stream is not known here; it is run to find out.

export const TYPES = [
  'Custom::AuroraActivityStream',
  'Custom::EbsKey',
  'Custom::AuditActivityStream',
  'AWS::CloudFormation::CustomResource',
];

/** What stands in a handler; `isPlain` where all its conditions are of forms that we say we read. */
export function dispatcher(choose) {
  const writer = new Writer(choose);
  const routes = choose.chance(0.4) ? [writer.route('route')] : [];
  writer.routes = routes.map(({ name }) => name);
  const frame = choose.pick(['function', 'function', 'function', 'class', 'requests', 'several']);
  return {
    frame,
    routes,
    body: writer.block(3, 4),
    typeIn: choose.pick(['event', 'event', 'get', 'variable', 'variable', 'helper']),
    isPlain: writer.isPlain,
  };
}

class Writer {
  isPlain = true;
  /** What calls a function that always fails is not followed. */
  isRoute = false;
  routes = [];
  asked = new Set();
  flags = [];

  constructor({ pick, chance, some }) {
    Object.assign(this, { pick, chance, some });
  }

  /** A function that is given the type, as such or in the event. */
  route(name) {
    const by = this.pick(['event', 'type']);
    this.isRoute = true;
    const body = this.block(2, 3);
    this.isRoute = false;
    this.flags = [];
    return { name, by, body };
  }

  block(depth, most) {
    const count = 1 + Math.floor(most * (this.pick([0, 1, 2, 3]) / 4));
    const flags = [...this.flags];
    const made = Array.from({ length: count }, () => this.statement(depth));
    this.flags = flags;
    return made;
  }

  act() {
    return this.pick(['start', 'start', 'ebs', 'ebs', 'log']);
  }

  statement(depth) {
    const { pick } = this;
    const block = () => this.block(depth - 1, 2);
    const leaves = () => [
      { kind: 'act', act: this.act() },
      { kind: 'return', act: null },
    ];
    const simple = [
      () => ({ kind: 'act', act: this.act() }),
      () => ({ kind: 'return', act: pick([null, 'start', 'ebs']) }),
      () => ({ kind: 'table', ...this.table() }),
      () => ({
        kind: 'pick',
        condition: this.typeCondition(),
        one: pick(['start', 'ebs']),
        other: pick(['start', 'ebs']),
      }),
      () => ({ kind: 'short', condition: this.condition(), act: this.act() }),
      () => (this.isRoute ? { kind: 'act', act: this.act() } : { kind: 'raise' }),
    ];
    if (depth === 0) return pick(simple)();
    return pick([
      ...simple,
      () => this.if(depth),
      () => this.if(depth),
      () => this.if(depth),
      () => ({ kind: 'if', arms: [[this.condition(), leaves()]], otherwise: null }),
      () => ({ kind: 'if', arms: [[this.typeCondition(), leaves()]], otherwise: null }),
      () => ({ kind: 'match', ...this.match(depth) }),
      () => this.flag(),
      // What handles an error runs only where there may be one.
      () => ({
        kind: 'try',
        body: [{ kind: 'act', act: 'ebs' }, ...block()],
        handler: block(),
        last: this.chance(0.3) ? [{ kind: 'act', act: 'log' }] : null,
      }),
      () => ({
        kind: 'loop',
        body: [...block(), ...(this.chance(0.4) ? [{ kind: 'leave', word: pick(['break', 'continue']) }] : [])],
      }),
      () => (this.routes.length > 0 ? { kind: 'call', name: pick(this.routes) } : { kind: 'act', act: this.act() }),
    ])();
  }

  if(depth) {
    const arms = this.some([0], 3).map(() => [this.condition(), this.block(depth - 1, 2)]);
    return { kind: 'if', arms, otherwise: this.chance(0.5) ? this.block(depth - 1, 2) : null };
  }

  match(depth) {
    const cases = this.some([0], 3).map(() => ({
      types: this.some(TYPES, 2),
      body: this.block(depth - 1, 2),
      ends: this.chance(0.8),
    }));
    return { cases, otherwise: this.chance(0.6) ? this.block(depth - 1, 2) : null };
  }

  table() {
    const entries = Object.fromEntries(TYPES.filter(() => this.chance(0.7)).map((type) => [type, this.act()]));
    return {
      entries,
      form: this.pick(['inline', 'named', 'file', 'chosen', 'asked']),
      otherwise: this.pick([null, 'start', 'ebs', 'log']),
    };
  }

  flag() {
    const name = this.pick(['is_das', 'go', 'kind']);
    const condition = this.condition();
    this.flags = [...this.flags.filter((flag) => flag !== name), name];
    return { kind: 'flag', name, condition };
  }

  typeCondition() {
    const type = this.pick(TYPES);
    if (this.chance(0.06)) {
      this.isPlain = false;
      return { kind: this.pick(['pattern', 'any']), type };
    }
    return this.pick([
      () => ({ kind: 'equal', type }),
      () => ({ kind: 'equal', type }),
      () => ({ kind: 'turned', type }),
      () => ({ kind: 'unequal', type }),
      () => ({ kind: 'among', types: this.some(TYPES, 3), isNot: this.chance(0.4) }),
      () => ({ kind: 'ends', end: this.pick(['ActivityStream', 'Key', 'Resource']) }),
      () => ({ kind: 'starts', start: this.pick(['Custom::', 'AWS::', 'Custom::A']) }),
      () => ({ kind: 'holds', part: this.pick(['Stream', 'Ebs', 'Audit']) }),
      () => ({ kind: 'last', name: type.split('::').at(-1) }),
      () => ({ kind: 'lower', type }),
      () => ({ kind: 'constant', type: this.pick(TYPES.slice(0, 2)) }),
    ])();
  }

  condition(depth = 1) {
    const typed = this.chance(0.75);
    const one = typed ? this.typeCondition() : this.other();
    if (depth === 0 || this.chance(0.6)) return one;
    const other = () => this.condition(depth - 1);
    return this.pick([
      () => ({ kind: 'and', of: [one, other()] }),
      () => ({ kind: 'or', of: [one, other()] }),
      () => ({ kind: 'not', of: one }),
    ])();
  }

  /** What has nothing to do with the type; each is asked for once, so that none of them rules another out. */
  other() {
    const { pick } = this;
    const made = [
      { kind: 'request', word: pick(['Create', 'Delete']), isNot: this.chance(0.5) },
      ...['Mode', 'Other'].map((name) => ({ kind: 'property', name, value: 'async' })),
      ...this.flags.map((name) => ({ kind: 'flag', name })),
    ].filter(({ kind, name }) => !this.asked.has(name ?? kind));
    if (made.length === 0) return this.typeCondition();
    const one = pick(made);
    this.asked.add(one.name ?? one.kind);
    return one;
  }
}
