/**
 * The inputs that a workflow set, by their names in action.yml: the runner hands `fail-on` over as INPUT_FAIL-ON, and
 * one with a default that nobody set comes with that default.
 */
export function inputsOf(environment: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, text] of Object.entries(environment)) {
    if (name.startsWith('INPUT_') && text !== undefined) found.set(name.slice('INPUT_'.length).toLowerCase(), text);
  }
  return found;
}

/** The path of the workflow file that runs us, from GITHUB_WORKFLOW_REF; null when it is of another repository. */
export function workflowPath(environment: Readonly<Record<string, string | undefined>>): string | null {
  const { GITHUB_WORKFLOW_REF: workflow = '', GITHUB_REPOSITORY: repository = '' } = environment;
  const [whole = ''] = workflow.split('@', 1);
  return whole.startsWith(`${repository}/`) ? whole.slice(repository.length + 1) : null;
}
