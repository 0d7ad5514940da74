import type { ReactNode } from 'react'
import styles from './document-layout.module.css'

interface Props {
  /** What belongs to the document without being part of it: beside it, or below it on a narrow page. */
  aside?: { readonly label: string; readonly content: ReactNode }
  busy?: boolean
  children: ReactNode
}

/** The page of one thing, to be read like a document: a record, a requirement, a determination. */
export const DocumentLayout = ({ aside, busy, children }: Props) => (
  <div className={styles.scroll} aria-busy={busy}>
    <div className={styles.page}>
      <article className={styles.document}>{children}</article>
      {aside ? (
        <aside className={styles.aside} aria-label={aside.label}>
          {aside.content}
        </aside>
      ) : null}
    </div>
  </div>
)
