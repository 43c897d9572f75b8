/** A line of a step's output that the runner acts on. */
export interface WorkflowCommand {
  /** Such as `error`, `warning`, `notice`, `debug`, `add-mask`, `group`, `stop-commands`. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface Annotation extends WorkflowCommand {
  readonly name: 'error' | 'warning' | 'notice';
  /** False when the runner drops it: it keeps ten of each kind a step. */
  readonly kept: boolean;
}

/** Annotations of each kind that the runner keeps of one step, and the characters of a message. */
const MAX_ANNOTATIONS = 10;
const MAX_MESSAGE = 4096;

/** Reads standard output as the runner does: `::name props::message` at the start of a line, `##[name props]message` anywhere. */
export function readCommands(output: string): WorkflowCommand[] {
  return output.split(/\r\n|\n|\r/).flatMap((line) => {
    const current = /^\s*::([\w-]+)(?: +(.*?))?::(.*)$/.exec(line);
    const found = current ?? /##\[([\w-]+)(?: +(.*?))?\](.*)$/.exec(line);
    if (found === null) return [];
    const [, name = '', properties = '', message = ''] = found;
    return [
      {
        name: name.toLowerCase(),
        properties: readProperties(properties, current === null ? ';' : ','),
        message: decode(message),
      },
    ];
  });
}

/** The annotations among commands, with what the runner does to too many and too long ones. */
export function annotationsOf(commands: readonly WorkflowCommand[]): Annotation[] {
  const counts = { error: 0, warning: 0, notice: 0 };
  return commands.flatMap(({ name, properties, message }) => {
    if (name !== 'error' && name !== 'warning' && name !== 'notice') return [];
    counts[name] += 1;
    return [{ name, properties, message: message.slice(0, MAX_MESSAGE), kept: counts[name] <= MAX_ANNOTATIONS }];
  });
}

/** Reads a file of GITHUB_OUTPUT's format: `name=value`, or `name<<END` with lines until `END`. Throws when it is broken. */
export function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const heredoc = /^([^=]*?)<<(.+)$/.exec(line);
    if (heredoc === null) {
      const equals = line.indexOf('=');
      if (equals < 1) throw new Error(`Invalid format '${line}'`);
      outputs[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const end = lines.indexOf(heredoc[2] ?? '', at + 1);
    if (end === -1) throw new Error(`Matching delimiter not found '${heredoc[2]}'`);
    outputs[heredoc[1] ?? ''] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}

function readProperties(text: string, separator: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(separator)
      .map((pair) => pair.split(/=(.*)/s))
      .filter(([name]) => name !== undefined && name.trim() !== '')
      .map(([name = '', value = '']) => [name.trim(), decode(value.replaceAll('%3A', ':').replaceAll('%2C', ','))]),
  );
}

function decode(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
