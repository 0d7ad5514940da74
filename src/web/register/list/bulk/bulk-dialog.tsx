import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { groupable, listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { keys } from '../../../app/query-keys.ts'
import { callStandard } from '../../../client/call.ts'
import { detailOf } from '../../../client/problem.ts'
import { useSession } from '../../../client/session.ts'
import { formatNumber } from '../../../messages/format.ts'
import { t } from '../../../messages/message.ts'
import { inSentence, labelOf, manyOf } from '../../../messages/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNote } from '../../../ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../ui/overlay/dialog.tsx'
import { notify } from '../../../ui/overlay/toast.tsx'
import { toldWithUndo } from '../../../undo/undo.ts'
import { FieldInput } from '../../form/field-input.tsx'
import { summaryQuery } from '../rows/list-query.ts'
import { type ListState, selectionOf } from '../state/list-state.ts'
import type { Selection } from '../state/selection.ts'
import styles from './bulk-dialog.module.css'
import { FieldChoice } from './bulk-field.tsx'
import { BulkPreview } from './bulk-preview.tsx'
import { heldQuery } from './bulk-query.ts'
import { willChange } from './will-change.ts'

interface Props {
  register: AnyRegister
  state: ListState
  selection: Selection
  /** How many records are selected in all. */
  count: number
  onClose: () => void
  onDone: () => void
}

/** Changes one field of many records: choose, look, confirm. All are changed or none. */
export function BulkDialog({ register, state, selection, count, onClose, onDone }: Props) {
  const client = useQueryClient()
  const session = useSession()
  const [field, setField] = useState<string | null>(null)
  const [value, setValue] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const declared = field === null ? undefined : listFields(register)[field]
  const held = useQuery({ ...heldQuery(register, state, selection, field ?? ''), enabled: field !== null })
  const known = declared !== undefined && (!declared.required || (value !== null && value !== ''))
  const counted = useQuery({
    ...summaryQuery(register, state, field ?? ''),
    enabled: selection.everything && declared !== undefined && groupable(declared),
  })
  const changes =
    field === null || !known ? undefined : willChange(held.data, counted.data, { field, value, count })
  const send = async () => {
    if (field === null) return
    setSending(true)
    setProblem(null)
    const chosen = selection.everything ? { filter: selectionOf(state), count } : { ids: [...selection.ids] }
    try {
      const input = { selection: chosen, changes: { [field]: value } }
      const { operation_id, changed } = await callStandard(register, 'bulk', input as never)
      void client.invalidateQueries({ queryKey: keys.all(register.name) })
      const told = { number: formatNumber(changed), name: labelOf(register, field) }
      const text = t(changed === 0 ? 'bulk.done_none' : changed === 1 ? 'bulk.done_one' : 'bulk.done', told)
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
        {declared && field !== null ? (
          <BulkPreview {...{ register, count, field, declared, value }} held={held.data} error={held.error} />
        ) : null}
        <ProblemNote text={problem} />
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button
          look="primary"
          disabled={sending || !known || changes?.most === 0}
          onClick={() => void send()}
        >
          {changes === undefined
            ? t('bulk.change')
            : t(changes.exact ? 'bulk.confirm' : 'bulk.confirm_most', { number: formatNumber(changes.most) })}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
