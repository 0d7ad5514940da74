import { type ComponentProps, useId } from 'react'
import { Choice } from './choice.tsx'
import styles from './select.module.css'

/** A short choice in a line of controls: its label, and what stands. */
export function Select<Value extends string>(
  props: Pick<ComponentProps<typeof Choice<Value>>, 'label' | 'options' | 'value' | 'onChange'>,
) {
  const id = useId()
  return (
    <span className={styles.pair}>
      <label htmlFor={id} className={styles.label}>
        {props.label}
      </label>
      <span className={styles.choice}>
        <Choice {...props} id={id} compact />
      </span>
    </span>
  )
}
