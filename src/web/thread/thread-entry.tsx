import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { indexedByName, loadedRegister } from '../app/registers.ts'
import { t } from '../messages/message.ts'
import { toldTexts } from '../messages/told.ts'
import { titledOf } from '../messages/words.ts'
import { RecordState } from '../register/value/record-state.tsx'
import styles from './thread.module.css'
import type { ThreadEnd, ThreadedRecord } from './thread-query.ts'
import { tieTexts } from './tie-text.ts'

interface Props {
  register: string
  entry: ThreadedRecord
  /** Whose thread this is. */
  end: ThreadEnd
  /** Takes away a link that was made by hand. */
  onRemove: ((linkId: string, title: string) => void) | null
}

/** The state as a mark; registers whose records know one state only have none to tell. */
function State({ register, state }: { register: string; state: string }) {
  const loaded = loadedRegister(register)
  return loaded && Object.keys(loaded.lifecycle.states).length > 1 ? (
    <RecordState register={loaded} state={state} />
  ) : (
    <span className={styles.dot} aria-hidden="true" />
  )
}

/** Nobody needs to be told that what stands in a record's thread is about that record. */
const withoutEnd = (told: ThreadedRecord['told'], end: ThreadEnd): ThreadedRecord['told'] =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => 'urn' in end || value !== end.id))

/** One record of the thread: its state, what it is called, and why it is here. */
export function ThreadEntry({ register, entry, end, onRemove }: Props) {
  const plural = register === 'requirement' ? 'requirements' : indexedByName(register)?.plural
  const title = titledOf({ name: register }, entry.title)
  const link = entry.ties.find((tie) => tie.kind === 'link' && tie.direction === 'to')?.link_id
  const reasons = [
    ...toldTexts(register, withoutEnd(entry.told, end)),
    ...tieTexts(entry.ties, register === end.register),
    ...(entry.archived ? [t('thread.archived')] : []),
  ]
  return (
    <li className={styles.entry} data-over={entry.over}>
      <span className={styles.state}>
        <State register={register} state={entry.state} />
      </span>
      <span className={styles.words}>
        {plural === undefined ? (
          title
        ) : (
          <Link to="/$plural/$id" params={{ plural, id: entry.id }} className={styles.title}>
            {title}
          </Link>
        )}
        {reasons.length > 0 ? <span className={styles.reason}>{reasons.join(' · ')}</span> : null}
      </span>
      {link && onRemove ? (
        <button
          type="button"
          className={styles.remove}
          aria-label={t('thread.unlink', { title })}
          onClick={() => onRemove(link, title)}
        >
          <IconX size={12} />
        </button>
      ) : null}
    </li>
  )
}
