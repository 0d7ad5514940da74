import styles from './document-ahead.module.css'

/** Stands where a document will be. */
export function DocumentAhead() {
  return [30, 64, 52, 70, 44, 58].map((width) => (
    <span key={width} className={styles.bar} style={{ width: `${width}%` }} />
  ))
}
