import { z } from 'zod';

/** The same object with every key optional, at all depths of objects, and nothing filled in: what overrides it. */
export function someKeys(schema: z.ZodObject): z.ZodObject {
  const shape = Object.entries(schema.shape).map(([key, value]) => {
    const inner = bare(value as z.ZodType);
    const loose = inner instanceof z.ZodObject ? someKeys(inner) : inner;
    const { description = '' } = value as z.ZodType;
    return [key, loose.optional().describe(description)];
  });
  return z.strictObject(Object.fromEntries(shape));
}

/** Without what makes it optional or fills in a default. */
function bare(schema: z.ZodType): z.ZodType {
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wraps ? bare(schema.unwrap() as z.ZodType) : schema;
}
