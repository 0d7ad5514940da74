import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { record as recordField } from '../../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { indexedRegisters } from '../../../app/registers.ts'
import { callStandard } from '../../../client/call.ts'
import { may, useSession } from '../../../client/session.ts'
import { titleOf } from '../../../client/titles.ts'
import { t } from '../../../messages/message.ts'
import { oneOf } from '../../../messages/words.ts'
import { useAttempt } from '../../../ui/attempt.ts'
import { Choice } from '../../../ui/field/choice.tsx'
import { FieldShell } from '../../../ui/field/input.tsx'
import { FormDialog } from '../../../ui/overlay/form-dialog.tsx'
import { notify } from '../../../ui/overlay/toast.tsx'
import { settle } from '../../edit/patch.ts'
import { FieldInput } from '../../form/field-input.tsx'
import type { WholeRecord } from '../../row.ts'

const relations = ['relates_to', 'depends_on', 'replaces'] as const

/** Links the record to another one. */
export function LinkDialog({
  register,
  record,
  onClose,
}: {
  register: AnyRegister
  record: WholeRecord
  onClose: () => void
}) {
  const session = useSession()
  const client = useQueryClient()
  const targets = indexedRegisters
    .filter((one) => may(session, one, 'read'))
    .sort((one, other) => oneOf(one).localeCompare(oneOf(other)))
  const [target, setTarget] = useState(targets[0]?.name ?? register.name)
  const [relation, setRelation] = useState<(typeof relations)[number]>(relations[0])
  const [to, setTo] = useState<unknown>(null)
  const attempt = useAttempt()
  const send = () =>
    attempt.run(async () => {
      await callStandard(register, 'link', { id: record.id, to_id: String(to), relation })
      settle(client, register.name, record.id)
      notify({ text: t('thread.linked', { title: titleOf(String(to)) ?? '' }) })
      onClose()
    })
  return (
    <FormDialog
      title={t('thread.link')}
      onClose={onClose}
      onSend={() => void send()}
      attempt={attempt}
      action={t('thread.link')}
      disabled={to === null}
    >
      <FieldShell label={t('thread.which')}>
        {({ id }) => (
          <Choice
            id={id}
            label={t('thread.which')}
            options={targets.map((one) => ({ value: one.name, label: oneOf(one) }))}
            value={target}
            onChange={(name) => {
              setTarget(name)
              setTo(null)
            }}
          />
        )}
      </FieldShell>
      <FieldInput
        key={target}
        register={register}
        field="id"
        label={t('thread.where')}
        declared={recordField(target, { required: true })}
        value={to}
        onChange={setTo}
      />
      <FieldShell label={t('thread.relation')}>
        {({ id }) => (
          <Choice
            id={id}
            label={t('thread.relation')}
            options={relations.map((one) => ({ value: one, label: t(`thread.relation.${one}`) }))}
            value={relation}
            onChange={setRelation}
          />
        )}
      </FieldShell>
    </FormDialog>
  )
}
