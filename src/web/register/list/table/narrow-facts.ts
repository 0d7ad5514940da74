import type { Field, FieldKind } from '../../../../kernel/register/field.ts'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import type { Row } from '../../row.ts'
import { isDecision, isUnknown } from '../../value/value.tsx'
import { fieldOfSort } from '../state/list-state.ts'

/** A number, a yes or a day says nothing without the head of its column. */
const needsHead: ReadonlySet<FieldKind> = new Set(['integer', 'boolean', 'date'])

/** Figures alone, such as the number of an edition, say as little. */
const isFigures = (value: unknown) => typeof value === 'string' && !/\p{L}/u.test(value)

/** Whether a value is understood only with the name of its field beside it. */
export const isHeaded = (declared: Field, value: unknown): boolean =>
  !isDecision(declared) && (needsHead.has(declared.kind) || (declared.kind === 'text' && isFigures(value)))

/** So much fits a phone's line. */
const atMost = 3

/**
 * What a record says below its title on a phone: its state, its step of a ramp, the day that its register is sorted by,
 * what was decided, and as much else that is known as fits. Only the last one may be of any length, and a text of
 * several lines stands there only when there is nothing else.
 */
export function narrowFacts(register: AnyRegister, row: Row, columns: readonly string[]): string[] {
  const fields = listFields(register)
  const told = columns.filter((key) => key !== register.title)
  const known = told.filter((key) => !isUnknown(row[key]))
  // When a record was touched is kept of every one, and says the least.
  const sort = fieldOfSort(register.list.sort)
  const first = [
    known.find((key) => key === 'state'),
    known.findLast((key) => fields[key]?.ramp),
    known.find((key) => key === sort && register.fields[key]?.kind === 'date'),
    told.find((key) => fields[key] && isDecision(fields[key])),
  ].filter((key) => key !== undefined)
  const kindOf = (key: string): FieldKind => fields[key]?.kind ?? 'text'
  const rest = known.filter((key) => key !== 'state' && !fields[key]?.ramp && !needsHead.has(kindOf(key)))
  const isLong = (key: string) => kindOf(key) === 'long_text'
  const [other, ...others] = [...rest.filter((key) => !isLong(key)), ...rest.filter(isLong)]
  const isShort = (key: string) => kindOf(key) === 'choice'
  const beside = others.find((key) => other !== undefined && (isShort(other) ? !isLong(key) : isShort(key)))
  const pair = [other, beside].filter((key) => key !== undefined)
  const room = atMost - first.length
  const added = pair.slice(0, Math.max(room, 0)).sort((a, b) => Number(isShort(b)) - Number(isShort(a)))
  return [...first, ...added].slice(0, atMost)
}
