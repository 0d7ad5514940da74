import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../web/client/session.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { formatDate, formatDay } from '../../../web/messages/format.ts'
import { capital } from '../../../web/messages/words.ts'
import { FactList } from '../../../web/register/record/fact/facts.tsx'
import type { WholeRecord } from '../../../web/register/row.ts'
import { Button } from '../../../web/ui/button.tsx'
import { risk } from '../risk.ts'
import { AcceptDialog } from './accept-dialog.tsx'
import { LevelMark } from './level-mark.tsx'
import styles from './risk.module.css'
import { acceptanceStatementQuery, acceptancesQuery } from './risk-answers.ts'
import { t } from './texts.ts'

/** What nobody but the person themselves, or another one, can mend. */
const personal = new Set(['authority', 'separation'])

const sentence = (words: string): string => `${capital(words)}.`

/** The button, for those who may accept the risk now; otherwise a quiet line that says who may, or what is missing. */
function Accepting({ record, onAccept }: { record: WholeRecord; onAccept: () => void }) {
  const session = useSession()
  const { data } = useQuery(acceptanceStatementQuery(record, ''))
  if (!data) return null
  const mine = data.refusals.filter(({ rule }) => personal.has(rule))
  if (mine.length > 0)
    return <p className={styles.muted}>{mine.map(({ message }) => sentence(message)).join(' ')}</p>
  if (data.refusals.length > 0)
    return (
      <div className={styles.muted}>
        {t('risk.decide.first')}
        <ul>
          {data.refusals.map(({ message }) => (
            <li key={message}>{sentence(message)}</li>
          ))}
        </ul>
      </div>
    )
  if (session.permissions['risk:accept'] === undefined) return null
  return <Button onClick={onAccept}>{t('risk.decide.accept')}</Button>
}

/** Who accepted the risk, how long it counts, and the dialog in which somebody with authority does. */
export function Acceptance({
  record,
  editable,
  asOf,
}: {
  record: WholeRecord
  editable: boolean
  asOf: string | undefined
}) {
  const [accepting, setAccepting] = useState(false)
  const { data } = useQuery(acceptancesQuery(record.id, asOf))
  const open =
    asOf === undefined &&
    record.archived_at === null &&
    ['assessed', 'treatment_planned', 'treating', 'verifying'].includes(record.state)
  return (
    <>
      {data?.items.length === 0 ? <p className={styles.empty}>{t('risk.decide.none')}</p> : null}
      <ul className={styles.decisions}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <LevelMark level={one.level} />{' '}
            {t('risk.decide.by', {
              name: titleOf(one.accepted_by_id) ?? '',
              day: formatDay(one.accepted_at),
            })}
            , {t('risk.decide.until', { day: formatDate(one.expires_on) })}.{' '}
            <strong>{t(`risk.acceptance.${one.standing}`, { day: formatDate(one.expires_on) })}</strong>
            <p className={styles.muted}>{one.reason}</p>
          </li>
        ))}
      </ul>
      {open ? <Accepting record={record} onAccept={() => setAccepting(true)} /> : null}
      <h3 className={styles.small}>{t('risk.decide.limits')}</h3>
      <FactList
        register={risk}
        record={record}
        editable={editable}
        fields={[
          'prohibited_practice',
          'legal_duty_unmet',
          'impact_assessment_missing',
          'safety_stop_untested',
          'cause_gone',
        ]}
      />
      {accepting ? <AcceptDialog record={record} onClose={() => setAccepting(false)} /> : null}
    </>
  )
}
