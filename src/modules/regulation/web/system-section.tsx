import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { useSession } from '../../../web/client/session.ts'
import { formatDate } from '../../../web/messages/format.ts'
import { choiceOf, stateOf } from '../../../web/messages/words.ts'
import { RecordPart } from '../../../web/register/record/record-part.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { StateMark } from '../../../web/ui/mark/state-mark.tsx'
import type { systemDeterminations } from '../contract.ts'
import { toneOf } from './outcome-panel.tsx'
import { StaleReasons } from './stale-reasons.tsx'
import styles from './system-section.module.css'
import { t, tn } from './texts.ts'
import { useOfSystem, useStart } from './use-start.ts'

type Standing = z.output<(typeof systemDeterminations)['output']>['items'][number]

const register = { name: 'determination' }

function Result({ one }: { one: Standing }) {
  const { current } = one
  if (!current) return <span className={styles.muted}>{t('section.none')}</span>
  const { outcome, record } = current
  if (record.state === 'use_rejected')
    return <StateMark tone="critical">{stateOf('determination', 'use_rejected')}</StateMark>
  if (one.kind === 'iso_roles')
    return (
      <span className={styles.strong}>
        {outcome.ai_roles.map((role) => choiceOf(register, 'ai_roles', role)).join(', ')}
      </span>
    )
  return <StateMark tone={toneOf(outcome.tier ?? '')}>{outcome.tier_title ?? ''}</StateMark>
}

function Row({ one, systemId }: { one: Standing; systemId: string }) {
  const start = useStart()
  const { permissions } = useSession()
  const { current, open, superseded } = one
  const to = (id: string) => ({ plural: 'determinations', id })
  const decided = current?.record.decided_on
  const law = current?.outcome.law_state_date
  return (
    <div className={styles.kind}>
      <div className={styles.row}>
        <span className={styles.label}>{choiceOf(register, 'kind', one.kind)}</span>
        <span className={styles.result}>
          {current ? (
            <Link to="/$plural/$id" params={to(current.record.id)} className={styles.link}>
              <Result one={one} />
            </Link>
          ) : (
            <Result one={one} />
          )}
          <span className={styles.muted}>
            {decided
              ? law
                ? t('section.decided', { date: formatDate(decided), law: formatDate(law) })
                : t('section.decided_plain', { date: formatDate(decided) })
              : ''}
            {superseded > 0 ? ` · ${tn('section.earlier', superseded, String(superseded))}` : ''}
          </span>
        </span>
        {open ? (
          <Link to="/$plural/$id" params={to(open.record.id)} className={styles.inline}>
            {t(open.record.state === 'draft' ? 'section.continue' : 'section.waits')}
          </Link>
        ) : permissions['determination:determine'] ? (
          <Button onClick={() => void start(systemId, one.kind)}>
            {t(current ? 'section.again' : 'section.start')}
          </Button>
        ) : null}
      </div>
      <StaleReasons reasons={current?.stale ?? []} />
    </div>
  )
}

/** What was determined about an AI system, on its own page. */
export function Section({ recordId }: { recordId: string }) {
  const read = useOfSystem(recordId)
  return (
    <RecordPart title={t('section.title')}>
      {read.error ? <p className={styles.muted}>{t('section.failed')}</p> : null}
      {read.data?.items.map((one) => (
        <Row key={one.kind} one={one} systemId={recordId} />
      ))}
    </RecordPart>
  )
}
