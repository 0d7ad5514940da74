import { useQuery, useQueryClient } from '@tanstack/react-query'
import { keys } from '../../../../web/app/query-keys.ts'
import type { WorkActProps } from '../../../../web/app/web-module.ts'
import { call } from '../../../../web/client/call.ts'
import { capital } from '../../../../web/messages/words.ts'
import { SignDialog } from '../../../../web/signing/sign-dialog.tsx'
import { risk } from '../../risk.ts'
import { t } from '../texts.ts'

/** Puts criteria in force by signature, on their own page or where they wait in My work. */
export function ApproveCriteria({ id, onClose }: { id: string; onClose: () => void }) {
  const client = useQueryClient()
  const said = useQuery({
    queryKey: [...keys.about('risk-criteria', id), 'approval-statement'],
    queryFn: ({ signal }) => call('risk-criteria.approval-statement', { id }, { signal }),
    staleTime: 0,
  })
  return (
    <SignDialog
      title={t('criteria.approve')}
      statement={said.data?.statement}
      version={said.data?.version}
      obstacles={said.data?.refusals.map(({ message }) => `${capital(message)}.`)}
      onClose={onClose}
      onStale={() => void said.refetch()}
      onSign={async (signature) => {
        if (!said.data) return
        await call('risk-criteria.approve', { id, expected_version: said.data.version, signature })
        await client.invalidateQueries({ queryKey: keys.all('risk-criteria') })
        await client.invalidateQueries({ queryKey: keys.all(risk.name) })
      }}
    />
  )
}

/** Signs criteria that wait in My work. */
export const Approve = ({ item, onClose }: WorkActProps) => <ApproveCriteria id={item.id} onClose={onClose} />
