import { type ComponentProps, useId } from 'react'
import styles from './select.module.css'

/** A short choice, made with the system's own list. */
export function Select<Value extends string>({
  label,
  options,
  value,
  onChange,
  ...rest
}: Omit<ComponentProps<'select'>, 'onChange' | 'value'> & {
  label: string
  options: readonly { readonly value: Value; readonly label: string }[]
  value: Value
  onChange: (value: Value) => void
}) {
  const id = useId()
  return (
    <span className={styles.pair}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        {...rest}
        id={id}
        className={styles.select}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
