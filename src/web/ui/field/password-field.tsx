import { TextField } from './text-field.tsx'

interface Props {
  label: string
  help?: string
  value: string
  onChange: (password: string) => void
  /** One that is chosen now, at least this long; without it, the one that somebody has. */
  newOfAtLeast?: number
}

/** Asks for a password, so that managers of passwords know which one is meant. */
export function PasswordField({ label, help, value, onChange, newOfAtLeast }: Props) {
  return (
    <TextField
      label={label}
      help={help}
      type="password"
      autoComplete={newOfAtLeast === undefined ? 'current-password' : 'new-password'}
      required
      minLength={newOfAtLeast}
      value={value}
      onChange={onChange}
    />
  )
}
