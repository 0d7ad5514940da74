import type { Field } from '../../../kernel/register/field.ts'

/** What an input that a value is typed into has to know of its field: the kind of input, and its limits. */
export function typedInput(declared: Field) {
  switch (declared.kind) {
    case 'date':
      return { type: 'date' }
    case 'integer':
      return { type: 'number', min: declared.min, max: declared.max }
    case 'text':
      return { type: 'text', maxLength: declared.max }
    default:
      return { type: 'text' }
  }
}
