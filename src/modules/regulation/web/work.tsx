import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { WorkActProps } from '../../../web/app/web-module.ts'
import { call } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { useAttempt } from '../../../web/ui/attempt.ts'
import { FormDialog } from '../../../web/ui/overlay/form-dialog.tsx'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import { StaleReasons } from './stale-reasons.tsx'
import { t } from './texts.ts'
import { useView } from './use-draft.ts'
import { useOfSystem } from './use-start.ts'

/** Closes what cannot be shown, saying why. */
function useClosedBy(error: unknown, onClose: () => void): void {
  useEffect(() => {
    if (!error) return
    notify({ text: detailOf(error), tone: 'critical' })
    onClose()
  }, [error, onClose])
}

/** Signs a decision about a proposed determination where it waits. */
export function Decide({ item, operation, onClose }: WorkActProps) {
  const client = useQueryClient()
  const read = useView(item.id)
  useClosedBy(read.error, onClose)
  if (!read.data) return null
  const settled = () => {
    void client.invalidateQueries({ queryKey: ['determination'] })
    void client.invalidateQueries({ queryKey: ['register'] })
    void read.refetch()
  }
  const verb = operation === 'determination.reject' ? 'reject' : 'approve'
  return <DecideDialog view={read.data} verb={verb} onClose={onClose} onChange={settled} />
}

/** Says what took the ground from a determination, and opens the new one: begun now, or under way already. */
export function DetermineAnew({ item, onClose }: WorkActProps) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const attempt = useAttempt()
  const read = useView(item.subject?.id ?? '')
  const { ai_system_id, kind } = read.data?.record ?? {}
  const others = useOfSystem(ai_system_id)
  useClosedBy(read.error ?? others.error, onClose)
  if (!read.data || !others.data || !ai_system_id || !kind) return null
  const underWay = others.data.items.find((one) => one.kind === kind)?.open?.record.id
  const go = () => {
    void attempt.run(async () => {
      const id = underWay ?? (await call('determination.start', { ai_system_id, kind })).id
      void client.invalidateQueries({ queryKey: ['determinations-of', ai_system_id] })
      onClose()
      await navigate({ to: '/$plural/$id', params: { plural: 'determinations', id } })
    })
  }
  return (
    <FormDialog
      title={t('work.anew', { title: read.data.record.title })}
      onClose={onClose}
      onSend={go}
      attempt={attempt}
      action={t(underWay ? 'section.continue' : 'section.again')}
    >
      <StaleReasons reasons={read.data.stale} />
      <p>{t(underWay ? 'work.under_way' : 'work.begins')}</p>
    </FormDialog>
  )
}
