// What Stryker's report says, in lines: the score of each room, and the changes that no test noticed.
import { diffArrays } from 'diff';

/** Statuses that count as noticed, and as not noticed; the others do not count. */
const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

const roomOf = (file) => file.split('/')[1];

function tally(mutants) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const [noticed, missed] = [count(...NOTICED), count(...MISSED)];
  const score = ((100 * noticed) / Math.max(1, noticed + missed)).toFixed(1);
  return {
    mutants: noticed + missed,
    killed: count('Killed'),
    timeout: count('Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
    score,
  };
}

const row = (name, { mutants, killed, timeout, survived, uncovered, score }) =>
  `| ${[name, mutants, killed, timeout, survived, uncovered, `${score} %`].join(' | ')} |`;

/** The text that a change replaced, on one line. */
function replacedText(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = lines[last].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.map((line) => line.trim()).join(' ');
}

const short = (text) => (text.length > 90 ? `${text.slice(0, 87)}...` : text);

/** All changes of a part; what no test reaches is reported in whole, whatever the part. */
function mutantsIn({ files }, part, parts) {
  return Object.entries(files)
    .flatMap(([file, { source, mutants }]) => mutants.map((mutant) => ({ ...mutant, file, source })))
    .filter(({ id }) => Number(id) % parts === part - 1);
}

/** What tells a change from all others of a tree: where it stands (lines and columns from 1) and what it puts there. */
export function nameOf(file, { start, end }, replacement) {
  return `${file}:${start.line}:${start.column}-${end.line}:${end.column} ${replacement}`;
}

/** The line that each line of an earlier text is now, from 1; lines that are gone or others have none. */
function linesNow(before, now) {
  const found = new Map();
  let [old, own] = [1, 1];
  for (const { added, removed, count } of diffArrays(before.split('\n'), now.split('\n'))) {
    if (!added && !removed) for (let line = 0; line < count; line++) found.set(old + line, own + line);
    if (!added) old += count;
    if (!removed) own += count;
  }
  return found;
}

/**
 * The changes of a part of an earlier run to be tried again, since they were missed or timed out, by their names in the
 * present sources; and how many stand in lines that are not there any more.
 */
export function toTryAgain(report, part, parts, sourceOf) {
  const lines = new Map(
    Object.entries(report.files).map(([file, { source }]) => [file, linesNow(source, sourceOf(file))]),
  );
  const names = mutantsIn(report, part, parts)
    .filter(({ status }) => MISSED.includes(status) || status === 'Timeout')
    .map(({ file, location: { start, end }, replacement }) => {
      const [first, last] = [lines.get(file).get(start.line), lines.get(file).get(end.line)];
      if (first === undefined || last === undefined || last - first !== end.line - start.line) return null;
      return nameOf(file, { start: { ...start, line: first }, end: { ...end, line: last } }, replacement);
    });
  return { names: names.filter((name) => name !== null), gone: names.filter((name) => name === null).length };
}

/** Prints a table of scores and a line for each change that was missed, of the part that was run, or of those tried again. */
export function printReport(report, part, parts, again) {
  const isAgain = ({ file, location, replacement }) => again.includes(nameOf(file, location, replacement));
  const all = again === null ? mutantsIn(report, part, parts) : mutantsIn(report, 1, 1).filter(isAgain);
  const rooms = [...new Set(all.map(({ file }) => roomOf(file)))].sort();
  console.log(
    '| room | mutants | killed | timed out | survived | not covered | score |\n|---|---|---|---|---|---|---|',
  );
  for (const room of rooms) console.log(row(room, tally(all.filter(({ file }) => roomOf(file) === room))));
  console.log(row('all', tally(all)));
  for (const { file, source, location, mutatorName, replacement, status, static: isStatic } of all) {
    if (!MISSED.includes(status)) continue;
    const about = `${status}${isStatic ? ', static' : ''}`;
    const change = `${short(replacedText(source, location))} => ${short((replacement ?? '').replace(/\s+/g, ' '))}`;
    console.log(`${file}:${location.start.line} ${mutatorName} (${about}): ${change}`);
  }
}
