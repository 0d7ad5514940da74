import type { Field } from '../../../kernel/register/field.ts'
import type { FieldValue } from '../../../kernel/tabular/mapping/mapping.ts'

const range = (from: number, to: number) => `${String.fromCharCode(from)}-${String.fromCharCode(to)}`
/** As `\p{Cc}`, which takes several times as long, and what turns the direction of text around it. */
const control = new RegExp(
  `[${range(0, 31)}${range(127, 159)}${range(0x202a, 0x202e)}${range(0x2066, 0x2069)}]`,
)
const seen = /[!-~]/
/** The same but tab, line feed and carriage return. */
const controlButLines = new RegExp(`[${range(0, 8)}${range(11, 12)}${range(14, 31)}${range(127, 159)}]`)
const plainDate = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/

/**
 * Whether a value certainly suits a field: a quick yes for the millions of ordinary cells of an import. False is
 * no verdict: the register's own schema decides then, and it alone names what is wrong.
 */
export function certainlyAllowed(field: Field, value: FieldValue): boolean {
  if (value === null) return !field.required
  switch (field.kind) {
    case 'text':
      return (
        typeof value === 'string' &&
        value.length > 0 &&
        value.length <= field.max &&
        !control.test(value) &&
        seen.test(value) &&
        value.trim() === value
      )
    case 'long_text':
      return typeof value === 'string' && value.length <= field.max && !controlButLines.test(value)
    case 'choice':
      return typeof value === 'string' && field.values.includes(value)
    case 'choices':
      return (
        Array.isArray(value) &&
        value.every((one) => field.values.includes(one)) &&
        new Set(value).size === value.length
      )
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && plainDate.test(value)
    default:
      return false
  }
}
