import type { ProgramLanguage } from './nodes.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import type { CallExpression, Statement } from './tree.ts';
import { type Arguments, givenThing, type Thing, type Value } from './values.ts';

/** A file of a program. */
export interface ProgramFile {
  /** Without folder and ending; empty for the one that is run first. */
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** A program, and what is asked of it. */
export interface Program {
  readonly language: ProgramLanguage;
  /** The first is run. */
  readonly files: readonly ProgramFile[];
  /** Whether a module is a library, as opposed to code of the program that is not in sight. */
  readonly isLibrary: (module: string) => boolean;
  /** The functions of libraries that are watched for, by name. */
  readonly watched: ReadonlySet<string>;
}

/** A program while it is run. */
export class Machine {
  readonly program: Program;
  readonly run: Run;
  /** The calls that are watched for, in turn. */
  readonly onCall: (machine: Machine, given: Arguments) => void;
  /** The variables of the function, one object for the whole program. */
  readonly environment: Thing = givenThing({ of: 'variable', path: [] });
  /** The files that were run, with what each makes. */
  readonly loaded = new Map<ProgramFile, Scope>();
  /** Where calls that are watched for came to be made. */
  readonly reached = new Set<CallExpression>();
  /** Functions that a decorator may hand to something that calls them with the event. */
  readonly registered: Value[] = [];

  constructor(program: Program, run: Run, onCall: (machine: Machine, given: Arguments) => void) {
    this.program = program;
    this.run = run;
    this.onCall = onCall;
  }

  get isPython(): boolean {
    return this.program.language === 'python';
  }
}

export function argumentsOf(items: readonly Value[]): Arguments {
  return { items, isOpen: false, named: new Map(), spread: [] };
}
