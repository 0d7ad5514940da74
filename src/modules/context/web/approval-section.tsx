import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import { useSession } from '../../../web/client/session.ts'
import { SignDialog } from '../../../web/signing/sign-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { notify } from '../../../web/ui/toast.tsx'
import styles from './approval-section.module.css'
import { t } from './texts.ts'

const states = ['draft', 'in_review', 'approved', 'superseded'] as const

/** Sentences of the server begin small: they follow "Nothing was approved:". */
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** Where the approval of an edition stands, and the way to sign it. */
export function Section({ recordId: id }: { recordId: string }) {
  const client = useQueryClient()
  const { permissions } = useSession()
  const [open, setOpen] = useState(false)
  const record = useQuery({
    queryKey: keys.record('scope-statement', id, undefined),
    queryFn: ({ signal }) => call('scope-statement.get', { id }, { signal }),
  })
  const said = useQuery({
    queryKey: [...keys.about('scope-statement', id), 'approval', record.data?.record.version],
    queryFn: ({ signal }) => call('scope-statement.approval', { id }, { signal }),
    enabled: record.data?.record.state === 'in_review',
  })
  const state = states.find((one) => one === record.data?.record.state)
  if (!state) return null
  const approves = state === 'in_review' && permissions['scope-statement:approve'] !== undefined
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('scope.approval')}</h2>
      <p className={styles.lead}>{t(`scope.approval.${state}`)}</p>
      {approves ? (
        <Button look="primary" onClick={() => setOpen(true)}>
          {t('scope.approval.open')}
        </Button>
      ) : null}
      {open ? (
        <SignDialog
          title={t('scope.approval.title')}
          statement={said.data?.statement}
          obstacles={(said.data?.obstacles ?? []).map(sentence)}
          onClose={() => setOpen(false)}
          onStale={() => void client.invalidateQueries({ queryKey: keys.all('scope-statement') })}
          onSign={async (signature) => {
            const version = said.data?.version
            if (version === undefined) return
            await call('scope-statement.approve', { id, expected_version: version, signature })
            await client.invalidateQueries({ queryKey: keys.all('scope-statement') })
            notify({ text: t('scope.approval.done') })
          }}
        />
      ) : null}
    </section>
  )
}
