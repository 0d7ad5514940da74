import { useEffect, useRef } from 'react'
import styles from './problem-note.module.css'

interface Props {
  text: string | null | undefined
  /** It stands in the way before anybody tries: it is there to be read, and is not announced. */
  standing?: boolean
}

const isTyping = () =>
  document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement

/**
 * As it appears it is brought into view, since long forms scroll, and the keyboard goes to the field that it is about:
 * the button that was pressed may be out of use until that is put right.
 */
function Announced({ text }: { text: string }) {
  const note = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const invalid = note.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (!isTyping()) invalid?.focus()
    note.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <p ref={note} className={styles.note} role="alert">
      {text}
    </p>
  )
}

/** What went wrong with what a person just tried, announced as it appears; nothing while nothing did. */
export function ProblemNote({ text, standing }: Props) {
  if (!text) return null
  return standing ? (
    <p className={styles.note} role="note">
      {text}
    </p>
  ) : (
    <Announced key={text} text={text} />
  )
}
