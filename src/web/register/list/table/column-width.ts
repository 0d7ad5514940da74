import type { Field, FieldKind } from '../../../../kernel/register/field.ts'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { choiceOf, labelOf, stateOf } from '../../../messages/words.ts'

/** How narrow a column may be, how wide it becomes before others share the rest, and its share of that, in parts. */
interface Width {
  readonly least: number
  readonly most?: number
  readonly share?: number
}

const widths: Readonly<Record<FieldKind, Width>> = {
  text: { least: 112, share: 2 },
  long_text: { least: 160, share: 4 },
  choice: { least: 104, most: 176 },
  choices: { least: 136, share: 2 },
  boolean: { least: 72 },
  integer: { least: 72 },
  date: { least: 108 },
  list: { least: 128, share: 2 },
  person: { least: 136, most: 152 },
  record: { least: 128, share: 3 },
}

const title: Width = { least: 200, share: 6 }

/** A letter of the list's type is about so wide; a cell has so much space beside its text, a state its mark too. */
const letter = { text: 7, head: 6.5 } as const
const beside = { text: 16, mark: 36, figures: 24 } as const

const widthOfWords = (words: readonly string[], space: number): number =>
  Math.ceil(Math.max(0, ...words.map((one) => one.length)) * letter.text) + space

/** A state is never cut off: its column is as wide as the longest of its words. */
const widthOfState = (register: AnyRegister): number =>
  widthOfWords(
    Object.keys(register.lifecycle.states).map((one) => stateOf(register.name, one)),
    beside.mark,
  )

const widthOfHead = (register: AnyRegister, key: string, space: number): number =>
  Math.ceil(labelOf(register, key).length * letter.head) + space
/** The box before a row, and the space before a row without one; the title's own padding follows. */
const lead = { select: 36, none: 12 } as const

function widthOf(register: AnyRegister, key: string, field: Field | undefined): Width {
  if (key === register.title) return title
  const head = widthOfHead(register, key, field?.kind === 'integer' ? beside.figures : beside.text)
  if (key === 'state') return { least: Math.max(widthOfState(register), head) }
  const { least, most, share } = widths[field?.kind ?? 'text']
  if (field?.kind === 'choice' && most !== undefined) {
    const words = field.values.map((one) => choiceOf(register, key, one))
    const needed = widthOfWords(words, field.ramp ? beside.mark : beside.text)
    return { least: Math.max(least, head), most: Math.min(most, needed) }
  }
  return { least: Math.max(least, head), ...(most ? { most } : {}), ...(share ? { share } : {}) }
}

/** What grows to a measure of its own does so first; the shares divide what is left after that. */
function trackOf({ least, most = 0, share }: Width): string {
  if (share !== undefined) return `minmax(${least}px, ${share}fr)`
  return most > least ? `minmax(${least}px, ${most}px)` : `${least}px`
}

/** The grid of a list: the tracks of its columns, and the width below which it scrolls sideways. */
export function gridOf(
  register: AnyRegister,
  columns: readonly string[],
  selectable: boolean,
): { readonly tracks: string; readonly width: number } {
  const fields = listFields(register)
  const all = columns.map((key) => widthOf(register, key, fields[key]))
  const first = selectable ? lead.select : lead.none
  return {
    tracks: [`${first}px`, ...all.map(trackOf)].join(' '),
    width: all.reduce((sum, { least }) => sum + least, first + 16),
  }
}
