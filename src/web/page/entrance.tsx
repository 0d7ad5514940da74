import { type ReactNode, useEffect, useState } from 'react'
import { detailOf } from '../client/problem.ts'
import { t } from '../messages/message.ts'
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
  onSend,
  children,
}: {
  onSend: () => Promise<void>
  children: (sending: boolean) => ReactNode
}) {
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setSending(true)
        setProblem(null)
        onSend()
          .catch((error: unknown) => setProblem(detailOf(error)))
          .finally(() => setSending(false))
      }}
    >
      <ProblemNote text={problem} />
      {children(sending)}
    </form>
  )
}
