import { useState } from 'react'
import { call } from '../../../web/client/call.ts'
import { useSession } from '../../../web/client/session.ts'
import { Button } from '../../../web/ui/button.tsx'
import { EmptyPage } from '../../../web/ui/notice/empty-page.tsx'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import { attempt } from './editing.ts'
import { t } from './texts.ts'

/** Before the statement exists: what it will be, and the way to begin. */
export function StartPanel({ then }: { then: boolean }) {
  const { permissions } = useSession()
  const [starting, setStarting] = useState(false)
  const start = async () => {
    setStarting(true)
    if (await attempt(() => call('soa.start', {}))) notify({ text: t('soa.start.done') })
    setStarting(false)
  }
  if (then) return <EmptyPage title={t('soa.start.none_then')} about={t('soa.start.not_then')} />
  const allowed = permissions['soa:write'] !== undefined
  return (
    <EmptyPage
      title={t(allowed ? 'soa.start.title' : 'soa.start.not_yet')}
      about={[t('soa.start.about'), t('soa.start.rule'), ...(allowed ? [] : [t('soa.start.by')])].join(' ')}
    >
      {allowed ? (
        <Button look="primary" disabled={starting} onClick={() => void start()}>
          {t('soa.start.do')}
        </Button>
      ) : null}
    </EmptyPage>
  )
}
