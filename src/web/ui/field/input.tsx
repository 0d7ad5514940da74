import { type ComponentProps, type ReactNode, useId } from 'react'
import { t } from '../../messages/message.ts'
import styles from './input.module.css'
import { tellCut } from './tell-cut.ts'

interface Described {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean
}

interface FieldProps {
  label: string
  required?: boolean
  help?: string | undefined
  error?: string | undefined
  children: (input: Described) => ReactNode
}

/** A label, an input, what it is for and what is wrong with it, tied together for those who listen. */
export function FieldShell({ label, required = false, help, error, children }: FieldProps) {
  const id = useId()
  const about = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {required ? <span className={styles.required}> {t('form.required')}</span> : null}
      </label>
      {children({ id, 'aria-describedby': about || undefined, 'aria-invalid': error !== undefined })}
      {error ? (
        <span className={styles.error} id={`${id}-error`}>
          {error}
        </span>
      ) : null}
      {help ? (
        <span className={styles.help} id={`${id}-help`}>
          {help}
        </span>
      ) : null}
    </div>
  )
}

export const Input = (props: ComponentProps<'input'>) => (
  <input onPaste={tellCut} {...props} className={styles.input} />
)
export const TextArea = (props: ComponentProps<'textarea'>) => (
  <textarea onPaste={tellCut} {...props} className={styles.input} />
)
export const inputClass = styles.input ?? ''
