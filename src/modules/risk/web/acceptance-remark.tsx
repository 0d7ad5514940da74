import { useQuery } from '@tanstack/react-query'
import { formatDate } from '../../../web/messages/format.ts'
import { recordQuery } from '../../../web/register/record/record-query.ts'
import { StateMark } from '../../../web/ui/mark/state-mark.tsx'
import { risk } from '../risk.ts'
import { standingQuery } from './risk-answers.ts'
import { t } from './texts.ts'

/** Beside "Accepted": that the acceptance has expired, or that its ground changed. */
export function Section({ recordId }: { recordId: string }) {
  const accepted = useQuery(recordQuery(risk, recordId, undefined)).data?.record.state === 'accepted'
  const { data } = useQuery({ ...standingQuery(recordId), enabled: accepted })
  if (!accepted || !data || data.standing.acceptance === 'valid') return null
  const { acceptance, acceptance_expires_on } = data.standing
  const day = acceptance_expires_on ? formatDate(acceptance_expires_on) : ''
  return <StateMark tone="caution">{t(`risk.acceptance.${acceptance}`, { day })}</StateMark>
}
