import { z } from 'zod';

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: string | number;
  readonly additionalProperties?: Schema | boolean;
}

/** A shape in the notation of the reference: `[{name, lead: text | null, state: "active" | "ended"}]`. */
export function describeShape(shape: z.ZodType): string {
  return describe(z.toJSONSchema(shape) as Schema);
}

function describe(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(describe).join(' | ');
  if (schema.items) return `[${describe(schema.items)}]`;
  if (schema.properties) return describeObject(schema);
  if (typeof schema.additionalProperties === 'object')
    return `{键: ${describe(schema.additionalProperties)}}`;
  return String(schema.type ?? '任意');
}

function describeObject(schema: Schema): string {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([key, value]) => `${key}${required.has(key) ? '' : '?'}: ${describe(value)}`,
  );
  // A shape that may grow keys says so.
  const isOpen = schema.additionalProperties !== false;
  return `{${[...fields, ...(isOpen ? ['…'] : [])].join(', ')}}`;
}
