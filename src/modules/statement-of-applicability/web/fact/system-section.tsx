import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../../web/client/session.ts'
import { RecordPart } from '../../../../web/register/record/record-part.tsx'
import { Button } from '../../../../web/ui/button.tsx'
import { factsQuery } from '../queries.ts'
import { t } from '../texts.ts'
import styles from '../version/version.module.css'
import { FactForm, factWord } from './fact-form.tsx'

type Fact = Awaited<ReturnType<NonNullable<ReturnType<typeof factsQuery>['queryFn']>>>['items'][number]

function sourceOf({ value: general, system }: Fact): string {
  if (!system?.known) return ''
  if (system.stated !== null) return t('soa.system.stated')
  return t(general === false && system.value === false ? 'soa.system.general' : 'soa.system.inventory')
}

function FactLine({ fact, systemId, states }: { fact: Fact; systemId: string; states: boolean }) {
  const [open, setOpen] = useState(false)
  const subject = { system: systemId }
  return (
    <tr>
      <td>
        {fact.question}
        {open ? (
          <FactForm
            fact={fact.fact}
            subject={subject}
            label={t('soa.system.answer')}
            value={fact.system?.stated ?? null}
            basis={fact.system?.basis ?? null}
            onDone={() => setOpen(false)}
          />
        ) : null}
      </td>
      <td>
        {factWord(subject, fact.system?.value ?? null)} <span className={styles.muted}>{sourceOf(fact)}</span>
      </td>
      <td>
        {states && !open ? (
          <Button
            look="quiet"
            aria-label={`${t('soa.system.change')}: ${fact.question}`}
            onClick={() => setOpen(true)}
          >
            {t('soa.system.change')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

/** What rules about exclusions know of an AI system, and the place to state what the inventory does not hold. */
export function Section({ recordId }: { recordId: string }) {
  const { permissions } = useSession()
  const facts = useQuery(factsQuery(recordId))
  const items = (facts.data?.items ?? []).filter(
    ({ subject, statable }) => subject === 'ai_system' && statable,
  )
  if (items.length === 0) return null
  const inside = items.some(({ system }) => system !== null)
  return (
    <RecordPart title={t('soa.system.title')}>
      <p className={styles.muted}>{t(inside ? 'soa.system.about' : 'soa.system.outside')}</p>
      {inside ? (
        <table className={`${styles.table} ${styles.level}`}>
          <tbody>
            {items.map((fact) => (
              <FactLine
                key={fact.fact}
                fact={fact}
                systemId={recordId}
                states={permissions['soa:write'] !== undefined}
              />
            ))}
          </tbody>
        </table>
      ) : null}
    </RecordPart>
  )
}
