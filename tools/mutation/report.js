// What Stryker's report says, in lines: the score of each room, and the changes that no test noticed.

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

/** The ids of the changes of a part that were missed. */
export function missedIn(report, part, parts) {
  return mutantsIn(report, part, parts).flatMap(({ id, status }) => (MISSED.includes(status) ? [id] : []));
}

/** Prints a table of scores and a line for each change that was missed, of the part that was run (of `again`, if any). */
export function printReport(report, part, parts, again) {
  const all = mutantsIn(report, part, parts).filter(({ id }) => again === null || again.includes(id));
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
