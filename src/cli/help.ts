/** Exit statuses and examples: what stands below the options in each command's help. */

export const MAIN_HELP = `
Exit status:
  0  nothing found that counts
  1  something found
  2  it could not run; one line on standard error says what to do

Examples:
  das-grant-guard check
  das-grant-guard fix stack.yaml
  das-grant-guard explain missing-grant
`;

export const CHECK_HELP = `
A folder is searched for templates by content; .gitignore holds below it.

CreateGrant is granted under the conditions via-service and
grant-is-for-aws-resource; --grant-conditions takes one, both or none of them.

Exit status:
  0  nothing at or above --fail-on, and nothing left unread
  1  something at or above --fail-on, or a file was not read that matters
  2  it could not run: bad option, a named file that can not be read or parsed

Examples:
  das-grant-guard check stack.yaml
  das-grant-guard check --fail-on warning --region eu-west-1 templates
  das-grant-guard check --format patch stack.yaml | git apply
`;

export const REVIEW_HELP = `
Only what the change brings in counts; --fail-on-existing counts the rest too.
Templates are told by their names, as in the Action, and the settings of the
base hold. Paths count from the top folder of the repository.

CreateGrant is granted under the conditions via-service and
grant-is-for-aws-resource; --grant-conditions takes one, both or none of them.

Exit status:
  0  nothing new at or above --fail-on, and nothing left unread
  1  something new at or above --fail-on, or a file was not read that matters
  2  it could not run: bad option, no such ref, no git repository

Examples:
  das-grant-guard review --base main
  das-grant-guard review --base origin/main --head HEAD --format markdown
  das-grant-guard review --base main --format patch |
    git -C "$(git rev-parse --show-toplevel)" apply
`;

export const FIX_HELP = `
Only patches that were proven are written; what needs a person is listed.

CreateGrant is granted under the conditions via-service and
grant-is-for-aws-resource; --grant-conditions takes one, both or none of them.

Exit status:
  0  no error is left
  1  an error is left that needs a person
  2  it could not run: bad option, a file that can not be read or written

Examples:
  das-grant-guard fix stack.yaml
  das-grant-guard fix --dry-run templates | git apply
  das-grant-guard fix --grant-conditions none stack.yaml
`;

export const EXPLAIN_HELP = `
Rules:
  missing-grant       the role's policies do not allow an action on the key
  unusable-grant      a statement was meant to allow it and can not apply
  denied-grant        a Deny or a permissions boundary takes it away
  key-policy-closed   the key policy neither delegates nor admits the role
  unsuitable-key      no stream can use this key
  broad-grant         access comes only from something wider than this key
  key-policy-only     it works, but only by the key policy
  policy-race         nothing orders the policy before the custom resource
  unresolved          it can not be decided from the templates

Exit status:
  0  the page was printed
  2  there is no such rule

Examples:
  das-grant-guard explain missing-grant
  das-grant-guard explain broad-grant | less
  das-grant-guard explain unresolved
`;

export const DEMO_HELP = `
It needs git, writes below the system's temporary folder alone, deletes what it
wrote, and connects to nothing but this machine.

Exit status:
  0  the story went as told
  1  it did not; the last lines say what differed
  2  it could not run: no git, a port that is taken, no built Action

Examples:
  das-grant-guard demo
  das-grant-guard demo --serve
  das-grant-guard demo --serve --port 8080
`;
