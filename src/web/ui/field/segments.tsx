import styles from './segments.module.css'

interface Props<Value extends string> {
  label: string
  options: readonly { readonly value: Value; readonly label: string }[]
  value: Value
  onChange: (value: Value) => void
  /** Above them, where nothing else says what they choose; else it is read aloud only. */
  labelShown?: boolean
}

/** A choice of few, all of them in view, one of them always chosen. */
export const Segments = <Value extends string>({
  label,
  options,
  value,
  onChange,
  labelShown,
}: Props<Value>) => (
  <fieldset className={styles.choice}>
    <legend className={labelShown ? styles.label : 'sr-only'}>{label}</legend>
    <div className={styles.segments}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={styles.segment}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  </fieldset>
)
