import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { titleOf } from '../../../client/titles.ts'
import { eventText } from '../../../messages/event.ts'
import { formatInstant, formatNumber, formatSince } from '../../../messages/format.ts'
import { t, textOf } from '../../../messages/message.ts'
import { columnOf, inSentence } from '../../../messages/words.ts'
import type { WholeRecord } from '../../row.ts'
import { isUnknown, valueText } from '../../value/value.tsx'
import { historyQuery } from '../record-query.ts'
import styles from './aside.module.css'
import { entriesOf, type HistoryEntry } from './history-entry.ts'

const shownFirst = 5
/** Further changes of one entry are shown when asked for. */
const changesFirst = 4
/** Of more fields than these their number is said; which they are stands below. */
const namedMost = 3
/** Longer values are read in the record itself. */
const longestShown = 120

/** What somebody did, to follow their name. */
function deed(register: AnyRegister, { event, verb, changes, unshown }: HistoryEntry): string {
  const revised = verb === 'revised' || verb === 'bulk-revised'
  const changed = [...changes.map(({ field }) => field), ...unshown]
  if (revised && changed.length > 0) {
    if (changed.length > namedMost)
      return ` ${t('history.revised_many', { number: formatNumber(changed.length) })}`
    const fields = changed.map((field) => inSentence(columnOf(register.name, field))).join(', ')
    return ` ${t('history.revised', { fields })}`
  }
  const own = verb === null ? undefined : textOf(`history.${verb}`)
  return own === undefined ? `: ${inSentence(eventText(event))}` : ` ${own}`
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null

/** Whether a change can be read in a line. Columns no field declares may hold whole documents, such as scales. */
const isLegible = (register: AnyRegister, { field, before, after }: HistoryEntry['changes'][number]) =>
  listFields(register)[field] !== undefined || (isPlain(before) && isPlain(after))

function Change({ register, change }: { register: AnyRegister; change: HistoryEntry['changes'][number] }) {
  const declared = listFields(register)[change.field]
  const shown = (value: unknown) => {
    const words = declared ? valueText(register, change.field, declared, value) : String(value ?? '')
    return words.length > longestShown ? `${words.slice(0, longestShown)}…` : words
  }
  return (
    <p className={styles.change}>
      {columnOf(register.name, change.field)}:{' '}
      {isUnknown(change.before) ? null : (
        <>
          <del>{shown(change.before)}</del> →{' '}
        </>
      )}
      <ins>{shown(change.after)}</ins>
    </p>
  )
}

function Entry({ register, entry }: { register: AnyRegister; entry: HistoryEntry }) {
  const [whole, setWhole] = useState(false)
  const changes = entry.beginning ? [] : entry.changes.filter((one) => isLegible(register, one))
  const shown = whole ? changes : changes.slice(0, changesFirst)
  const who =
    entry.actor_id === null ? t('history.by_system') : (titleOf(entry.actor_id) ?? t('value.hidden'))
  return (
    <li className={styles.entry}>
      <span className={styles.who}>{who}</span>
      {deed(register, entry)}
      {shown.map((change) => (
        <Change key={change.field} register={register} change={change} />
      ))}
      {changes.length > shown.length ? (
        <button type="button" className={styles.more} onClick={() => setWhole(true)}>
          {t('history.more_changes', { number: formatNumber(changes.length - shown.length) })}
        </button>
      ) : null}
      {entry.reason ? <p className={styles.reason}>{entry.reason}</p> : null}
      <p className={styles.when}>
        <time dateTime={entry.at} title={formatInstant(entry.at)}>
          {formatSince(entry.at, Date.now())}
        </time>
        {' · '}
        {entry.leaf_index === null
          ? t('history.pending')
          : t('history.leaf', { leaf: formatNumber(entry.leaf_index) })}
      </p>
    </li>
  )
}

/** Who changed what, when, and where in the trail it is proved. */
export function History({ register, record }: { register: AnyRegister; record: WholeRecord }) {
  const history = useQuery(historyQuery(register, record.id))
  const [whole, setWhole] = useState(false)
  const entries = entriesOf(register, history.data?.items ?? [])
  const shown = whole ? entries : entries.slice(0, shownFirst)
  return (
    <section className={styles.section}>
      <div className={styles.top}>
        <h2 className={styles.heading}>{t('history.title')}</h2>
      </div>
      {history.data && entries.length === 0 ? <p className={styles.none}>{t('history.none')}</p> : null}
      <ol>
        {shown.map((entry) => (
          <Entry key={entry.operation_id} register={register} entry={entry} />
        ))}
      </ol>
      {entries.length > shown.length ? (
        <button type="button" className={styles.more} onClick={() => setWhole(true)}>
          {t('history.more')}
        </button>
      ) : null}
    </section>
  )
}
