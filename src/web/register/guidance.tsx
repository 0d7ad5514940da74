import type { AnyRegister } from '../../kernel/register/register.ts'
import { t } from '../messages/message.ts'
import { guidanceOf } from '../messages/words.ts'
import styles from './guidance.module.css'

/** Why this exists, what good looks like, what an auditor asks. */
export function Guidance({ register }: { register: AnyRegister }) {
  return (
    <div className={styles.list}>
      {guidanceOf(register).map(({ key, text }) => (
        <section key={key} className={styles.item}>
          <h3>{t(`guidance.${key}`)}</h3>
          <p>{text}</p>
        </section>
      ))}
    </div>
  )
}
