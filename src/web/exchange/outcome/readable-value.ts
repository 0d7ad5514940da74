import type { Field } from '../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { valueText } from '../../register/value/value.tsx'

/** A value of a dry run as words; nothing for one that is not known. References are told by their path. */
export function readableValue(
  register: AnyRegister,
  name: string,
  declared: Field | undefined,
  value: unknown,
): string[] {
  if (value === null || value === undefined || value === '') return []
  const reference = declared?.kind === 'record' || declared?.kind === 'person'
  if (!declared || reference) return [Array.isArray(value) ? value.join(', ') : String(value)]
  return [valueText(register, name, declared, value)]
}
