import { titleOf } from '../client/titles.ts'
import { formatDate } from './format.ts'
import { t } from './message.ts'
import { labelOf } from './words.ts'

/** What tells a record apart from others of the same name: what it is about, and its day, such as "Due on 30 Nov 2026". */
export const toldTexts = (register: string, told: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(told).flatMap(([field, value]) => {
    if (typeof value !== 'string') return []
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return titleOf(value) ?? []
    return t('told.day', { field: labelOf({ name: register }, field), day: formatDate(value) })
  })
