import { z } from 'zod'
import { definePackKind, idSchema, refer, referToRecordTypes, textSchema } from './kind.ts'

const tagged = z.array(z.strictObject({ id: idSchema, title: textSchema }))

/** NIST AI RMF: functions, categories, subcategories, tags and a maturity scale. */
export const nistAiRmf = definePackKind({
  collections: {
    functions: ['function', z.array(z.strictObject({ id: idSchema, intent: textSchema }))],
    categories: [
      'category',
      z.array(z.strictObject({ id: idSchema, function_id: idSchema, intent: textSchema })),
    ],
    subcategories: [
      'subcategory',
      z.array(
        z.strictObject({ id: idSchema, category_id: idSchema, outcome: textSchema, record_type: idSchema }),
      ),
    ],
    characteristics: ['characteristic', tagged],
    generative_risk_tags: ['generative_risk_tag', tagged],
    maturity_levels: [
      'maturity_level',
      z.array(z.strictObject({ id: idSchema, level: z.int().min(0).max(5), title: textSchema })),
    ],
  },
  references: (content) => [
    ...refer(
      'categories',
      content.categories,
      'function_id',
      (c) => c.function_id,
      'nist_ai_rmf',
      'functions',
    ),
    ...refer(
      'subcategories',
      content.subcategories,
      'category_id',
      (s) => s.category_id,
      'nist_ai_rmf',
      'categories',
    ),
    ...referToRecordTypes('subcategories', content.subcategories, (s) => s.record_type),
  ],
})
