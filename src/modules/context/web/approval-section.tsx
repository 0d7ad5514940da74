import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../../../web/app/query-keys.ts'
import type { WorkActProps } from '../../../web/app/web-module.ts'
import { call } from '../../../web/client/call.ts'
import { capital } from '../../../web/messages/words.ts'
import { usePermitted } from '../../../web/register/record/permitted.ts'
import { RecordPart } from '../../../web/register/record/record-part.tsx'
import { recordQuery } from '../../../web/register/record/record-query.ts'
import { SignDialog } from '../../../web/signing/sign-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import { scopeStatement } from '../contract.ts'
import styles from './approval-section.module.css'
import { t } from './texts.ts'

const states = ['draft', 'in_review', 'approved', 'superseded'] as const

/** Approves an edition by signature, on its own page or where it waits in My work. */
function ApproveDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const client = useQueryClient()
  const said = useQuery({
    queryKey: [...keys.about('scope-statement', id), 'approval'],
    queryFn: ({ signal }) => call('scope-statement.approval', { id }, { signal }),
    staleTime: 0,
  })
  return (
    <SignDialog
      title={t('scope.approval.title')}
      statement={said.data?.statement}
      version={said.data?.version}
      obstacles={(said.data?.obstacles ?? []).map(capital)}
      onClose={onClose}
      onStale={() => void client.invalidateQueries({ queryKey: keys.all('scope-statement') })}
      onSign={async (signature) => {
        const version = said.data?.version
        if (version === undefined) return
        await call('scope-statement.approve', { id, expected_version: version, signature })
        await client.invalidateQueries({ queryKey: keys.all('scope-statement') })
        notify({ text: t('scope.approval.done') })
      }}
    />
  )
}

/** Signs an edition that waits in My work. */
export const Approve = ({ item, onClose }: WorkActProps) => <ApproveDialog id={item.id} onClose={onClose} />

/** Where the approval of an edition stands, and the way to sign it for those who may. */
export function Section({ recordId: id }: { recordId: string }) {
  const [open, setOpen] = useState(false)
  const record = useQuery(recordQuery(scopeStatement, id, undefined)).data?.record
  const { may, barredBecause } = usePermitted(scopeStatement, record, 'approve')
  const state = states.find((one) => one === record?.state)
  if (!state) return null
  return (
    <RecordPart title={t('scope.approval')}>
      <p className={styles.lead}>{t(`scope.approval.${state}`)}</p>
      {barredBecause ? <p className={styles.lead}>{capital(barredBecause)}</p> : null}
      {may ? (
        <Button look="primary" onClick={() => setOpen(true)}>
          {t('scope.approval.open')}
        </Button>
      ) : null}
      {open ? <ApproveDialog id={id} onClose={() => setOpen(false)} /> : null}
    </RecordPart>
  )
}
