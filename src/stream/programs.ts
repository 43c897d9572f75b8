const PROGRAMS =
  /subprocess|\bos\s{0,9}\.\s{0,9}(?:system|popen|exec|spawn|posix_spawn)|\bfrom\s{1,9}os\s{1,9}import\b[^\n]{0,200}\b(?:system|popen|exec|spawn|posix_spawn)|\b(?:child_process|execSync|spawnSync)\b/;
const MODULE = /['"](?:node:)?child_process['"]/g;

/**
 * Whether code runs other programs, which may call anything. `code` has its comments and the insides of its strings
 * blanked, `text` not.
 */
export function runsPrograms(text: string, code: string): boolean {
  return PROGRAMS.test(code) || [...text.matchAll(MODULE)].some(({ index, 0: quoted }) => code[index] === quoted[0]);
}
