// Stands in for `@jest/globals` where tests run without jest: collects them instead of running them. `expect` is jest's.
import { format } from 'node:util';
import { expect as expectOfJest } from 'expect';

export const expect = expectOfJest;

/** The tests that were collected, by a name that is theirs alone. @type {Map<string, () => unknown>} */
export const collected = new Map();

/** @type {string[]} */
let around = [];

/** Puts a file's name before those of the tests that it brings. @param {string} file */
export function startFile(file) {
  around = [file];
}

function add(name, run) {
  const full = [...around, name].join(' > ');
  let unique = full;
  for (let count = 2; collected.has(unique); count += 1) unique = `${full} (${count})`;
  collected.set(unique, run);
}

function group(name, define) {
  const before = around;
  around = [...around, name];
  define();
  around = before;
}

const titleOf = (title, row) => (/%[sdijo]/.test(title) ? format(title, ...row).split('\n')[0] : title);

/** `add` or `group` for each row of a table. */
const each = (one) => (table) => (title, run) => {
  for (const row of table) {
    const values = Array.isArray(row) ? row : [row];
    one(titleOf(title, values), () => run(...values));
  }
};

const nothing = Object.assign(() => {}, { each: () => () => {} });

export const test = Object.assign(add, { each: each(add), skip: nothing });
export const it = test;
export const describe = Object.assign(group, { each: each(group), skip: nothing });
