import { useQuery } from '@tanstack/react-query'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import { tn } from '../../../web/messages/message.ts'
import { recordQuery } from '../../../web/register/record/record-query.ts'
import { StateMark } from '../../../web/ui/mark/state-mark.tsx'
import { obligation } from '../obligation.ts'

/** Beside "Open": for how long it should have been done. */
export function Section({ recordId }: { recordId: string }) {
  const open = useQuery(recordQuery(obligation, recordId, undefined)).data?.record.state === 'open'
  const { data } = useQuery({
    queryKey: [...keys.about('obligation', recordId), 'standing'],
    queryFn: ({ signal }) => call('obligation.standing', { id: recordId }, { signal }),
    enabled: open,
  })
  if (!open || !data || data.days_overdue <= 0) return null
  return <StateMark tone="critical">{tn('work.due', data.days_overdue)}</StateMark>
}
