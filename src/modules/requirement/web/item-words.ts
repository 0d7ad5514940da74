import { readable } from '../../../web/messages/words.ts'
import { t } from './update-texts.ts'

/** The fields that name an item to people, first one first. */
const names = ['title', 'name', 'object', 'text', 'outcome', 'meaning', 'practice', 'use', 'label'] as const

const isItem = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shortened = (text: string, most = 120) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** Of what kind an item is, and its number: `Control A.10.4`. What a pack holds only once is named by its kind alone. */
export function itemName(urn: string, id: string): { readonly kind: string; readonly number: string | null } {
  const type = urn.split(':').at(-2) ?? ''
  return { kind: readable(type), number: id === type ? null : id }
}

/** What an item of a pack is called. */
export function nameOf(value: unknown): string {
  if (!isItem(value)) return ''
  const field = names.find((name) => typeof value[name] === 'string')
  return field ? shortened(String(value[field])) : ''
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('updates.nothing')
  if (Array.isArray(value))
    return value.length === 0 ? t('updates.nothing') : shortened(value.map(valueWords).join(', '))
  if (!isItem(value)) return shortened(String(value))
  return shortened(
    Object.entries(value)
      .map(([name, one]) => `${readable(name)} ${valueWords(one)}`)
      .join(', '),
  )
}

/** What became of one field of an item. */
export const changeWords = (field: string, before: unknown, after: unknown): string =>
  t('updates.change', {
    field: readable(field),
    before: valueWords(isItem(before) ? before[field] : undefined),
    after: valueWords(isItem(after) ? after[field] : undefined),
  })
