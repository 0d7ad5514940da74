import styles from './problem-note.module.css'

interface Props {
  text: string | null | undefined
  /** It stands in the way before anybody tries: it is there to be read, and is not announced. */
  standing?: boolean
}

/** What went wrong with what a person just tried, announced as it appears; nothing while nothing did. */
export const ProblemNote = ({ text, standing }: Props) =>
  text ? (
    <p className={styles.note} role={standing ? 'note' : 'alert'}>
      {text}
    </p>
  ) : null
