import { useState } from 'react'
import { call } from '../../../web/client/call.ts'
import { useSession } from '../../../web/client/session.ts'
import { Button } from '../../../web/ui/button.tsx'
import { attempt } from './editing.ts'
import styles from './statement.module.css'
import { t } from './texts.ts'

/** Before the statement exists: what it will be, and the way to begin. */
export function StartPanel({ then }: { then: boolean }) {
  const { permissions } = useSession()
  const [starting, setStarting] = useState(false)
  const start = async () => {
    setStarting(true)
    await attempt(() => call('soa.start', {}))
    setStarting(false)
  }
  if (then)
    return (
      <div className={styles.empty}>
        <p>{t('soa.start.not_then')}</p>
      </div>
    )
  return (
    <div className={styles.empty}>
      <h2>{t('soa.start.title')}</h2>
      <p>{t('soa.start.about')}</p>
      <p>{t('soa.start.rule')}</p>
      {permissions['soa:write'] === undefined ? (
        <p>{t('soa.start.not_yet')}</p>
      ) : (
        <Button look="primary" large disabled={starting} onClick={() => void start()}>
          {t('soa.start.do')}
        </Button>
      )}
    </div>
  )
}
