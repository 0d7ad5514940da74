import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '../client/call.ts'
import { detailOf } from '../client/problem.ts'
import { formatNumber } from '../messages/format.ts'
import { capital } from '../messages/words.ts'
import { useAttempt } from '../ui/attempt.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field/text-field.tsx'
import { Fold } from '../ui/fold.tsx'
import { ProblemNote } from '../ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/overlay/dialog.tsx'
import { notify } from '../ui/overlay/toast.tsx'
import { say, sayCount } from './text.ts'
import type { Undoing } from './undo.ts'
import styles from './undo-dialog.module.css'
import { Obstacles } from './undo-obstacles.tsx'
import { isUndoable, type Preview, previewQuery } from './undo-query.ts'

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
    <Fold title={summary} open={steps.length <= named}>
      {titlesOf(steps)}
    </Fold>
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

/** What undoing would do, and what it leaves because something stands in the way. */
function Plan({ preview, onLeave }: { preview: Preview; onLeave: () => void }) {
  const { refused, possible, rest_possible } = preview
  if (refused !== null) return <p role="alert">{say('undo.refused', { why: capital(refused) })}</p>
  return (
    <>
      {possible ? null : <Obstacles preview={preview} onLeave={onLeave} />}
      {possible || rest_possible ? <Steps preview={preview} /> : null}
    </>
  )
}

/**
 * What undoing a change would do, and what stands in its way; then it is undone: all of it, or all that nothing stands in
 * the way of, as it was shown.
 */
export function UndoDialog({ undoing, onClose }: { undoing: Undoing; onClose: () => void }) {
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const attempt = useAttempt()
  const id = undoing.operationId
  const preview = useQuery(previewQuery(id))
  const plan = preview.data
  const undoable = plan !== undefined && isUndoable(plan)
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt
      .run(async () => {
        const given = reason.trim()
        const { undone, left } = await call('trail.undo', {
          id,
          ...(plan?.rest_possible ? { plan: plan.plan } : {}),
          ...(given === '' ? {} : { reason: given }),
        })
        void client.invalidateQueries({ queryKey: ['register'] })
        const done = sayCount('undo.done', undone, formatNumber(undone))
        notify({ text: left === 0 ? done : `${done} ${sayCount('undo.left', left, formatNumber(left))}` })
      })
      .then((done) => (done ? onClose() : void preview.refetch()))
  }
  const problem = attempt.problem ?? (preview.error ? detailOf(preview.error) : null)
  return (
    <Dialog title={say('undo.title')} onClose={onClose}>
      <form onSubmit={send}>
        <DialogBody>
          <div className={styles.body}>
            <p>{say('undo.what', { text: undoing.text.replace(/\.$/, '') })}</p>
            {preview.isPending ? <p role="status">{say('undo.reading')}</p> : null}
            {plan ? <Plan preview={plan} onLeave={onClose} /> : null}
            {undoable ? (
              <TextField
                label={say('undo.reason')}
                help={say('undo.reason_help')}
                maxLength={4000}
                value={reason}
                onChange={setReason}
              />
            ) : null}
            <ProblemNote text={problem} />
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{say(undoable ? 'undo.cancel' : 'undo.close')}</Button>
          {undoable ? (
            <Button look="primary" type="submit" disabled={attempt.busy || preview.isFetching}>
              {say(plan.possible ? 'undo.do' : 'undo.do_rest', { number: formatNumber(plan.step_count) })}
            </Button>
          ) : null}
        </DialogFoot>
      </form>
    </Dialog>
  )
}
