import { z } from 'zod';
import { bookSchema } from './schema.ts';

/** book.yaml as JSON Schema 2020-12, `kanben/schema.json`: what editors complete and check by. */
export function bookJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(bookSchema, { target: 'draft-2020-12', io: 'input' });
  return { $schema, title: 'book.yaml', description: '刊本的书稿设置 / settings of a kanben manuscript', ...schema };
}
