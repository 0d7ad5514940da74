import styles from './problem-note.module.css'

/** What went wrong with what a person just tried, said aloud as it appears; nothing while nothing did. */
export const ProblemNote = ({ text }: { text: string | null | undefined }) =>
  text ? (
    <p className={styles.note} role="alert">
      {text}
    </p>
  ) : null
