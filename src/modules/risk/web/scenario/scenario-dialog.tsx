import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { keys } from '../../../../web/app/query-keys.ts'
import { call } from '../../../../web/client/call.ts'
import { t as shared } from '../../../../web/messages/message.ts'
import { choiceOf, labelOf } from '../../../../web/messages/words.ts'
import { useAttempt } from '../../../../web/ui/attempt.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { OptionList } from '../../../../web/ui/field/option-list.tsx'
import { ProblemNote } from '../../../../web/ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../../web/ui/overlay/dialog.tsx'
import { risk } from '../../risk.ts'
import { t } from '../texts.ts'
import styles from './scenario-dialog.module.css'

/** Packs change with the product only. */
const staleTime = 3_600_000

/** What a risk would start with: words to read before one is made, and numbers that are still to be confirmed. */
function About({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['scenario', id],
    queryFn: ({ signal }) => call('scenario.get', { id }, { signal }),
    staleTime,
  })
  if (!data) return <div className={styles.about} aria-busy="true" />
  const { scenario } = data
  const lists = ['causes', 'consequences', 'affected'] as const
  return (
    <section className={styles.about} aria-live="polite">
      <h3 className={styles.title}>{scenario.title}</h3>
      <p className={styles.kind}>
        {scenario.id} · {scenario.category_title}
      </p>
      <dl>
        {lists.map((name) => (
          <div key={name}>
            <dt>{labelOf(risk, name)}</dt>
            <dd>{scenario[name].join('; ')}</dd>
          </div>
        ))}
        <div>
          <dt>{labelOf(risk, 'stages')}</dt>
          <dd>{scenario.stages.map((stage) => choiceOf(risk, 'stages', stage)).join(', ')}</dd>
        </div>
        <div>
          <dt>{t('system.numbers')}</dt>
          <dd>
            {t('system.numbers.are', {
              likelihood: scenario.likelihood,
              organization: scenario.impact_organization,
              individuals: scenario.impact_individuals,
              societies: scenario.impact_societies,
            })}
          </dd>
        </div>
        {scenario.controls.length > 0 ? (
          <div>
            <dt>{t('system.controls')}</dt>
            <dd>{scenario.controls.map(({ ref, title }) => `${ref} ${title}`).join('; ')}</dd>
          </div>
        ) : null}
      </dl>
    </section>
  )
}

/** Starts a risk of an AI system from one of the scenarios, found by typing and read before it is taken. */
export function ScenarioDialog({ systemId, onClose }: { systemId: string; onClose: () => void }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const attempt = useAttempt()
  const [chosen, setChosen] = useState<string | null>(null)
  const { data } = useQuery({
    queryKey: ['scenarios'],
    queryFn: ({ signal }) => call('scenario.list', {}, { signal }),
    staleTime,
  })
  const create = (scenario_id: string) =>
    attempt.run(async () => {
      const made = await call('risk.from-scenario', { scenario_id, ai_system_id: systemId })
      await client.invalidateQueries({ queryKey: keys.all(risk.name) })
      await navigate({ to: '/$plural/$id', params: { plural: 'risks', id: made.id } })
    })
  return (
    <Dialog title={t('system.add')} onClose={onClose} shape="wide">
      <DialogBody>
        <div className={styles.columns}>
          <div className={styles.choice}>
            <OptionList
              label={t('system.scenario')}
              options={(data?.items ?? []).map((one) => ({
                value: one.id,
                label: one.title,
                hint: one.id,
              }))}
              selected={chosen === null ? [] : [chosen]}
              busy={data === undefined}
              onPick={setChosen}
            />
          </div>
          {chosen === null ? (
            <p className={styles.hint}>{t('system.choose')}</p>
          ) : (
            <About key={chosen} id={chosen} />
          )}
        </div>
        <ProblemNote text={attempt.problem} />
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{shared('dialog.cancel')}</Button>
        <Button
          look="primary"
          disabled={chosen === null || attempt.busy}
          onClick={() => chosen !== null && void create(chosen)}
        >
          {t('system.create')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
