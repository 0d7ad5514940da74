import { comparable } from '../comparable-text.ts'
import type { DateFormat } from '../date-format.ts'
import { DATE_FORMATS, readDate } from '../date-format.ts'
import type { ColumnRef } from '../finding.ts'
import { headerFingerprint } from './header-fingerprint.ts'
import type { MappingInput } from './mapping.ts'

/** What a suggestion needs to know of a register's field. */
export type SuggestibleField = {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'long_text' | 'choice' | 'boolean' | 'date' | 'number' | 'list'
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly aliases?: readonly string[]
  readonly max_length?: number
}

export type SuggestedMapping = Pick<MappingInput, 'source' | 'key' | 'columns'> & {
  /** Similarity 0 to 1 per column position, for columns that were given a field. */
  readonly confidence: Readonly<Record<number, number>>
}

/** Below this similarity a column becomes a custom field: a wrong suggestion costs more than a missing one. */
const LEAST_SIMILARITY = 0.6
const COMPARED_CHARACTERS = 300

/**
 * Proposes a mapping for a file without a shipped one: by header similarity, each field at most once, the best pairs first.
 * Columns without a field become custom text fields, so that nothing is dropped. `samples` are the first rows of the file:
 * date formats are proposed from them, and where day and month cannot be told apart neither is. A person confirms it all.
 */
export function suggestMapping(
  columns: readonly ColumnRef[],
  fields: readonly SuggestibleField[],
  samples: readonly (readonly string[])[] = [],
): SuggestedMapping {
  const pairs = columns
    .flatMap((column) =>
      fields.map((field) => ({ column, field, similarity: fieldSimilarity(column.header, field) })),
    )
    .filter((pair) => pair.similarity >= LEAST_SIMILARITY)
    .sort((a, b) => b.similarity - a.similarity || a.column.position - b.column.position)
  const chosen = new Map<number, { field: SuggestibleField; similarity: number }>()
  const taken = new Set<string>()
  for (const { column, field, similarity } of pairs) {
    if (chosen.has(column.position) || taken.has(field.name)) continue
    chosen.set(column.position, { field, similarity })
    taken.add(field.name)
  }
  const customNames = new Set<string>()
  const suggested = columns.map(({ position, header }) => {
    const field = chosen.get(position)?.field
    if (field === undefined)
      return {
        position,
        header,
        custom: customName(header, position, customNames),
        parse: { kind: 'long_text' as const },
      }
    const cells = samples.map((row) => row[position - 1] ?? '')
    return { position, header, field: field.name, parse: defaultParse(field, cells) }
  })
  const keyColumn = columns.find(({ position }) => chosen.get(position)?.field.name === 'name') ?? columns[0]
  return {
    source: { columns: columns.length, header_fingerprint: headerFingerprint(columns) },
    key: {
      columns: keyColumn === undefined ? [] : [{ position: keyColumn.position, header: keyColumn.header }],
    },
    columns: suggested,
    confidence: Object.fromEntries([...chosen].map(([position, { similarity }]) => [position, similarity])),
  }
}

function defaultParse(
  field: SuggestibleField,
  cells: readonly string[],
): MappingInput['columns'][number]['parse'] {
  const length = field.max_length === undefined ? {} : { max_length: field.max_length }
  switch (field.type) {
    case 'text':
      return { kind: 'text', ...length }
    case 'long_text':
      return { kind: 'long_text', ...length }
    case 'choice':
      return { kind: 'choice', values: choiceValues(field) }
    case 'boolean':
      return { kind: 'boolean' }
    case 'date':
      return { kind: 'date', formats: likelyDateFormats(cells) }
    case 'number':
      return { kind: 'number' }
    case 'list':
      return field.choices === undefined ? { kind: 'list' } : { kind: 'list', values: choiceValues(field) }
  }
}

function choiceValues(field: SuggestibleField): Record<string, string> {
  const answers = (field.choices ?? []).flatMap(({ value, label }) =>
    [value, value.replaceAll('_', ' '), label].map((answer) => [answer, value] as const),
  )
  return Object.fromEntries(answers)
}

function likelyDateFormats(cells: readonly string[]): DateFormat[] {
  const count = (format: DateFormat) => cells.filter((cell) => readDate(cell, format) !== null).length
  const monthFirst = count('M/D/YYYY')
  const dayFirst = count('D/M/YYYY')
  return DATE_FORMATS.filter((format) => {
    if (format === 'M/D/YYYY') return monthFirst > dayFirst
    if (format === 'D/M/YYYY') return dayFirst > monthFirst
    return count(format) > 0
  })
}

function fieldSimilarity(header: string, field: SuggestibleField): number {
  const names = [field.label, field.name.replaceAll('_', ' '), ...(field.aliases ?? [])]
  return Math.max(...names.map((name) => headerSimilarity(header.slice(0, COMPARED_CHARACTERS), name)))
}

/** Dice coefficient, 0 to 1: of the words or of the letter pairs, whichever is higher (Dice 1945). */
export function headerSimilarity(a: string, b: string): number {
  return Math.max(dice(words(a), words(b)), dice(letterPairs(a), letterPairs(b)))
}

function words(text: string): Set<string> {
  return new Set(
    comparable(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  )
}

function letterPairs(text: string): Set<string> {
  const letters = [...words(text)].join(' ')
  return new Set(
    Array.from({ length: Math.max(letters.length - 1, 0) }, (_, index) => letters.slice(index, index + 2)),
  )
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((item) => b.has(item)).length
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size)
}

function customName(header: string, position: number, taken: Set<string>): string {
  const slug = [...words(header.normalize('NFKD').replace(/\p{M}/gu, ''))]
    .join('_')
    .replace(/[^a-z0-9_]/g, '')
  const name =
    slug
      .replace(/^[^a-z]+/, '')
      .slice(0, 50)
      .replace(/_+$/, '') || 'column'
  let free = name
  for (let suffix = position; taken.has(free); suffix += 1) free = `${name}_${suffix}`
  taken.add(free)
  return free
}
