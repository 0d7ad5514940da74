import { useQuery } from '@tanstack/react-query'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { formatNumber } from '../../../messages/format.ts'
import { t } from '../../../messages/message.ts'
import { inSentence, manyOf, oneOf } from '../../../messages/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/mark/kbd.tsx'
import type { Row } from '../../row.ts'
import { useFresh } from '../rows/fresh.ts'
import { summaryQuery } from '../rows/list-query.ts'
import { isNarrowed, type ListState } from '../state/list-state.ts'
import type { SelectionControl } from '../state/selection.ts'
import { isEmpty } from '../state/selection.ts'
import styles from './list-foot.module.css'

interface Props {
  register: AnyRegister
  state: ListState
  /** The rows that are read so far. */
  rows: readonly Row[]
  control: SelectionControl
  onChange: () => void
  /** Reads the list again, from its beginning. */
  onShowFresh: () => void
}

function Counted({ register, state }: Pick<Props, 'register' | 'state'>) {
  const count = useQuery(summaryQuery(register, state))
  if (count.isError) return <span>{t('list.count_failed')}</span>
  if (!count.data) return <span>{t('list.counting')}</span>
  const number = formatNumber(count.data.count)
  const name = inSentence(count.data.count === 1 ? oneOf(register) : manyOf(register))
  return <span>{t(isNarrowed(state) ? 'list.count_found' : 'list.count', { number, name })}</span>
}

/** Says that others made records which this list would show; they come when the person asks for them. */
function FreshLine({ register, state, rows, onShowFresh }: Props) {
  const { ids, many } = useFresh(register, state)
  const shown = new Set(ids.length === 0 ? [] : rows.map(({ id }) => id))
  const count = ids.filter((id) => !shown.has(id)).length
  if (count === 0 && !many) return null
  return (
    <button type="button" className={styles.link} onClick={onShowFresh}>
      {many ? t('list.fresh_many') : t('list.fresh', { number: formatNumber(count) })}
    </button>
  )
}

function Selected({ register, state, rows, control, onChange }: Props) {
  const read = rows.length
  const count = useQuery(summaryQuery(register, state))
  const { selection } = control
  const total = count.data?.count
  const chosen = selection.everything ? (total ?? read) : selection.ids.size
  const mayWiden = !selection.everything && selection.ids.size >= read && total !== undefined && total > read
  return (
    <div className={`${styles.foot} ${styles.selected}`}>
      <span>{t('list.selected', { number: formatNumber(chosen) })}</span>
      {mayWiden ? (
        <button type="button" className={styles.link} onClick={control.everything}>
          {t('list.select_everything', { number: formatNumber(total) })}
        </button>
      ) : null}
      <span className={styles.end}>
        <Button look="primary" onClick={onChange}>
          {t('bulk.change')}
        </Button>
        <Button look="quiet" onClick={control.clear}>
          {t('list.clear')} <Kbd>Esc</Kbd>
        </Button>
      </span>
    </div>
  )
}

/** The foot of a list: how many there are, or what can be done with the selected ones. */
export function ListFoot(props: Props) {
  if (!isEmpty(props.control.selection)) return <Selected {...props} />
  return (
    <div className={styles.foot} aria-live="polite">
      <Counted register={props.register} state={props.state} />
      <FreshLine {...props} />
    </div>
  )
}
