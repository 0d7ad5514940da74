import { type ReactNode, useEffect } from 'react'
import { t } from '../messages/message.ts'
import { useAttempt } from '../ui/attempt.ts'
import { Button } from '../ui/button.tsx'
import { PlumblineMark } from '../ui/mark/mark.tsx'
import { ProblemNote } from '../ui/notice/problem-note.tsx'
import styles from './entrance.module.css'

/** The frame of the pages before signing in. */
export function Entrance({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Plumbline`
  }, [title])
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <div className={styles.brand}>
          <PlumblineMark size={24} />
          {t('product.name')}
        </div>
        <h1 className={styles.title}>{title}</h1>
        {lead ? <p className={styles.lead}>{lead}</p> : null}
        {children}
      </div>
    </main>
  )
}

/** A form that sends once at a time and says beside itself what went wrong. */
export function EntranceForm({
  action,
  onSend,
  children,
  below,
}: {
  /** The verb on the button that sends. */
  action: string
  onSend: () => Promise<void>
  /** What is asked for. */
  children: ReactNode
  /** What stands below the button. */
  below?: ReactNode
}) {
  const attempt = useAttempt()
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void attempt.run(onSend)
      }}
    >
      <ProblemNote text={attempt.problem} />
      {children}
      <Button look="primary" large type="submit" disabled={attempt.busy}>
        {action}
      </Button>
      {below}
    </form>
  )
}
