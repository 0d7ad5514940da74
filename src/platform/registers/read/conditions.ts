import { type RawBuilder, sql } from 'kysely'
import type { Reach } from '../../../kernel/access/role.ts'
import { type Filter, listFields, myself, noValue, parseFilters } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { beginOf } from '../../work/today.ts'
import { column } from './source.ts'

interface Viewer {
  readonly reach: Reach
  /** Without a person nobody owns anything: the installation itself acts. */
  readonly actor: { readonly person_id: string | null }
}

const isTime = (field: string) => field === 'created_at' || field === 'updated_at'
/** Matches the words literally: what the person typed is never a pattern. */
const literal = (words: string) => `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

function anyOf(register: AnyRegister, filter: Filter, viewer: Viewer): RawBuilder<unknown> {
  const at = column(filter.field)
  const kind = listFields(register)[filter.field]?.kind
  const wanted = filter.values
    .filter((value) => value !== noValue)
    .map((value) => (value === myself ? viewer.actor.person_id : value))
  const parts: RawBuilder<unknown>[] = []
  if (filter.values.includes(noValue)) parts.push(sql`${at} is null`)
  if (wanted.length > 0) {
    if (kind === 'choices' || kind === 'list') parts.push(sql`${at} && ${wanted}::text[]`)
    else parts.push(sql`${at}::text = any(${wanted})`)
  }
  return sql`(${sql.join(parts, sql` or `)})`
}

function condition(register: AnyRegister, filter: Filter, viewer: Viewer): RawBuilder<unknown> {
  const at = column(filter.field)
  const [value = ''] = filter.values
  switch (filter.comparison) {
    case 'any_of':
      return anyOf(register, filter, viewer)
    case 'contains':
      return sql`${at} ilike ${literal(value)}`
    case 'from':
      return isTime(filter.field) ? sql`${at} >= ${beginOf(value)}` : sql`${at} >= ${value}`
    case 'to':
      return isTime(filter.field) ? sql`${at} < ${beginOf(value, 1)}` : sql`${at} <= ${value}`
  }
}

/** The words that a list is searched for; empty when it is not. */
export const wordsIn = (input: Readonly<Record<string, unknown>>): string =>
  typeof input.q === 'string' ? input.q.trim() : ''

/** The columns that `conditions` may look at. */
export const columnsOfConditions = (
  register: AnyRegister,
  input: Readonly<Record<string, unknown>>,
): string[] => [
  'id',
  'owner_id',
  'archived_at',
  ...parseFilters(register, input).map(({ field }) => field),
  ...(wordsIn(input) ? [register.title] : []),
]

/** Every condition of a list: reach, archive, filters and words, ready for `where`. */
export function conditions(
  register: AnyRegister,
  viewer: Viewer,
  input: Readonly<Record<string, unknown>>,
): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`]
  if (viewer.reach === 'own') parts.push(sql`${column('owner_id')} = ${viewer.actor.person_id}`)
  const archived = input.archived ?? 'false'
  if (archived === 'false') parts.push(sql`${column('archived_at')} is null`)
  if (archived === 'true') parts.push(sql`${column('archived_at')} is not null`)
  for (const filter of parseFilters(register, input)) parts.push(condition(register, filter, viewer))
  const words = wordsIn(input)
  if (words) {
    // The index serves only current rows; as of a date the words are compared in the rows of that date.
    if (register.searchable && input.as_of === undefined)
      // By place, as an array: the rows are then read in the order they lie in, each page once.
      parts.push(
        sql`${column('ctid')} = any(array(select ${sql.id('app', `search_${register.table}`)}(${words})))`,
      )
    else parts.push(sql`${column(register.title)} ilike ${literal(words)}`)
  }
  return sql.join(parts, sql` and `)
}
