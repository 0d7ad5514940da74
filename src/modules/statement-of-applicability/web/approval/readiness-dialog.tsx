import { useQuery } from '@tanstack/react-query'
import { call } from '../../../../web/client/call.ts'
import { useSession } from '../../../../web/client/session.ts'
import { titleOf } from '../../../../web/client/titles.ts'
import { formatDay } from '../../../../web/messages/format.ts'
import { useAttempt } from '../../../../web/ui/attempt.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { ProblemNote } from '../../../../web/ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../../web/ui/overlay/dialog.tsx'
import { notify } from '../../../../web/ui/overlay/toast.tsx'
import type { Show } from '../choose-rows.ts'
import styles from '../dialog.module.css'
import { readinessQuery, refresh } from '../queries.ts'
import { t } from '../texts.ts'
import { ReadinessItems } from './readiness-items.tsx'

/** How far the statement is from approval; those who write it put it up for approval here, and take it back. */
export function ReadinessDialog({ onShow, onClose }: { onShow: (show: Show) => void; onClose: () => void }) {
  const { permissions } = useSession()
  const attempt = useAttempt()
  const { data } = useQuery(readinessQuery)
  const items = data?.items.filter(({ barred }) => !barred) ?? []
  const ready = data !== undefined && !items.some(({ blocks }) => blocks)
  const writes = permissions['soa:write'] !== undefined
  const done = async (text: 'soa.submit.done' | 'soa.withdraw.done') => {
    notify({ text: t(text) })
    await refresh()
    onClose()
  }
  const submit = () =>
    void attempt.run(async () => {
      await call('soa.submit', {})
      await done('soa.submit.done')
    })
  const withdraw = () =>
    void attempt.run(async () => {
      await call('soa.withdraw', {})
      await done('soa.withdraw.done')
    })
  return (
    <Dialog title={t('soa.readiness.title')} onClose={onClose} shape="wide">
      <DialogBody>
        <div className={styles.stack}>
          <p className={styles.lead}>
            {t('soa.readiness.next', { number: data?.next_number ?? 1 })}{' '}
            {data?.submitted
              ? t('soa.submit.waits', {
                  name: titleOf(data.submitted.by) ?? '',
                  day: formatDay(data.submitted.at),
                })
              : null}
          </p>
          {ready ? <p>{t('soa.approve.ready')}</p> : null}
          <ReadinessItems items={items} onShow={onShow} />
          <ProblemNote text={attempt.problem} />
        </div>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('soa.facts.close')}</Button>
        {writes && data?.submitted ? (
          <Button disabled={attempt.busy} onClick={withdraw}>
            {t('soa.withdraw')}
          </Button>
        ) : null}
        {writes && ready && !data.submitted ? (
          <Button look="primary" disabled={attempt.busy} onClick={submit}>
            {t('soa.submit')}
          </Button>
        ) : null}
      </DialogFoot>
    </Dialog>
  )
}
