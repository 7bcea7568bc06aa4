import { z } from 'zod';
import type { ExitCode } from '../../cli/command.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { policySchema } from '../../policy/schema.ts';

/** The JSON Schema of policy files, for editors that complete and check YAML by one. */
export async function run(context: Context): Promise<ExitCode> {
  context.stdout.write(renderJson(z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' })));
  return 0;
}
