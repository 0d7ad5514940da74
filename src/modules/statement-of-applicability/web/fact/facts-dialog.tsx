import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useSession } from '../../../../web/client/session.ts'
import { titleOf } from '../../../../web/client/titles.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../../web/ui/overlay/dialog.tsx'
import styles from '../dialog.module.css'
import { factsQuery } from '../queries.ts'
import { t } from '../texts.ts'
import { FactForm, factWord } from './fact-form.tsx'

type Fact = Awaited<ReturnType<NonNullable<ReturnType<typeof factsQuery>['queryFn']>>>['items'][number]

/** Which field of the inventory holds a fact that is not stated here. */
const inventoryField: Readonly<Record<string, string>> = { stage: 'lifecycle_stage', ai_roles: 'ai_roles' }

function Standing({ fact }: { fact: Fact }) {
  if (fact.subject === 'organization') return null
  const names = fact.stated_systems.map(({ ai_system_id }) => titleOf(ai_system_id)).filter(Boolean)
  const field = inventoryField[fact.fact]
  return (
    <p className={styles.quiet}>
      {t('soa.facts.known', { known: fact.known_systems, total: fact.systems })}
      {fact.statable ? '' : ` · ${t('soa.facts.inventory')}`}
      {names.length > 0 ? ` · ${t('soa.facts.own', { names: names.join(', ') })}` : ''}
      {field && fact.known_systems < fact.systems ? (
        <>
          {' · '}
          <Link
            to="/$plural"
            params={{ plural: 'ai-systems' }}
            search={{ [field]: '_none' }}
            className={styles.show}
          >
            {t('soa.facts.missing')}
          </Link>
        </>
      ) : null}
    </p>
  )
}

/** The facts that rules about exclusions look at: how far they are known, and where to state them. */
export function FactsDialog({ onClose }: { onClose: () => void }) {
  const { permissions } = useSession()
  const facts = useQuery(factsQuery())
  const states = permissions['soa:write'] !== undefined
  return (
    <Dialog title={t('soa.facts.title')} onClose={onClose} shape="wide">
      <DialogBody>
        <p className={styles.lead}>{t('soa.facts.about')}</p>
        <ul className={styles.facts} aria-busy={facts.isPending}>
          {(facts.data?.items ?? []).map((fact) => {
            const subject = fact.subject === 'organization' ? 'organization' : 'all_systems'
            return (
              <li key={fact.fact}>
                <p className={styles.question}>{fact.question}</p>
                <Standing fact={fact} />
                {fact.statable && states ? (
                  <FactForm
                    key={`${fact.value} ${fact.basis}`}
                    fact={fact.fact}
                    subject={subject}
                    label={t(subject === 'organization' ? 'soa.facts.organization' : 'soa.facts.for_all')}
                    value={fact.value}
                    basis={fact.basis}
                  />
                ) : fact.statable ? (
                  <p>{factWord(subject, fact.value)}</p>
                ) : null}
              </li>
            )
          })}
        </ul>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('soa.facts.close')}</Button>
      </DialogFoot>
    </Dialog>
  )
}
