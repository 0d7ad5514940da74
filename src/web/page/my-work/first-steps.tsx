import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Role } from '../../../kernel/access/role.ts'
import { fetchedAbove } from '../../app/fetched-part.tsx'
import { roleName } from '../../messages/roles.ts'
import { inSentence } from '../../messages/words.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { type Beginning, beginningQuery, type Step } from './beginning-query.ts'
import { t } from './beginning-texts.ts'
import styles from './first-steps.module.css'

const InviteDialog = fetchedAbove(
  async () => (await import('../../settings/person/invite-dialog.tsx')).InviteDialog,
)

/** The role that an inviting step gives. */
const invited: Partial<Record<Step['name'], Role>> = {
  'invite-aims-manager': 'aims-manager',
  'invite-top-management': 'top-management',
}

/** Where the other steps are taken: on their record when there is one, else where it is made. */
const places: Partial<Record<Step['name'], { plural: string; none?: 'new' | 'import' }>> = {
  'describe-scope': { plural: 'scope-statements', none: 'new' },
  'approve-scope': { plural: 'scope-statements' },
  'appoint-top-management': { plural: 'appointments', none: 'new' },
  'register-policy': { plural: 'policies', none: 'new' },
  'approve-policy': { plural: 'policies' },
  'add-ai-systems': { plural: 'ai-systems', none: 'import' },
  'determine-roles': { plural: 'ai-systems' },
  'propose-risk-criteria': { plural: 'risk-criteria', none: 'new' },
  'approve-risk-criteria': { plural: 'risk-criteria' },
  'add-risks': { plural: 'ai-systems' },
  'start-statement': { plural: 'statement-of-applicability' },
}

const isMine = ({ state, may }: Step): boolean => state === 'next' && may

function StepAction({
  step,
  first,
  onInvite,
}: {
  step: Step
  /** Of all that the person may do now, it is what to begin with. */
  first: boolean
  onInvite: (role: Role) => void
}) {
  const role = invited[step.name]
  const weight = first ? 'primary' : 'plain'
  const look = buttonClass(weight)
  const label = t(`begin.${step.name}.do`)
  if (role)
    return (
      <Button look={weight} onClick={() => onInvite(role)}>
        {label}
      </Button>
    )
  const place = places[step.name]
  if (!place) return null
  const { plural, none } = place
  if (step.record_id)
    return (
      <Link to="/$plural/$id" params={{ plural, id: step.record_id }} className={look}>
        {label}
      </Link>
    )
  if (none === 'import')
    return (
      <>
        <Link to="/$plural/import" params={{ plural }} className={look}>
          {label}
        </Link>
        <Link to="/$plural/new" params={{ plural }} className={buttonClass('quiet')}>
          {t('begin.add-ai-systems.other')}
        </Link>
      </>
    )
  return (
    <Link to={none === 'new' ? '/$plural/new' : '/$plural'} params={{ plural }} className={look}>
      {label}
    </Link>
  )
}

/** For whom, or for what, a step waits that the person may not take now. */
function waitsFor(step: Step, titles: Beginning['titles']): string {
  if (step.state === 'waiting')
    return t('begin.first', { steps: step.after.map((name) => t(`begin.${name}`)).join(', ') })
  if (step.people.length === 0)
    return t('begin.nobody', {
      roles: step.roles.map((role) => inSentence(roleName(role))).join(t('begin.or')),
    })
  return t('begin.waits', { people: step.people.map((id) => titles[id] ?? '').join(', ') })
}

/** What a new organization does first, as far as it is not done: each with why, and its action or whom it waits for. */
export function FirstSteps({ beginning }: { beginning: Beginning }) {
  const client = useQueryClient()
  const [inviting, setInviting] = useState<Role | null>(null)
  const open = beginning.steps.filter(({ state }) => state !== 'done')
  if (open.length === 0) return null
  const { length: all } = beginning.steps
  const begins = open.find(isMine)
  return (
    <section className={styles.steps} aria-labelledby="where-to-begin">
      <div className={styles.head}>
        <h2 id="where-to-begin" className={styles.heading}>
          {t('begin.title')}
        </h2>
        <span className={styles.quiet}>{t('begin.progress', { done: all - open.length, all })}</span>
      </div>
      <ol>
        {open.map((step) => {
          const mine = isMine(step)
          return (
            <li key={step.name} className={styles.step} data-step={step.name}>
              <div className={styles.words}>
                <h3 className={mine ? styles.mine : styles.name}>{t(`begin.${step.name}`)}</h3>
                <p className={styles.why}>{t(`begin.${step.name}.why`)}</p>
                {mine ? null : <p className={styles.quiet}>{waitsFor(step, beginning.titles)}</p>}
              </div>
              {mine ? (
                <div className={styles.action}>
                  <StepAction step={step} first={step === begins} onInvite={setInviting} />
                </div>
              ) : null}
            </li>
          )
        })}
      </ol>
      {inviting ? (
        <Suspense fallback={null}>
          <InviteDialog
            role={inviting}
            onClose={() => setInviting(null)}
            onInvited={() => void client.invalidateQueries({ queryKey: beginningQuery.queryKey })}
          />
        </Suspense>
      ) : null}
    </section>
  )
}
