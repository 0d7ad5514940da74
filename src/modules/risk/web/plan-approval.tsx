import { useQuery, useQueryClient } from '@tanstack/react-query'
import { keys } from '../../../web/app/query-keys.ts'
import type { WorkActProps } from '../../../web/app/web-module.ts'
import { call } from '../../../web/client/call.ts'
import type { WholeRecord } from '../../../web/register/row.ts'
import { SignDialog } from '../../../web/signing/sign-dialog.tsx'
import { t } from './texts.ts'

/** Approves the treatment plan of a risk by signature, on its page or where it waits in My work. */
export function PlanApproval({
  record,
  onClose,
}: {
  record: Pick<WholeRecord, 'id' | 'version'>
  onClose: () => void
}) {
  const client = useQueryClient()
  const said = useQuery({
    queryKey: [...keys.about('risk', record.id), 'plan-statement', record.version],
    queryFn: ({ signal }) => call('risk.plan-statement', { id: record.id }, { signal }),
  })
  return (
    <SignDialog
      title={t('risk.treat.approve')}
      statement={said.data?.statement}
      version={said.data?.version}
      obstacles={said.data?.refusals.map(({ message }) => message)}
      reasoned
      onClose={onClose}
      onStale={() => void said.refetch()}
      onSign={async (signature, reason) => {
        if (!said.data) return
        await call('risk.approve-plan', {
          id: record.id,
          expected_version: said.data.version,
          reason,
          signature,
        })
        await client.invalidateQueries({ queryKey: keys.all('risk') })
      }}
    />
  )
}

/** Approves a plan that waits in My work. */
export const ApprovePlan = ({ item, onClose }: WorkActProps) => (
  <PlanApproval record={item} onClose={onClose} />
)
