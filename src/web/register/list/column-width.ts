import type { Field, FieldKind } from '../../../kernel/register/field.ts'
import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { labelOf, stateOf } from '../../messages/words.ts'

/** Narrowest and share of what is left, in pixels and parts. */
const widths: Readonly<Record<FieldKind, readonly [number, number]>> = {
  text: [112, 1],
  long_text: [160, 2],
  choice: [104, 0.5],
  choices: [136, 1],
  boolean: [72, 0],
  integer: [72, 0],
  date: [108, 0],
  list: [128, 1],
  person: [136, 0.6],
  record: [128, 1],
}

const title: readonly [number, number] = [200, 3]

/** A letter of the list's type is about so wide; a cell has so much space beside its text, a state its mark too. */
const letter = { text: 7, head: 6.5 } as const
const beside = { text: 16, mark: 36 } as const

/** A state is never cut off: its column is as wide as the longest of its words. */
const widthOfState = (register: AnyRegister): number => {
  const words = Object.keys(register.lifecycle.states).map((one) => stateOf(register.name, one).length)
  return Math.ceil(Math.max(...words) * letter.text) + beside.mark
}

const widthOfHead = (register: AnyRegister, key: string): number =>
  Math.ceil(labelOf(register, key).length * letter.head) + beside.text
export const selectWidth = 40

const widthOf = (register: AnyRegister, key: string, field: Field | undefined): readonly [number, number] => {
  if (key === register.title) return title
  const head = widthOfHead(register, key)
  if (key === 'state') return [Math.max(widthOfState(register), head), 0]
  const [least, share] = widths[field?.kind ?? 'text']
  return [Math.max(least, head), share]
}

/** The grid of a list: the tracks of its columns, and the width below which it scrolls sideways. */
export function gridOf(
  register: AnyRegister,
  columns: readonly string[],
  selectable: boolean,
): { readonly tracks: string; readonly width: number } {
  const fields = listFields(register)
  const all = columns.map((key) => widthOf(register, key, fields[key]))
  const first = selectable ? selectWidth : 16
  const tracks = all.map(([least, share]) => (share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`))
  return {
    tracks: [`${first}px`, ...tracks].join(' '),
    width: all.reduce((sum, [least]) => sum + least, first + 16),
  }
}
