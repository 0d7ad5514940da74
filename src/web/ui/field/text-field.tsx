import type { ComponentProps } from 'react'
import { FieldShell, Input, TextArea } from './input.tsx'

interface Told {
  label: string
  help?: string | undefined
  error?: string | undefined
  /** Says beside the label that it is required, where the form holds what is not. */
  marked?: boolean
  value: string
  onChange: (text: string) => void
}

/** One line of text below its label. */
export const TextField = ({
  label,
  help,
  error,
  marked = false,
  onChange,
  ...native
}: Told & Omit<ComponentProps<'input'>, keyof Told>) => (
  <FieldShell label={label} help={help} error={error} required={marked}>
    {(described) => <Input {...native} {...described} onChange={(event) => onChange(event.target.value)} />}
  </FieldShell>
)

/** Several lines of text below their label. */
export const LongTextField = ({
  label,
  help,
  error,
  marked = false,
  onChange,
  ...native
}: Told & Omit<ComponentProps<'textarea'>, keyof Told>) => (
  <FieldShell label={label} help={help} error={error} required={marked}>
    {(described) => (
      <TextArea {...native} {...described} onChange={(event) => onChange(event.target.value)} />
    )}
  </FieldShell>
)

/** The address that somebody signs in with. */
export const EmailField = (field: Pick<Told, 'label' | 'value' | 'onChange'>) => (
  <TextField {...field} type="email" autoComplete="username" required />
)
