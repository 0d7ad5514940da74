import type { ImportMapping } from '../../../kernel/register/exchange.ts'
import type { Field } from '../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'

export type ColumnRef = ImportMapping['key']['columns'][number]
export type MappedColumn = ImportMapping['columns'][number]
export type Parse = MappedColumn['parse']
type PathLevel = NonNullable<ImportMapping['paths'][string]>[number]

/** What one column of a file fills. A column may fill several. */
export type Target =
  | { readonly kind: 'field' | 'custom'; readonly name: string; readonly parse: Parse; readonly at: number }
  | { readonly kind: 'path'; readonly name: string }

/** What a person may choose for a column. */
export type Chosen = { readonly field: string } | 'custom' | 'none'

const readsFrom = ({ title, attributes }: PathLevel, position: number): boolean =>
  title.position === position ||
  Object.values(attributes).some((source) => 'column' in source && source.column.position === position)

/** Everything a column fills, in the order of the mapping. */
export function targetsOf(mapping: ImportMapping, position: number): Target[] {
  const plain = mapping.columns.flatMap((column, at): Target[] =>
    column.position === position
      ? [
          'field' in column
            ? { kind: 'field', name: column.field, parse: column.parse, at }
            : { kind: 'custom', name: column.custom, parse: column.parse, at },
        ]
      : [],
  )
  const paths = Object.entries(mapping.paths).flatMap(([name, levels]): Target[] =>
    levels.some((level) => readsFrom(level, position)) ? [{ kind: 'path', name }] : [],
  )
  return [...plain, ...paths]
}

const longestName = 63

/** A header as the name of a custom field, unlike any that is taken. */
export function customName(header: string, taken: ReadonlySet<string>): string {
  const words = header
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 40)
  const stem = words === '' ? 'column' : words
  let name = stem
  for (let at = 2; taken.has(name); at += 1) name = `${stem}_${at}`
  return name
}

/** How the cells of a column are read for a field, until somebody says otherwise. */
export function usualParse(field: Field, labels: Readonly<Record<string, string>>): Parse {
  const values = Object.fromEntries(
    field.values.flatMap((value) => [
      [value, value],
      [labels[value] ?? value, value],
    ]),
  )
  const longest = field.max > 0 ? { max_length: field.max } : {}
  switch (field.kind) {
    case 'long_text':
      return { kind: 'long_text', ...longest }
    case 'choice':
      return { kind: 'choice', values, starts_with: {}, on_unknown: 'null' }
    case 'choices':
      return { kind: 'list', separators: [',', ';', '\n'], values, on_unknown: 'null', empty_words: ['none'] }
    case 'list':
      return { kind: 'list', separators: [',', ';', '\n'], on_unknown: 'null', empty_words: ['none'] }
    case 'boolean':
      return {
        kind: 'boolean',
        true_words: ['yes', 'true', 'y', '1'],
        false_words: ['no', 'false', 'n', '0'],
      }
    case 'integer':
      return { kind: 'number', decimal: '.', group: '' }
    case 'date':
      return {
        kind: 'date',
        formats: ['YYYY-MM-DD', 'YYYY/M/D', 'D.M.YYYY', 'D MMM YYYY', 'MMM D, YYYY', 'D/M/YYYY'],
      }
    default:
      return { kind: 'text', line_break: ' ', ...longest }
  }
}

/** A mapping that was changed here gets a name of its own, so that it does not pass for the one it came from. */
function asChanged(mapping: ImportMapping): ImportMapping {
  const suffix = '-changed'
  if (mapping.name.endsWith(suffix)) return mapping
  return { ...mapping, name: `${mapping.name.slice(0, longestName - suffix.length)}${suffix}` }
}

const withoutPath = (paths: ImportMapping['paths'], goes: (name: string, levels: PathLevel[]) => boolean) =>
  Object.fromEntries(Object.entries(paths).filter(([name, levels]) => !goes(name, levels)))

/**
 * The mapping with one column filling something else. Whatever filled the chosen field before no longer does, and a
 * path that read the column is gone.
 */
export function withTarget(
  register: AnyRegister,
  mapping: ImportMapping,
  column: ColumnRef,
  chosen: Chosen,
  labels: Readonly<Record<string, string>>,
): ImportMapping {
  const { position, header } = column
  const field = typeof chosen === 'object' ? chosen.field : null
  const kept = mapping.columns.filter(
    (one) => one.position !== position && !('field' in one && one.field === field),
  )
  const base = { position, header, fallback: false }
  const declared = field === null ? undefined : register.fields[field]
  const taken = new Set(kept.flatMap((one) => ('custom' in one ? [one.custom] : [])))
  const added: MappedColumn[] =
    field !== null && declared
      ? [{ ...base, required: field === register.title, field, parse: usualParse(declared, labels) }]
      : chosen === 'custom'
        ? [
            {
              ...base,
              required: false,
              custom: customName(header, taken),
              parse: { kind: 'long_text', max_length: 20_000 },
            },
          ]
        : []
  return asChanged({
    ...mapping,
    columns: [...kept, ...added].sort((a, b) => a.position - b.position),
    paths: withoutPath(
      mapping.paths,
      (name, levels) => name === field || levels.some((level) => readsFrom(level, position)),
    ),
  })
}

/** The mapping with the cells of one of its columns read in another way. */
export const withParse = (mapping: ImportMapping, at: number, parse: Parse): ImportMapping =>
  asChanged({
    ...mapping,
    columns: mapping.columns.map((column, index) => (index === at ? { ...column, parse } : column)),
  })

/** The mapping with other columns telling its rows apart; at least one always does. */
export const withKey = (mapping: ImportMapping, columns: readonly ColumnRef[]): ImportMapping =>
  columns.length === 0 ? mapping : asChanged({ ...mapping, key: { columns: [...columns] } })
