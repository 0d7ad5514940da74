import type { Field, FieldKind } from '../../../kernel/register/field.ts'
import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'

/** Narrowest and share of what is left, in pixels and parts. */
const widths: Readonly<Record<FieldKind, readonly [number, number]>> = {
  text: [128, 1],
  long_text: [200, 2],
  choice: [124, 0.5],
  choices: [176, 1],
  boolean: [72, 0],
  integer: [80, 0],
  date: [104, 0],
  list: [160, 1],
  person: [152, 0.6],
  record: [152, 1],
}

const title: readonly [number, number] = [240, 3]
const state: readonly [number, number] = [112, 0]
export const selectWidth = 40

const widthOf = (register: AnyRegister, key: string, field: Field | undefined): readonly [number, number] => {
  if (key === register.title) return title
  if (key === 'state') return state
  return widths[field?.kind ?? 'text']
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
