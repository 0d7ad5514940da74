import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { OutputOf } from '../../kernel/contract/operation.ts'
import type { previewUndoOperation } from '../../modules/trail/contract.ts'
import { call } from '../client/call.ts'
import { detailOf } from '../client/problem.ts'
import { titleOf } from '../client/titles.ts'
import { enUndo } from '../messages/en-undo.ts'
import { formatInstant, formatNumber } from '../messages/format.ts'
import { textsOf } from '../messages/message.ts'
import { readable } from '../messages/words.ts'
import { useAttempt } from '../ui/attempt.ts'
import { Button } from '../ui/button.tsx'
import { FieldShell, Input } from '../ui/field/input.tsx'
import { ProblemNote } from '../ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/overlay/dialog.tsx'
import { notify } from '../ui/overlay/toast.tsx'
import type { Undoing } from './undo.ts'
import styles from './undo-dialog.module.css'

const { t: say, tn: sayCount } = textsOf(enUndo)

type Preview = OutputOf<typeof previewUndoOperation>
type Step = Preview['steps'][number]

/** So many records are named at once; more are folded. */
const named = 5

const titlesOf = (steps: readonly Step[]) => (
  <ul className={styles.list}>
    {steps.map((step) => (
      <li key={`${step.table} ${step.row_id}`} className={styles.line}>
        {step.title ?? say('undo.nameless')}
      </li>
    ))}
  </ul>
)

const effectText = (effect: Step['effect'], count: number) =>
  sayCount(`undo.effect.${effect}`, count, formatNumber(count))

/** Records that the same happens to; many are folded. */
function Folded({ summary, steps }: { summary: string; steps: readonly Step[] }) {
  return (
    <details className={styles.alike} open={steps.length <= named}>
      <summary>{summary}</summary>
      {titlesOf(steps)}
    </details>
  )
}

function Steps({ preview }: { preview: Preview }) {
  const { steps, step_count: count } = preview
  const effects = [...new Set(steps.map(({ effect }) => effect))]
  const [only, ...others] = effects
  const alike = only !== undefined && others.length === 0
  return (
    <>
      <h3 className={styles.heading}>
        {alike ? effectText(only, count) : sayCount('undo.steps', count, formatNumber(count))}
      </h3>
      {!alike ? (
        effects.map((effect) => {
          const same = steps.filter((step) => step.effect === effect)
          return <Folded key={effect} summary={effectText(effect, same.length)} steps={same} />
        })
      ) : steps.length <= named ? (
        titlesOf(steps)
      ) : (
        <Folded summary={say('undo.which')} steps={steps} />
      )}
      {count > steps.length ? (
        <p className={styles.quiet}>{say('undo.more', { shown: formatNumber(steps.length) })}</p>
      ) : null}
    </>
  )
}

type Obstacle = Preview['obstacles'][number]

function because({ reason, since }: Obstacle): string {
  if (reason !== 'changed-since') return say(`undo.because.${reason}`)
  const who = since?.actor_id ? titleOf(since.actor_id) : undefined
  return since && who
    ? say('undo.because.changed-since', { who, when: formatInstant(since.at) })
    : say('undo.because.changed-since_unknown')
}

interface Alike {
  readonly key: string
  readonly name: string
  readonly reason: string
  readonly count: number
}

/** What stands in the way, each kind of row that has no title of its own once. */
function alike(obstacles: readonly Obstacle[]): Alike[] {
  const found = new Map<string, Alike>()
  for (const obstacle of obstacles) {
    const name = obstacle.title ?? (obstacle.table === null ? say('undo.nameless') : readable(obstacle.table))
    const reason = because(obstacle)
    const key = obstacle.title === null ? `${name} ${reason}` : `${obstacle.table} ${obstacle.row_id}`
    found.set(key, { key, name, reason, count: (found.get(key)?.count ?? 0) + 1 })
  }
  return [...found.values()]
}

function Obstacles({ preview }: { preview: Preview }) {
  return (
    <>
      <p role="alert">
        {sayCount('undo.impossible', preview.obstacle_count, formatNumber(preview.obstacle_count))}
      </p>
      <ul className={styles.list}>
        {alike(preview.obstacles).map(({ key, name, reason, count }) => (
          <li key={key} className={styles.line}>
            <span>{count === 1 ? name : say('undo.counted', { name, count: formatNumber(count) })}</span>
            <span className={styles.quiet}>{reason}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What undoing a change would do, or what stands in its way; then it is undone, all of it or nothing. */
export function UndoDialog({ undoing, onClose }: { undoing: Undoing; onClose: () => void }) {
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const attempt = useAttempt()
  const id = undoing.operationId
  const preview = useQuery({
    queryKey: ['undo', id],
    queryFn: ({ signal }) => call('trail.preview-undo', { id }, { signal }),
    gcTime: 0,
  })
  const possible = preview.data?.possible === true
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt
      .run(async () => {
        const given = reason.trim()
        const { undone } = await call('trail.undo', { id, ...(given === '' ? {} : { reason: given }) })
        void client.invalidateQueries({ queryKey: ['register'] })
        notify({ text: sayCount('undo.done', undone, formatNumber(undone)) })
      })
      .then((done) => done && onClose())
  }
  const problem = attempt.problem ?? (preview.error ? detailOf(preview.error) : null)
  return (
    <Dialog title={say('undo.title')} onClose={onClose}>
      <form onSubmit={send}>
        <DialogBody>
          <div className={styles.body}>
            <p>{say('undo.what', { text: undoing.text.replace(/\.$/, '') })}</p>
            {preview.isPending ? <p role="status">{say('undo.reading')}</p> : null}
            {preview.data ? (
              possible ? (
                <Steps preview={preview.data} />
              ) : (
                <Obstacles preview={preview.data} />
              )
            ) : null}
            {possible ? (
              <FieldShell label={say('undo.reason')} help={say('undo.reason_help')}>
                {(input) => (
                  <Input
                    {...input}
                    maxLength={4000}
                    value={reason}
                    onChange={(event) => setReason(event.target.value)}
                  />
                )}
              </FieldShell>
            ) : null}
            <ProblemNote text={problem} />
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{say(possible ? 'undo.cancel' : 'undo.close')}</Button>
          {possible && preview.data ? (
            <Button look="primary" type="submit" disabled={attempt.busy}>
              {say('undo.do', { number: formatNumber(preview.data.step_count) })}
            </Button>
          ) : null}
        </DialogFoot>
      </form>
    </Dialog>
  )
}
