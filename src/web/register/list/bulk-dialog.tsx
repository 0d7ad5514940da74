import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '../../../kernel/register/field.ts'
import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { keys } from '../../app/query-keys.ts'
import { callStandard } from '../../client/call.ts'
import { detailOf } from '../../client/problem.ts'
import { useSession } from '../../client/session.ts'
import { formatNumber } from '../../messages/format.ts'
import { t } from '../../messages/message.ts'
import { inSentence, labelOf, manyOf } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { FieldShell } from '../../ui/input.tsx'
import { OptionList } from '../../ui/option-list.tsx'
import { Popover } from '../../ui/popover.tsx'
import { notify } from '../../ui/toast.tsx'
import { toldWithUndo } from '../../undo/undo.ts'
import { same } from '../edit/conflict.ts'
import { FieldInput } from '../form/field-input.tsx'
import type { Row } from '../row.ts'
import { valueText } from '../value/value.tsx'
import styles from './bulk-dialog.module.css'
import { type ListState, selectionOf } from './list-state.ts'
import type { Selection } from './selection.ts'

interface Props {
  register: AnyRegister
  state: ListState
  selection: Selection
  /** The selected rows that are read; more may be selected than these. */
  rows: readonly Row[]
  /** How many records are selected in all. */
  count: number
  onClose: () => void
  onDone: () => void
}

/** How many changes are shown one by one before the change is made. */
const previewed = 50

const changeable = (register: AnyRegister): [string, Field][] =>
  Object.entries(listFields(register)).filter(
    ([key]) =>
      key === 'owner_id' ||
      (key in register.fields && key !== register.title && !register.fields[key]?.computed),
  )

function FieldChoice({
  register,
  field,
  onField,
}: {
  register: AnyRegister
  field: string
  onField: (field: string) => void
}) {
  const [open, setOpen] = useState(false)
  const options = changeable(register).map(([key]) => ({ value: key, label: labelOf(register, key) }))
  return (
    <FieldShell label={t('bulk.field')}>
      {(input) => (
        <Popover
          opened={open}
          onClose={() => setOpen(false)}
          label={t('bulk.field')}
          anchor={
            <button
              type="button"
              className={styles.picked}
              id={input.id}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {labelOf(register, field)}
            </button>
          }
        >
          <OptionList
            label={t('bulk.field')}
            options={options}
            selected={[field]}
            onPick={(picked) => {
              onField(picked)
              setOpen(false)
            }}
          />
        </Popover>
      )}
    </FieldShell>
  )
}

function Preview({
  register,
  field,
  declared,
  value,
  rows,
}: {
  register: AnyRegister
  field: string
  declared: Field
  value: unknown
  rows: readonly Row[]
}) {
  return (
    <ul className={styles.preview}>
      {rows.slice(0, previewed).map((row) => (
        <li key={row.id} className={styles.line}>
          <span>{String(row[register.title] ?? '')}</span>
          <span className={styles.change}>
            {field in row ? <del>{valueText(register, field, declared, row[field])}</del> : null}{' '}
            <ins>{valueText(register, field, declared, value)}</ins>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Changes one field of many records: choose, look, confirm. All are changed or none. */
export function BulkDialog({ register, state, selection, rows, count, onClose, onDone }: Props) {
  const client = useQueryClient()
  const session = useSession()
  const fields = changeable(register)
  const [field, setField] = useState(fields[0]?.[0] ?? register.title)
  const [value, setValue] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const declared = listFields(register)[field]
  if (!declared) return null
  const differing = rows.filter((row) => !(field in row) || !same(row[field], value))
  const known = !declared.required || (value !== null && value !== '')
  const send = async () => {
    setSending(true)
    setProblem(null)
    const chosen = selection.everything ? { filter: selectionOf(state), count } : { ids: [...selection.ids] }
    try {
      const input = { selection: chosen, changes: { [field]: value } }
      const { operation_id, changed } = await callStandard(register, 'bulk', input as never)
      void client.invalidateQueries({ queryKey: keys.all(register.name) })
      const text = t('bulk.done', { number: formatNumber(changed), name: labelOf(register, field) })
      notify(changed === 0 ? { text } : toldWithUndo(session, { operationId: operation_id, text }))
      onDone()
    } catch (error) {
      setProblem(detailOf(error))
      setSending(false)
    }
  }
  return (
    <Dialog
      title={t('bulk.title', { number: formatNumber(count), many: inSentence(manyOf(register)) })}
      onClose={onClose}
    >
      <DialogBody>
        <div className={styles.fields}>
          <FieldChoice
            register={register}
            field={field}
            onField={(picked) => {
              setField(picked)
              setValue(null)
            }}
          />
          <FieldInput
            key={field}
            register={register}
            field={field}
            declared={declared}
            value={value}
            onChange={setValue}
            label={t('bulk.value')}
          />
        </div>
        <h3 className={styles.heading}>{t('bulk.preview', { number: formatNumber(differing.length) })}</h3>
        <Preview register={register} field={field} declared={declared} value={value} rows={differing} />
        {count > differing.length || differing.length > previewed ? (
          <p className={styles.note}>{t('bulk.more')}</p>
        ) : null}
        {problem ? (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        ) : null}
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button look="primary" disabled={sending || !known} onClick={() => void send()}>
          {t('bulk.confirm', { number: formatNumber(count) })}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
