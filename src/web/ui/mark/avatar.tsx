import styles from './avatar.module.css'

/** A disc with the first letter of a name, as decoration and not as text: the name itself stands beside it. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span
      className={`${styles.disc} ${large ? styles.large : ''}`}
      aria-hidden="true"
      data-letter={name.trim().charAt(0).toUpperCase()}
    />
  )
}

/** A person by name, with their first letter before it. */
export function PersonName({ name }: { name: string }) {
  return (
    <span className={styles.person}>
      <Avatar name={name} />
      <span className={styles.name}>{name}</span>
    </span>
  )
}
