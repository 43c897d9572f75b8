// Runs @aws/cloudformation-validate over the files named, one line of JSON for each: its errors, or {panic}.
// After a panic the engine's memory is not to be trusted, so the process stops; the caller starts another for the rest.
import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';

const engine = new CelEngine();

function judge(path) {
  const { diagnostics } = engine.validateStandard(new TemplateFile(path), {});
  return diagnostics
    .filter(({ severity }) => severity === 'ERROR' || severity === 'FATAL')
    .map(({ ruleId, entity, message }) => ({ rule: ruleId, resource: entity?.logicalId ?? '', message }));
}

for (const path of process.argv.slice(2)) {
  try {
    console.log(JSON.stringify({ path, findings: judge(path) }));
  } catch (error) {
    console.log(JSON.stringify({ path, panic: String(error) }));
    process.exit(0);
  }
}
