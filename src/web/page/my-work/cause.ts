import { titleOf } from '../../client/titles.ts'
import { formatDate, formatDay } from '../../messages/format.ts'
import { everyText } from '../../messages/interval.ts'
import { t, textOr, tn } from '../../messages/message.ts'
import { roleName } from '../../messages/roles.ts'
import { inSentence, labelOf, readable } from '../../messages/words.ts'
import type { WorkItem } from './work-item.ts'

type Fact = NonNullable<WorkItem['cause']>['facts'][string]

const isDate = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value)

/** The register whose fields a cause names: its subject's, unless the cause says whose. */
export function registerOfFields({ cause, subject }: WorkItem): string | undefined {
  const of = cause?.facts.fields_of
  return typeof of === 'string' ? of : subject?.register
}

/** A fact as words: dates as dates, fields of the subject by their labels. */
function wordsOf(name: string, value: Fact, item: WorkItem): string {
  if (name === 'because' && Array.isArray(value))
    return value.map((one) => textOr(`work.because.${one}`, readable(one))).join(', ')
  if (Array.isArray(value)) {
    const register = registerOfFields(item)
    return value
      .map((one) =>
        name === 'fields' && register ? inSentence(labelOf({ name: register }, one)) : readable(one),
      )
      .join(', ')
  }
  if (name === 'interval_days' && typeof value === 'number') return everyText(value)
  const text = String(value)
  return isDate(text) ? formatDate(text) : text
}

/** Why something waits, in a sentence. */
export function causeText(item: WorkItem): string {
  const { cause } = item
  if (cause === null) return t('work.cause.given', { date: formatDay(item.since) })
  const facts = Object.fromEntries(
    Object.entries(cause.facts).map(([name, value]) => [name, wordsOf(name, value, item)]),
  )
  return textOr(`work.cause.${cause.key}${variantOf(cause)}`, readable(cause.key), facts)
}

/**
 * Which turn of a cadence it is: the first, one more, or one that came sooner. What changed without any field of the
 * record having changed is the rules that it rests on.
 */
function variantOf({ key, facts }: NonNullable<WorkItem['cause']>): '' | '_again' | '_because' | '_rules' {
  if (key === 'changed' && Array.isArray(facts.fields) && facts.fields.length === 0) return '_rules'
  if (key !== 'cadence') return ''
  if ('because' in facts) return '_because'
  return 'last_ended_on' in facts ? '_again' : ''
}

/** When it is due, as somebody would say it. */
export function dueText(item: WorkItem): string {
  if (item.due_on === null) return t('work.since', { date: formatDay(item.since) })
  if (item.group === 'today') return t('work.due.today')
  if (item.days_overdue > 0) return tn('work.due', item.days_overdue)
  return t('work.due.on', { date: formatDate(item.due_on) })
}

/** What else a person must know about a duty before doing it. */
export function remarksOf(item: WorkItem, me: string): string[] {
  const remarks: string[] = []
  if (item.missed_in_a_row > 1) remarks.push(t('work.missed', { count: item.missed_in_a_row }))
  if (item.legal_clock) remarks.push(t('work.by_law'))
  if (item.assignee_id !== null && item.assignee_id !== me)
    remarks.push(t('work.escalated', { name: titleOf(item.assignee_id) ?? t('value.hidden') }))
  if (item.source === 'obligation' && item.assignee_id === null)
    remarks.push(item.role ? t('work.for_role', { role: roleName(item.role) }) : t('work.unassigned'))
  if (item.requirement_ids.length > 0)
    remarks.push(t('work.supports', { requirements: item.requirement_ids.join(', ') }))
  return remarks
}
