import type { Tone } from '../../../kernel/lifecycle/lifecycle.ts'
import styles from './state-mark.module.css'

/** One shape for each tone, so that it reads in greyscale. */
const shapes: Readonly<Record<Tone, React.ReactNode>> = {
  neutral: <circle cx="7" cy="7" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  progress: (
    <>
      <circle cx="7" cy="7" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M7 4.25a2.75 2.75 0 0 1 0 5.5z" fill="currentColor" />
    </>
  ),
  positive: (
    <>
      <circle cx="7" cy="7" r="5.5" fill="currentColor" />
      <path d="M4.6 7.2l1.7 1.7 3.2-3.6" fill="none" stroke="var(--surface)" strokeWidth="1.5" />
    </>
  ),
  caution: (
    <path d="M7 1.8l5.6 10H1.4z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
  ),
  critical: <path d="M7 .9L13.1 7 7 13.1.9 7z" fill="currentColor" />,
}

interface Props {
  tone: Tone
  /** It may go on in the next line; a word is rather cut off. */
  sentence?: boolean
  children: string
}

/** A state as shape, colour and word. */
export function StateMark({ tone, sentence = false, children }: Props) {
  return (
    <span className={`${styles.mark} ${styles[tone]} ${sentence ? styles.sentence : ''}`}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        {shapes[tone]}
      </svg>
      <span className={styles.word}>{children}</span>
    </span>
  )
}
