import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { record as recordField } from '../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { indexedRegisters } from '../../app/registers.ts'
import { callStandard } from '../../client/call.ts'
import { detailOf } from '../../client/problem.ts'
import { may, useSession } from '../../client/session.ts'
import { titleOf } from '../../client/titles.ts'
import { t } from '../../messages/message.ts'
import { oneOf } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { FieldShell, inputClass } from '../../ui/field/input.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/overlay/dialog.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import { settle } from '../edit/patch.ts'
import { FieldInput } from '../form/field-input.tsx'
import type { WholeRecord } from '../row.ts'
import styles from './decision.module.css'

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
  const targets = indexedRegisters.filter((one) => may(session, one, 'read'))
  const [target, setTarget] = useState(targets[0]?.name ?? register.name)
  const [relation, setRelation] = useState<string>(relations[0])
  const [to, setTo] = useState<unknown>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    try {
      await callStandard(register, 'link', { id: record.id, to_id: String(to), relation })
      settle(client, register.name, record.id)
      notify({ text: t('thread.linked', { title: titleOf(String(to)) ?? '' }) })
      onClose()
    } catch (error) {
      setProblem(detailOf(error))
    }
  }
  return (
    <Dialog title={t('thread.link')} onClose={onClose}>
      <DialogBody>
        <div className={styles.fields}>
          <FieldShell label={t('thread.which')}>
            {(input) => (
              <select
                {...input}
                className={inputClass}
                value={target}
                onChange={(event) => {
                  setTarget(event.target.value)
                  setTo(null)
                }}
              >
                {targets.map((one) => (
                  <option key={one.name} value={one.name}>
                    {oneOf(one)}
                  </option>
                ))}
              </select>
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
            {(input) => (
              <select
                {...input}
                className={inputClass}
                value={relation}
                onChange={(event) => setRelation(event.target.value)}
              >
                {relations.map((one) => (
                  <option key={one} value={one}>
                    {t(`thread.relation.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </FieldShell>
        </div>
        {problem ? (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        ) : null}
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button look="primary" disabled={to === null} onClick={() => void send()}>
          {t('thread.link')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
