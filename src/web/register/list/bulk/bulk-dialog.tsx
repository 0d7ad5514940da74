import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { keys } from '../../../app/query-keys.ts'
import { callStandard } from '../../../client/call.ts'
import { detailOf } from '../../../client/problem.ts'
import { useSession } from '../../../client/session.ts'
import { formatNumber } from '../../../messages/format.ts'
import { t } from '../../../messages/message.ts'
import { inSentence, labelOf, manyOf } from '../../../messages/words.ts'
import { Button } from '../../../ui/button.tsx'
import { useRested } from '../../../ui/debounce.ts'
import { ProblemNote } from '../../../ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../ui/overlay/dialog.tsx'
import { notify } from '../../../ui/overlay/toast.tsx'
import { toldWithUndo } from '../../../undo/undo.ts'
import { FieldInput } from '../../form/field-input.tsx'
import type { ListState } from '../state/list-state.ts'
import type { Selection } from '../state/selection.ts'
import styles from './bulk-dialog.module.css'
import { FieldChoice } from './bulk-field.tsx'
import { BulkPreview } from './bulk-preview.tsx'
import { bulkPreviewQuery, chosenIn } from './bulk-query.ts'

interface Props {
  register: AnyRegister
  state: ListState
  selection: Selection
  /** How many records are selected in all. */
  count: number
  onClose: () => void
  onDone: () => void
}

/** So long the value rests, in milliseconds, before what it would do is asked. */
const typingRest = 200

/** Changes one field of many records: choose, look, confirm. All are changed or none, and only as they were shown. */
export function BulkDialog({ register, state, selection, count, onClose, onDone }: Props) {
  const client = useQueryClient()
  const session = useSession()
  const [field, setField] = useState<string | null>(null)
  const [value, setValue] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const declared = field === null ? undefined : listFields(register)[field]
  const known = declared !== undefined && (!declared.required || (value !== null && value !== ''))
  const entered = useMemo(() => ({ field, value }), [field, value])
  const rested = useRested(entered, typingRest) === entered
  const chosen = chosenIn(state, selection)
  const preview = useQuery({
    ...bulkPreviewQuery(register, chosen, field ?? '', value),
    enabled: field !== null && known && rested,
  })
  const told = rested && known ? preview.data : undefined
  const send = async () => {
    if (field === null || told === undefined) return
    setSending(true)
    setProblem(null)
    try {
      const input = { selection: { ...chosen, digest: told.digest }, changes: { [field]: value } }
      const { operation_id, changed } = await callStandard(register, 'bulk', input as never)
      void client.invalidateQueries({ queryKey: keys.all(register.name) })
      const words = { number: formatNumber(changed), name: labelOf(register, field) }
      const text = t(changed === 0 ? 'bulk.done_none' : changed === 1 ? 'bulk.done_one' : 'bulk.done', words)
      notify(changed === 0 ? { text } : toldWithUndo(session, { operationId: operation_id, text }))
      onDone()
    } catch (error) {
      setProblem(detailOf(error))
      setSending(false)
      void preview.refetch()
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
          {declared && field !== null ? (
            <FieldInput
              key={field}
              register={register}
              field={field}
              declared={declared}
              value={value}
              onChange={setValue}
              label={t('bulk.value')}
            />
          ) : null}
        </div>
        {declared && field !== null && known ? (
          <BulkPreview {...{ register, field, declared, value, told }} error={preview.error} />
        ) : null}
        <ProblemNote text={problem} />
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button
          look="primary"
          disabled={sending || told === undefined || told.changing === 0}
          onClick={() => void send()}
        >
          {told === undefined ? t('bulk.change') : t('bulk.confirm', { number: formatNumber(told.changing) })}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
