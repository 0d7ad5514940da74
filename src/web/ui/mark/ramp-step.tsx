import styles from './ramp-step.module.css'

/** What takes the colours of a step. Its `data-step` says which: 1 is the best, 0 is not judged. */
export const rampClass = styles.step ?? ''

/** A step of a ramp from good to bad, as its colour and its word. */
export function RampStep({ step, children }: { step: number; children: string }) {
  return (
    <span className={`${rampClass} ${styles.word}`} data-step={step}>
      {children}
    </span>
  )
}
